package io.camelclio.app.status;

/**
 * Where records come from.
 *
 * @param vendor {@code clio}, {@code smokeball}, or the scheme of what else a team's route reads
 * @param connection the account's name, as in record keys; empty where there is none
 */
record Account(String vendor, String connection) {

    String id() {
        return connection.isEmpty() ? vendor : vendor + "/" + connection;
    }
}
