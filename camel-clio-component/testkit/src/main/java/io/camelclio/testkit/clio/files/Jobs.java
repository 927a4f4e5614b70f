package io.camelclio.testkit.clio.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.storage.FileStorage;
import io.camelclio.testkit.http.Content;
import io.camelclio.testkit.http.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reports or archives being made: queued at first, in progress when they are looked at, completed once their time is
 * over, and only then to be downloaded. The times are the sandbox's clock's.
 */
final class Jobs {

    private final String resource;
    private final ClioRecords records;
    private final ResourceEndpoint plain;
    private final FileStorage storage;
    private final Downloads downloads;
    private final Clock clock;
    private final Duration time;
    private final Map<Long, Instant> due = new HashMap<>();

    Jobs(
            String resource,
            ClioRecords records,
            ResourceEndpoint plain,
            FileStorage storage,
            Downloads downloads,
            Clock clock,
            Duration time) {
        this.resource = resource;
        this.records = records;
        this.plain = plain;
        this.storage = storage;
        this.downloads = downloads;
        this.clock = clock;
        this.time = time;
    }

    void addTo(Routes routes) {
        routes.add(Operation.of("GET", resource + "/{id}", call -> {
            settle();
            return plain.get(call);
        }));
        routes.add(Operation.of("GET", resource + "/{id}/download", this::download));
    }

    /** Begins a job whose outcome is known. */
    synchronized ClioRecord start(ObjectNode fields, Content outcome, String contentType) {
        ClioRecord job = records.create(fields.put("state", "queued").put("progress", 0));
        give(job.id(), outcome, contentType);
        due.put(job.id(), clock.instant().plus(time));
        return records.find(job.id()).orElseThrow();
    }

    void give(long id, Content outcome, String contentType) {
        storage.store(path(id), outcome, contentType);
    }

    String path(long id) {
        return "/iris-sandbox/" + resource + "/" + id;
    }

    /** Brings every unfinished job up to the present time. */
    synchronized void settle() {
        Instant now = clock.instant();
        due.entrySet().removeIf(job -> {
            boolean completed = !now.isBefore(job.getValue());
            set(job.getKey(), completed ? "completed" : "in_progress", completed ? 100 : 50);
            return completed;
        });
    }

    private void set(long id, String state, int progress) {
        try {
            records.update(id, Map.of("state", state, "progress", progress));
        } catch (NoSuchElementException deletedMeanwhile) {
            // Nothing left to finish.
        }
    }

    private Response download(Operation.Call call) {
        settle();
        ClioRecord job = plain.existing(call.id());
        if (!job.fields().path("state").asText().equals("completed")) {
            throw ApiError.notFound("File");
        }
        return downloads.redirect(path(job.id()));
    }
}
