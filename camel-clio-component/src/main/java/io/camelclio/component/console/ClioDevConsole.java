package io.camelclio.component.console;

import io.camelclio.component.ClioComponent;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.telemetry.DeliveryState;
import io.camelclio.component.telemetry.PollState;
import io.camelclio.component.telemetry.RepairState;
import io.camelclio.component.webhook.ClioWebhookComponent;
import io.camelclio.component.webhook.subscription.SubscriptionState;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.token.TokenState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * The connections in use: where they lead, how token and rate budget stand, how polls go and what webhooks there are. What
 * can be shown is all that is read: no credential passes through here.
 */
@DevConsole(
        name = "clio",
        displayName = "Clio",
        description = "Connections to Clio: token, rate budget, polls and webhooks")
public class ClioDevConsole extends AbstractDevConsole {

    public ClioDevConsole() {
        super("camel", "clio", "Clio", "Connections to Clio: token, rate budget, polls and webhooks");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        root.put("connections", connections().map(this::json).collect(Collectors.toCollection(JsonArray::new)));
        return root;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return connections().map(connection -> text(json(connection))).collect(Collectors.joining("\n"));
    }

    private Stream<ClioConnection> connections() {
        Collection<ClioConnection> connections =
                getCamelContext().hasComponent("clio") instanceof ClioComponent component
                        ? component.connections()
                        : List.of();
        return connections.stream()
                .filter(ClioConnection::isStarted)
                .sorted(Comparator.comparing(ClioConnection::getName));
    }

    private JsonObject json(ClioConnection connection) {
        JsonObject json = new JsonObject();
        json.put("name", connection.getName());
        json.put("region", connection.getRegion());
        json.put("address", connection.address().toString());
        json.put("apiVersion", connection.getApiVersion());
        json.put("token", token(connection.tokenState()));
        json.put("budget", budget(connection.budgetState()));
        Instant now = connection.clock().instant();
        json.put(
                "polls",
                connection.telemetry().polls().stream()
                        .map(poll -> poll(poll, now))
                        .collect(Collectors.toCollection(JsonArray::new)));
        json.put(
                "repairs",
                connection.telemetry().repairs().stream()
                        .sorted(Comparator.comparing(RepairState::model))
                        .map(ClioDevConsole::repair)
                        .collect(Collectors.toCollection(JsonArray::new)));
        json.put(
                "webhooks",
                webhooks(connection).stream()
                        .map(ClioDevConsole::webhook)
                        .collect(Collectors.toCollection(JsonArray::new)));
        json.put(
                "deliveries",
                connection.telemetry().deliveries().stream()
                        .sorted(Comparator.comparing(DeliveryState::model))
                        .map(ClioDevConsole::deliveries)
                        .collect(Collectors.toCollection(JsonArray::new)));
        return json;
    }

    private static JsonObject token(TokenState token) {
        JsonObject json = new JsonObject();
        json.put("state", token.condition().name());
        put(json, "goodUntil", token.goodUntil());
        put(json, "since", token.since());
        put(json, "reason", token.reason());
        return json;
    }

    private static JsonObject budget(RateBudget.State budget) {
        JsonObject json = new JsonObject();
        json.put("limit", budget.limit());
        json.put("remaining", budget.remaining());
        json.put("waitingInteractive", budget.interactive());
        json.put("waitingBackfill", budget.backfill());
        put(json, "pausedUntil", budget.pausedUntil());
        return json;
    }

    private static JsonObject poll(PollState poll, Instant now) {
        JsonObject json = new JsonObject();
        json.put("resource", poll.resource());
        json.put("lagSeconds", poll.lag(now).toSeconds());
        put(json, "lastCompleted", poll.lastCompleted());
        put(json, "lastFailure", poll.lastFailure());
        put(json, "failure", poll.failure());
        return json;
    }

    private static JsonObject repair(RepairState repair) {
        JsonObject json = new JsonObject();
        json.put("model", repair.model());
        put(json, "gapSince", repair.gapSince());
        put(json, "cause", repair.cause());
        put(json, "lastCaughtUp", repair.lastCaughtUp());
        repair.lastComparison().ifPresent(comparison -> {
            json.put("lastCompared", comparison.ended().toString());
            json.put("missing", comparison.missing());
            json.put("deleted", comparison.deleted());
            json.put("calls", comparison.calls());
            json.put("seconds", comparison.took().toSeconds());
        });
        put(json, "failure", repair.failure());
        return json;
    }

    private List<SubscriptionState> webhooks(ClioConnection connection) {
        return getCamelContext().hasComponent("clio-webhook") instanceof ClioWebhookComponent component
                ? component.subscriptionStates(connection)
                : List.of();
    }

    private static JsonObject webhook(SubscriptionState webhook) {
        JsonObject json = new JsonObject();
        json.put("model", webhook.model());
        json.put("url", webhook.url());
        json.put("state", webhook.condition().name());
        json.put("since", webhook.since().toString());
        json.put("reason", webhook.reason());
        webhook.id().ifPresent(id -> json.put("id", id));
        put(json, "expires", webhook.expiresAt());
        put(json, "lastRenewal", webhook.lastRenewal());
        put(json, "lastCheck", webhook.lastCheck());
        json.put("leading", webhook.leading());
        return json;
    }

    private static JsonObject deliveries(DeliveryState deliveries) {
        JsonObject json = new JsonObject();
        json.put("model", deliveries.model());
        put(json, "lastTaken", deliveries.lastTaken());
        json.put("unexpectedHandshakes", deliveries.unexpectedHandshakes());
        JsonObject refused = new JsonObject();
        refused.putAll(deliveries.refused());
        json.put("refused", refused);
        return json;
    }

    private static void put(JsonObject json, String name, Optional<?> value) {
        value.ifPresent(present -> json.put(name, present.toString()));
    }

    /** A line for what is single, and an indented one for each of several. */
    private static String text(JsonObject connection) {
        StringBuilder text = new StringBuilder();
        connection.forEach((name, value) -> {
            if (value instanceof JsonArray several) {
                several.forEach(one -> text.append("    ")
                        .append(name)
                        .append(": ")
                        .append(words(one))
                        .append('\n'));
            } else {
                text.append(name).append(": ").append(words(value)).append('\n');
            }
        });
        return text.toString();
    }

    private static String words(Object value) {
        return value instanceof JsonObject parts
                ? parts.entrySet().stream()
                        .map(part -> part.getKey() + "=" + part.getValue())
                        .collect(Collectors.joining(", "))
                : String.valueOf(value);
    }
}
