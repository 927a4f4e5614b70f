package io.camelclio.app;

import io.camelclio.app.settings.ClioSettings;
import io.camelclio.app.settings.SmokeballSettings;
import io.camelclio.app.settings.SmokeballWebhookSettings;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.component.ClioConnection;
import java.nio.file.Path;
import java.util.Optional;

/** The accounts that the settings name; not started yet. */
final class ConfiguredConnection {

    private ConfiguredConnection() {}

    static ClioConnection of(ClioSettings clio) {
        ClioConnection connection = new ClioConnection();
        connection.setName(clio.connection());
        connection.setRegion(clio.region());
        clio.apiUrl().ifPresent(address -> connection.setApiUrl(address.toString()));
        connection.setClientId(clio.clientId());
        connection.setClientSecret(clio.clientSecret());
        connection.setRefreshToken(clio.refreshToken());
        clio.tokenFile().ifPresent(file -> connection.setTokenFile(file.toString()));
        connection.setAccessToken(clio.accessToken());
        return connection;
    }

    /** @param webhooks empty where the account is only polled */
    static SmokeballConnection of(SmokeballSettings smokeball, Optional<SmokeballWebhookSettings> webhooks) {
        SmokeballConnection connection = new SmokeballConnection();
        connection.setName(smokeball.connection());
        connection.setApiUrl(smokeball.apiUrl().toString());
        connection.setAuthUrl(smokeball.authUrl().toString());
        connection.setApiKey(smokeball.apiKey());
        connection.setClientId(smokeball.clientId());
        connection.setClientSecret(smokeball.clientSecret());
        smokeball.refreshToken().ifPresent(connection::setRefreshToken);
        smokeball.tokenFile().map(Path::toString).ifPresent(connection::setTokenFile);
        smokeball.refreshTokenEnd().ifPresent(connection::setRefreshTokenEnd);
        smokeball.accountId().ifPresent(connection::setAccountId);
        smokeball.userId().ifPresent(connection::setUserId);
        webhooks.ifPresent(given -> {
            connection.getWebhooks().setPublicUrl(given.publicUrl().toString());
            connection.getWebhooks().setSecretKey(given.key());
        });
        return connection;
    }
}
