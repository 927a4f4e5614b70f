package io.camelclio.component;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Clio's four installations. An application, its tokens and its webhooks belong to one of them (Clio, "Regions"). */
public enum ClioRegion {
    US("https://app.clio.com"),
    CA("https://ca.app.clio.com"),
    EU("https://eu.app.clio.com"),
    AU("https://au.app.clio.com");

    private final URI address;

    ClioRegion(String address) {
        this.address = URI.create(address);
    }

    /** The base address; {@code /api/v4} and {@code /oauth/token} are below it. */
    public URI address() {
        return address;
    }

    /** The region's word in settings and keys, such as {@code us}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a region's word in any case; fails with the words that are allowed. */
    public static ClioRegion of(String word) {
        return Arrays.stream(values())
                .filter(region -> region.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Option region is '" + word + "'; allowed are "
                        + Arrays.stream(values()).map(ClioRegion::word).collect(Collectors.joining(", "))));
    }
}
