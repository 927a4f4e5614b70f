package io.camelclio.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.app.consent.Authorization;
import io.camelclio.app.consent.Browser;
import io.camelclio.app.consent.Callback;
import io.camelclio.app.consent.ClioAuthorization;
import io.camelclio.app.consent.ConsentException;
import io.camelclio.app.consent.SmokeballAuthorization;
import io.camelclio.app.settings.ConsentSettings;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.settings.SmokeballConsentSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a user authorise the application at a vendor, keeps the refresh token, and proves that it is good. */
@Command(
        name = "authorize",
        description =
                "Let a user authorise the application at Clio or Smokeball, and keep the refresh token in a file.")
class AuthorizeCommand implements Callable<Integer> {

    private static final String CLIO = "clio";
    private static final String SMOKEBALL = "smokeball";
    private static final int FAILED = 1;
    private static final int WRONG_SET_UP = 2;
    private static final int MAX_PORT = 65_535;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Browser desktop;
    private final Duration patience;

    @Option(
            names = "--vendor",
            defaultValue = CLIO,
            description =
                    "clio, the default, or smokeball. Smokeball's is for a marketplace application: a firm's own one"
                            + " needs no consent.")
    private String vendor;

    @Option(names = "--no-browser", description = "Do not open a browser; the address to open is printed in any case.")
    private boolean noBrowser;

    @Option(
            names = "--port",
            defaultValue = "8765",
            description = "Port on 127.0.0.1 for the vendor's answer, ${DEFAULT-VALUE} by default."
                    + " http://127.0.0.1:<port>/callback has to be a redirect URI of the application in Clio's developer"
                    + " portal, http://localhost:<port>/callback of one in Smokeball's.")
    private int port;

    @Option(
            names = "--token-file",
            description = "File for the refresh token; otherwise the one that CLIO_TOKEN_FILE or SMOKEBALL_TOKEN_FILE"
                    + " names, else clio-refresh-token or smokeball-refresh-token in this folder.")
    private String tokenFile;

    @Option(
            names = "--json",
            description = "Two JSON objects: the address to open, and once the user has allowed it, where the token is"
                    + " kept and what proved it.")
    private boolean json;

    AuthorizeCommand() {
        this(Browser.DESKTOP, PATIENCE);
    }

    /** @param patience how long the user may take */
    AuthorizeCommand(Browser desktop, Duration patience) {
        this.desktop = desktop;
        this.patience = patience;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Authorization authorization = authorization();
            authorization.keep(consent(authorization), authorization.redirectUri(port));
            say("The refresh token is kept in " + authorization.tokenFile() + ", readable by its owner alone.");
            String proof = authorization.prove();
            say(proof);
            say("Next: " + authorization.next());
            tell(JsonNodeFactory.instance
                    .objectNode()
                    .put("token_file", authorization.tokenFile().toString())
                    .put("proof", proof));
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return WRONG_SET_UP;
        } catch (ConsentException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private Authorization authorization() throws SettingsException {
        return switch (vendor) {
            case CLIO -> new ClioAuthorization(ConsentSettings.read(given("CLIO_TOKEN_FILE")));
            case SMOKEBALL -> new SmokeballAuthorization(SmokeballConsentSettings.read(given("SMOKEBALL_TOKEN_FILE")));
            default ->
                throw new SettingsException(
                        List.of("Option --vendor is '" + vendor + "'; allowed are clio and smokeball"));
        };
    }

    /** @param tokenFileSetting the setting that the option stands for */
    private Given given(String tokenFileSetting) {
        Given process = Given.toThisProcess();
        return tokenFile == null ? process : process.with(Map.of(tokenFileSetting, tokenFile));
    }

    private String consent(Authorization authorization)
            throws SettingsException, ConsentException, InterruptedException {
        try (Callback callback = listening(authorization.vendor())) {
            String redirectUri = authorization.redirectUri(port);
            URI screen = authorization.screen(redirectUri, callback.state());
            say(authorization.place() + ". The application needs the redirect URI " + redirectUri + " in "
                    + authorization.vendor() + "'s developer portal.");
            say("Open this address on this machine, and allow the access:");
            say("");
            say("  " + screen);
            say("");
            tell(JsonNodeFactory.instance
                    .objectNode()
                    .put("open", screen.toString())
                    .put("redirect_uri", redirectUri)
                    .put("seconds", patience.toSeconds()));
            if (!noBrowser && desktop.open(screen)) {
                say("A browser has been asked to open it.");
            }
            say("Waiting for " + authorization.vendor() + "'s answer, for at most " + patience.toSeconds()
                    + " seconds.");
            return callback.awaitCode(patience);
        }
    }

    /** To a person. */
    private void say(String line) {
        if (!json) {
            System.out.println(line);
        }
    }

    /** To a script. */
    private void tell(ObjectNode object) {
        if (json) {
            System.out.println(object);
        }
    }

    private Callback listening(String asking) throws SettingsException {
        if (port < 1 || port > MAX_PORT) {
            throw new SettingsException(
                    List.of("Option --port is " + port + "; allowed is a port number from 1 to " + MAX_PORT));
        }
        try {
            return new Callback(asking, port);
        } catch (IOException e) {
            throw new SettingsException(List.of("Option --port is " + port
                    + ", where nothing can listen on 127.0.0.1 (" + e.getMessage()
                    + "); choose another, and register its redirect URI too"));
        }
    }
}
