package io.camelclio.app.smokeball.connection;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Smokeball's installations. Accounts, credentials and tokens belong to one of them and are no good at another (Smokeball,
 * "Base URLs").
 */
public enum SmokeballInstallation {
    US_PRODUCTION("us", "production", "api.smokeball.com", "auth.smokeball.com"),
    AU_PRODUCTION("au", "production", "api.smokeball.com.au", "auth.smokeball.com.au"),
    UK_PRODUCTION("uk", "production", "api.smokeball.co.uk", "auth.smokeball.co.uk"),
    US_STAGING("us", "staging", "stagingapi.smokeball.com", "datastaging-auth.smokeball.com"),
    AU_STAGING("au", "staging", "stagingapi.smokeball.com.au", "datastaging-auth.smokeball.com.au"),
    UK_STAGING("uk", "staging", "stagingapi.smokeball.co.uk", "datastaging-auth.smokeball.co.uk");

    /** The words for the region, the default first. */
    public static final List<String> REGIONS = List.of("us", "au", "uk");

    /** The words for the environment, the default first. */
    public static final List<String> ENVIRONMENTS = List.of("production", "staging");

    private final String region;
    private final String environment;
    private final String apiHost;
    private final String authHost;

    SmokeballInstallation(String region, String environment, String apiHost, String authHost) {
        this.region = region;
        this.environment = environment;
        this.apiHost = apiHost;
        this.authHost = authHost;
    }

    /** Empty for words that are none of {@link #REGIONS} and {@link #ENVIRONMENTS}. */
    public static Optional<SmokeballInstallation> of(String region, String environment) {
        return Arrays.stream(values())
                .filter(each -> each.region.equals(region) && each.environment.equals(environment))
                .findFirst();
    }

    /**
     * Why two addresses do not belong together, in words that follow the names of both; empty unless one of them is
     * Smokeball's own and the other is that of another installation.
     */
    public static Optional<String> contradiction(URI api, URI auth) {
        Optional<SmokeballInstallation> here = at(api);
        Optional<SmokeballInstallation> there = at(auth);
        boolean apart = here.isPresent() && there.isPresent() && !here.equals(there);
        boolean swapped = isAuth(api) || isApi(auth);
        return apart || swapped
                ? Optional.of("are '" + api + "' and '" + auth + "', which "
                        + (swapped ? "are the wrong way round" : "are two installations of Smokeball's")
                        + "; a token of one address is no good at the other, so give the pair of one region and"
                        + " environment")
                : Optional.empty();
    }

    private static Optional<SmokeballInstallation> at(URI address) {
        return Arrays.stream(values())
                .filter(each -> each.apiHost.equalsIgnoreCase(address.getHost())
                        || each.authHost.equalsIgnoreCase(address.getHost()))
                .findFirst();
    }

    private static boolean isApi(URI address) {
        return Arrays.stream(values()).anyMatch(each -> each.apiHost.equalsIgnoreCase(address.getHost()));
    }

    private static boolean isAuth(URI address) {
        return Arrays.stream(values()).anyMatch(each -> each.authHost.equalsIgnoreCase(address.getHost()));
    }

    /** The base address of the API. */
    public URI api() {
        return URI.create("https://" + apiHost);
    }

    /** The base address of the token endpoint. */
    public URI auth() {
        return URI.create("https://" + authHost);
    }
}
