package io.camelclio.app;

import io.camelclio.app.settings.ClioSettings;
import io.camelclio.component.ClioConnection;

/** The account at Clio that the settings name; not started yet. */
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
}
