package io.camelclio.app.status;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;

/** What health says of itself: latest state, Smokeball's subscription, and everything that is down, in its own words. */
final class HealthPart implements Part {

    private static final String CLIO_WEBHOOK = "clio-webhook:";
    private static final String SMOKEBALL_WEBHOOK = "smokeball-webhook:";
    private static final String LATEST = "latest-state-";

    /** How a check says that deliveries are refused; what else is wrong with a webhook {@link ClioPart} tells, and sooner. */
    private static final String PUT_OFF = "are put off";

    private final CamelContext context;

    HealthPart(CamelContext context) {
        this.context = context;
    }

    @Override
    public String subject() {
        return "Health";
    }

    @Override
    public void look(Draft draft) {
        HealthCheckHelper.invoke(context, "full").forEach(result -> look(result, draft));
    }

    private static void look(HealthCheck.Result result, Draft draft) {
        String id = result.getCheck().getId();
        if (id.startsWith(LATEST)) {
            draft.latest.add(new StatusReport.Latest(
                    id.substring(LATEST.length()),
                    detail(result, "state").orElse("UNKNOWN"),
                    detail(result, "lag").map(Long::valueOf).orElse(null)));
        }
        if (id.startsWith(SMOKEBALL_WEBHOOK)) {
            subscription(result, id.substring(SMOKEBALL_WEBHOOK.length()), draft);
        }
        if (result.getState() == State.DOWN) {
            down(result, id, draft);
        }
    }

    private static void subscription(HealthCheck.Result result, String connection, Draft draft) {
        boolean down = result.getState() == State.DOWN;
        boolean known = result.getDetails().containsKey("subscription");
        draft.subscriptions.add(new StatusReport.Subscription(
                "smokeball/" + connection,
                detail(result, "types").map(types -> types + " types").orElse("all types"),
                down ? "FAILING" : known ? "LIVE" : "STARTING",
                down ? "bad" : known ? "good" : "warn",
                result.getMessage().orElse(""),
                null,
                detail(result, "seenAt").map(Instant::parse).orElse(null),
                null));
    }

    private static void down(HealthCheck.Result result, String id, Draft draft) {
        String message = result.getMessage().orElse("is down");
        Optional<String> remedy = detail(result, "remedy");
        if (id.startsWith(CLIO_WEBHOOK)) {
            if (message.contains(PUT_OFF)) {
                draft.stands(
                        ClioPart.webhook("clio/" + required(result, "connection"), required(result, "model")),
                        message,
                        Remedy.PUT_OFF);
            }
        } else if (result.getDetails().keySet().containsAll(Set.of("connection", "resource"))) {
            draft.stands(
                    ClioPart.poll("clio/" + required(result, "connection"), required(result, "resource")),
                    message,
                    remedy.orElse(null));
        } else {
            draft.stands(
                    id,
                    message,
                    remedy(id, message).map(Remedy::text).or(() -> remedy).orElse(null));
        }
    }

    private static Optional<Remedy> remedy(String id, String message) {
        if (id.startsWith("clio-connection:") && message.startsWith("Clio refuses")) {
            return Optional.of(Remedy.CONSENT);
        }
        if (id.startsWith("smokeball-connection:") && message.startsWith("Smokeball refuses the credentials")) {
            return Optional.of(Remedy.SMOKEBALL_CREDENTIALS);
        }
        if (id.startsWith("smokeball-connection:") && message.startsWith("Smokeball refuses to")) {
            return Optional.of(Remedy.SMOKEBALL_STANDS_STILL);
        }
        return id.startsWith(LATEST) ? Optional.of(Remedy.LATEST_STATE) : Optional.empty();
    }

    private static String required(HealthCheck.Result result, String name) {
        return detail(result, name).orElse("?");
    }

    private static Optional<String> detail(HealthCheck.Result result, String name) {
        Map<String, Object> details = result.getDetails();
        return Optional.ofNullable(details.get(name)).map(String::valueOf).map(Words::bounded);
    }
}
