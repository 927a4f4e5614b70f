package io.camelclio.app.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.check.Finding.Outcome;
import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.connection.NothingSentException;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import java.io.IOException;
import java.util.ArrayList;
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

    private static final int OK = 200;

    private final String area;
    private final Outcome refused;
    private final SmokeballConnection connection;
    private final Collections collections;
    private final Consumer<Finding> findings;
    private final Map<String, Optional<String>> firstIds = new HashMap<>();

    private SmokeballCheck(
            String area,
            Outcome refused,
            SmokeballConnection connection,
            Collections collections,
            Consumer<Finding> findings) {
        this.area = area;
        this.refused = refused;
        this.connection = connection;
        this.collections = collections;
        this.findings = findings;
    }

    /** @param connection the account of the settings, started: the packaged routes read all that is on */
    public static SmokeballCheck of(
            SmokeballConnection connection, Collections collections, Consumer<Finding> findings) {
        return new SmokeballCheck("Smokeball", Outcome.WRONG, connection, collections, findings);
    }

    /** @param connection a further account, started: only a team's own routes know what is read of it */
    public static SmokeballCheck ofFurther(
            SmokeballConnection connection, Collections collections, Consumer<Finding> findings) {
        return new SmokeballCheck("Smokeball " + connection.getName(), Outcome.LOOK, connection, collections, findings);
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
                        get("webhooks", null, http),
                        "webhooks/read and webhooks/write",
                        "give no SMOKEBALL_WEBHOOK_KEY");
            }
            for (String entity : collections.entities()) {
                if (collections.isOn(entity)) {
                    look(collections.of(entity), http);
                }
            }
        } catch (NothingSentException e) {
            findings.accept(Finding.wrong(area, "nothing can be asked: " + e.getMessage()));
        }
    }

    private void look(Collection collection, CloseableHttpClient http) throws NothingSentException {
        Optional<List<String>> parents = firstParents(collection, http);
        if (parents.isPresent()) {
            String remedy = refused == Outcome.WRONG
                    ? "leave it out by smokeball.collections=default,-" + collection.entity()
                    : "have no route read it";
            tell(collection.path(), get(collection.under(parents.get()), http), collection.scope(), remedy);
        } else {
            findings.accept(Finding.skipped(
                    area,
                    collection.path()
                            + " is not looked at, as the first of those it stands under has none of its own; it needs the"
                            + " scope " + collection.scope()));
        }
    }

    /** The ids that go into a collection's path, each the first of its list; empty where one of these lists is. */
    private Optional<List<String>> firstParents(Collection collection, CloseableHttpClient http)
            throws NothingSentException {
        List<String> ids = new ArrayList<>();
        for (String parent : collection.parents().values()) {
            Collection list = collections.of(parent);
            if (list.parents().size() > ids.size()) {
                return Optional.empty();
            }
            if (!firstIds.containsKey(parent)) {
                firstIds.put(
                        parent,
                        get(list.under(ids.subList(0, list.parents().size())), http)
                                .firstId());
            }
            if (firstIds.get(parent).isEmpty()) {
                return Optional.empty();
            }
            ids.add(firstIds.get(parent).get());
        }
        return Optional.of(ids);
    }

    private Answer get(Collection collection, CloseableHttpClient http) throws NothingSentException {
        return get(
                collection.path() + "?" + collection.query(0, 1, Optional.empty()),
                collection.envelope().field(),
                http);
    }

    /** @param field the one that holds the records; null where the answer is the array itself */
    private Answer get(String path, String field, CloseableHttpClient http) throws NothingSentException {
        try {
            return http.execute(
                    new HttpGet(connection.address() + "/" + path),
                    response -> new Answer(response.getCode(), firstId(response.getEntity(), field), ""));
        } catch (NothingSentException e) {
            throw e;
        } catch (IOException e) {
            return new Answer(0, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> firstId(HttpEntity body, String field) throws IOException {
        if (body == null) {
            return Optional.empty();
        }
        try {
            JsonNode answer = new ObjectMapper().readTree(body.getContent());
            JsonNode id = (field == null ? answer : answer.path(field)).path(0).path("id");
            return id.isMissingNode() ? Optional.empty() : Optional.of(id.asText());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void tell(String what, Answer answer, String scope, String otherwise) {
        findings.accept(
                answer.status() == OK
                        ? Finding.ok(area, what + " can be read")
                        : answer.status() == 0
                                ? new Finding(refused, area, what + " cannot be read: " + answer.failure())
                                : new Finding(
                                        refused,
                                        area,
                                        what + " was answered " + answer.status() + "; grant the application the scope "
                                                + scope + " at Smokeball, or " + otherwise));
    }

    /** @param status 0 when there was none */
    private record Answer(int status, Optional<String> firstId, String failure) {}
}
