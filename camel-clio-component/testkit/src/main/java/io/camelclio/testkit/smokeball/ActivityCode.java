package io.camelclio.testkit.smokeball;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One activity code with those of its versions that a client can still come to see: the one that shows now and any that
 * show later. Not thread-safe; {@link ActivityCodes} guards it.
 */
final class ActivityCode {

    private final String id;
    private final int number;
    private final Deque<Version> versions = new ArrayDeque<>();

    /**
     * One state of the record.
     *
     * @param fields all fields but the links
     * @param updatedTicks time of the change
     * @param visibleFrom when the API begins to show it
     */
    record Version(ObjectNode fields, long updatedTicks, Instant visibleFrom) {

        String versionId() {
            return fields.get("versionId").textValue();
        }

        boolean isDeleted() {
            return fields.path("isDeleted").booleanValue();
        }
    }

    ActivityCode(String id, int number) {
        this.id = id;
        this.number = number;
    }

    String id() {
        return id;
    }

    /** Counts up in the order of creation. */
    int number() {
        return number;
    }

    void add(Version version, Instant now) {
        while (versions.size() > 1 && !next().visibleFrom().isAfter(now)) {
            versions.removeFirst();
        }
        versions.addLast(version);
    }

    private Version next() {
        return versions.stream().skip(1).findFirst().orElseThrow();
    }

    Version latest() {
        return versions.getLast();
    }

    Optional<Version> visible(Instant now) {
        return versions.stream()
                .filter(version -> !version.visibleFrom().isAfter(now))
                .reduce((earlier, later) -> later);
    }

    /**
     * A version as the API shows it.
     *
     * @param base the API's address, with the account's prefix if the request had one
     */
    byte[] shown(Version version, URI base) {
        String href = base + ActivityCodesEndpoint.PATH + "/" + id;
        ObjectNode record = Json.object();
        record.put("href", href).put("relation", "activitycode").put("method", "GET");
        record.putObject("self").put("href", href).put("relation", "self").put("method", "GET");
        record.setAll(version.fields());
        return Json.bytes(record);
    }
}
