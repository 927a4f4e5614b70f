package io.camelclio.tables;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real PostgreSQL that was set up as the README says: its files run by the user whom the connectors use. */
final class Warehouse implements AutoCloseable {

    /** In the order of the README. */
    static final List<String> FILES = List.of("tables.sql", "clio.sql", "smokeball.sql", "questions.sql");

    static final Path SQL = Path.of("sql");

    private static final String USER = "tables";
    private static final String PASSWORD = "a password of the tables";
    private static final String DATABASE = "analytics";

    private final EmbeddedPostgres postgres;

    private Warehouse(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static Warehouse start() throws IOException, SQLException {
        Warehouse warehouse = new Warehouse(EmbeddedPostgres.builder().start());
        try (Connection connection = warehouse.postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + USER + " login password '" + PASSWORD + "'");
            statement.execute("create database " + DATABASE + " owner " + USER + " encoding 'UTF8' template template0");
        }
        warehouse.runFiles();
        return warehouse;
    }

    void runFiles() throws IOException, SQLException {
        for (String file : FILES) {
            execute(Files.readString(SQL.resolve(file)));
        }
    }

    /** What a worker is told of it. */
    Map<String, String> environment() {
        return Map.of("TABLES_URL", url(), "TABLES_USER", USER, "TABLES_PASSWORD", PASSWORD);
    }

    String password() {
        return PASSWORD;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Ends all connections of the connectors, as a restart of the database or a cut network would.
     *
     * @return how many there were
     */
    int cutConnections() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet cut = statement.executeQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where usename = '" + USER + "'")) {
            cut.next();
            return cut.getInt(1);
        }
    }

    /** The rows of a query, each with its values as texts, a missing one as a dash. */
    List<List<String>> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= width; column++) {
                    String value = result.getString(column);
                    row.add(value == null ? "-" : value);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The one value that a query gives. */
    String value(String sql) throws SQLException {
        return rows(sql).get(0).get(0);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + DATABASE;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
