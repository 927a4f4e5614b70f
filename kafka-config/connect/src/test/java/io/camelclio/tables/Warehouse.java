package io.camelclio.tables;

import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.net.TcpProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A real PostgreSQL that was set up as the README says: its files run by the user whom the connectors use. */
final class Warehouse implements AutoCloseable {

    /** In the order of the README. */
    static final List<String> FILES = List.of("tables.sql", "clio.sql", "smokeball.sql", "questions.sql");

    static final Path SQL = Path.of("sql");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String USER = "tables";
    private static final String PASSWORD = "a password of the tables";
    private static final String DATABASE = "analytics";

    private final EmbeddedPostgres postgres;
    private final TcpProxy network = TcpProxy.listening();

    private Warehouse(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        network.forwardTo(postgres.getPort());
    }

    /** Nothing is set up yet. */
    static Warehouse bare() throws IOException {
        return new Warehouse(EmbeddedPostgres.builder().start());
    }

    static Warehouse start() throws IOException, SQLException {
        Warehouse warehouse = bare();
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
        return environment(network.address());
    }

    /** What a worker is told that has a network of its own. */
    Map<String, String> environmentBesideNetwork() {
        return environment("127.0.0.1:" + postgres.getPort());
    }

    private static Map<String, String> environment(String address) {
        return Map.of("TABLES_URL", url(address), "TABLES_USER", USER, "TABLES_PASSWORD", PASSWORD);
    }

    /** What PostgreSQL's own clients are told of it, as the user of the connectors. */
    Map<String, String> environmentOfPsql() {
        return Map.of("PGHOST", "127.0.0.1", "PGPORT", String.valueOf(postgres.getPort()), "PGPASSWORD", PASSWORD);
    }

    /** What lies between the worker and the database. */
    TcpProxy network() {
        return network;
    }

    String password() {
        return PASSWORD;
    }

    void executeAsAdministrator(String sql) throws SQLException {
        try (Connection connection = connectAsAdministrator();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, each with its values as texts, a missing one as a dash. */
    List<List<String>> rows(String sql) throws SQLException {
        return rowsAs(USER, sql);
    }

    /** The same, as one sees it who has no other rights than a certain role. */
    List<List<String>> rowsAs(String role, String sql) throws SQLException {
        try (Connection connection = connectAsAdministrator();
                Statement statement = connection.createStatement()) {
            statement.execute("set role " + role);
            return rows(statement.executeQuery(sql));
        }
    }

    /** The same, in a session that has its clock in a certain zone. */
    List<List<String>> rowsIn(String zone, String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set time zone '" + zone + "'");
            return rows(statement.executeQuery(sql));
        }
    }

    private static List<List<String>> rows(ResultSet result) throws SQLException {
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

    /** The one value that a query gives. */
    String value(String sql) throws SQLException {
        return rows(sql).get(0).get(0);
    }

    /** Returns when the table has a row for each of the keys. */
    void awaitRows(String table, Collection<String> keys) {
        String list = keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(","));
        String count = "select count(*) from integration." + table + " where key in (" + list + ")";
        await(keys.size() + " rows of " + table)
                .atMost(PATIENCE)
                .until(() -> value(count), String.valueOf(keys.size())::equals);
    }

    /** The records of a table that belong to a connection, as they came, by their keys. */
    Map<String, String> records(String table, String connection) throws SQLException {
        return rows(
                        "select key, convert_from(record, 'UTF8') from integration.%s where key like '%s/%%' and record is not null"
                                .formatted(table, connection))
                .stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));
    }

    private Connection connectAsAdministrator() throws SQLException {
        return postgres.getDatabase("postgres", DATABASE).getConnection();
    }

    /** A session of the user of the connectors. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url("127.0.0.1:" + postgres.getPort()), USER, PASSWORD);
    }

    private static String url(String address) {
        return "jdbc:postgresql://" + address + "/" + DATABASE;
    }

    @Override
    public void close() throws IOException {
        network.close();
        postgres.close();
    }
}
