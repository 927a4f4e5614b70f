package io.camelclio.app.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.connection.NothingSentException;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpEntity;

/** Whether an account at Smokeball lets us in, and gives us the collections that are read. */
public final class SmokeballCheck {

    private static final String AREA = "Smokeball";
    private static final int OK = 200;

    private final SmokeballConnection connection;
    private final Collections collections;
    private final Consumer<Finding> findings;
    private final Map<String, Optional<String>> firstIds = new HashMap<>();

    /** @param connection started */
    public SmokeballCheck(SmokeballConnection connection, Collections collections, Consumer<Finding> findings) {
        this.connection = connection;
        this.collections = collections;
        this.findings = findings;
    }

    /**
     * Asks each of the collections for one record, those under one parent for the first of these; nobody is asked on after
     * the token was refused.
     *
     * @param webhooks whether subscriptions are kept too
     */
    public void run(boolean webhooks) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create();
        connection.live().configureHttpClient(builder);
        try (CloseableHttpClient http = builder.build()) {
            if (webhooks) {
                tell(
                        "webhooks",
                        get("webhooks", http),
                        "webhooks/read and webhooks/write",
                        "give no SMOKEBALL_WEBHOOK_KEY");
            }
            for (String entity : collections.entities()) {
                if (collections.isOn(entity)) {
                    look(collections.of(entity), http);
                }
            }
        } catch (NothingSentException e) {
            findings.accept(Finding.wrong(AREA, "nothing can be asked: " + e.getMessage()));
        }
    }

    private void look(Collection collection, CloseableHttpClient http) throws NothingSentException {
        Optional<Collection> asked =
                collection.parents().isEmpty() ? Optional.of(collection) : firstOf(collection, http);
        if (asked.isPresent()) {
            String remedy = "leave it out by smokeball.collections=default,-" + collection.entity();
            tell(collection.path(), get(asked.get(), http), collection.scope(), remedy);
        } else {
            findings.accept(Finding.skipped(
                    AREA,
                    collection.path()
                            + " is not looked at, as it is read under each record of another list; it needs the"
                            + " scope " + collection.scope()));
        }
    }

    /** A list under the first of its parents; empty where there is none, or that has parents too. */
    private Optional<Collection> firstOf(Collection collection, CloseableHttpClient http) throws NothingSentException {
        if (collection.parents().size() != 1) {
            return Optional.empty();
        }
        String parent = collection.parents().values().iterator().next();
        if (!firstIds.containsKey(parent)) {
            Collection parents = collections.of(parent);
            firstIds.put(
                    parent, parents.parents().isEmpty() ? get(parents, http).firstId() : Optional.empty());
        }
        return firstIds.get(parent).map(id -> collection.under(List.of(id)));
    }

    private Answer get(Collection collection, CloseableHttpClient http) throws NothingSentException {
        return get(collection.path() + "?" + collection.query(0, 1, Optional.empty()), http);
    }

    private Answer get(String path, CloseableHttpClient http) throws NothingSentException {
        try {
            return http.execute(
                    new HttpGet(connection.address() + "/" + path),
                    response -> new Answer(response.getCode(), firstId(response.getEntity()), ""));
        } catch (NothingSentException e) {
            throw e;
        } catch (IOException e) {
            return new Answer(0, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> firstId(HttpEntity body) throws IOException {
        if (body == null) {
            return Optional.empty();
        }
        try {
            JsonNode answer = new ObjectMapper().readTree(body.getContent());
            JsonNode id =
                    (answer.isArray() ? answer : answer.path("value")).path(0).path("id");
            return id.isMissingNode() ? Optional.empty() : Optional.of(id.asText());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void tell(String what, Answer answer, String scope, String otherwise) {
        findings.accept(
                answer.status() == OK
                        ? Finding.ok(AREA, what + " can be read")
                        : answer.status() == 0
                                ? Finding.wrong(AREA, what + " cannot be read: " + answer.failure())
                                : Finding.wrong(
                                        AREA,
                                        what + " was answered " + answer.status() + "; grant the application the scope "
                                                + scope + " at Smokeball, or " + otherwise));
    }

    /** @param status 0 when there was none */
    private record Answer(int status, Optional<String> firstId, String failure) {}
}
