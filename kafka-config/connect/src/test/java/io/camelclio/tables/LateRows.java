package io.camelclio.tables;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** A table of its own, written to with the connector's upsert, in whatever order. */
final class LateRows {

    private final Warehouse warehouse;
    private final String table;

    LateRows(Warehouse warehouse, String table) throws SQLException {
        this.warehouse = warehouse;
        this.table = "integration." + table;
        warehouse.execute("call integration.prepare('" + table + "')");
    }

    /** @param record null for a deletion */
    void write(String key, String record, int partition, long offset) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            write(connection, key, record, partition, offset);
        }
    }

    void write(Connection connection, String key, String record, int partition, long offset) throws SQLException {
        String upsert = "insert into " + table + " (key, record, kafka_partition, kafka_offset) values (?, ?, ?, ?)"
                + " on conflict (key) do update set record = excluded.record,"
                + " kafka_partition = excluded.kafka_partition, kafka_offset = excluded.kafka_offset";
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            statement.setString(1, key);
            statement.setBytes(2, record == null ? null : record.getBytes(StandardCharsets.UTF_8));
            statement.setInt(3, partition);
            statement.setLong(4, offset);
            statement.execute();
        }
    }

    CompletableFuture<Void> writeAsync(String key, String record, int partition, long offset) {
        return CompletableFuture.runAsync(() -> {
            try {
                write(key, record, partition, offset);
            } catch (SQLException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Makes a row older than it is. */
    void age(String key, int days) throws SQLException {
        warehouse.execute(("alter table %1$s disable trigger user;"
                        + " update %1$s set written_at = written_at - interval '%2$d days' where key = '%3$s';"
                        + " alter table %1$s enable trigger user")
                .formatted(table, days, key));
    }

    /** The records that are left, by their keys. */
    Map<String, String> shown() throws SQLException {
        return warehouse
                .rows("select key, convert_from(record, 'UTF8') from " + table + " where record is not null")
                .stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));
    }

    /** Keys of all rows, of deletions too. */
    List<String> keys() throws SQLException {
        return warehouse.rows("select key from " + table).stream()
                .map(row -> row.get(0))
                .toList();
    }
}
