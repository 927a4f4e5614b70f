package io.camelclio.app.status;

import io.camelclio.app.status.FlowRoute.Kind;
import io.camelclio.component.ClioComponent;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.telemetry.ClioMeters;
import io.camelclio.component.telemetry.DeliveryState;
import io.camelclio.component.telemetry.PollState;
import io.camelclio.component.telemetry.RepairState;
import io.camelclio.component.webhook.ClioWebhookComponent;
import io.camelclio.component.webhook.subscription.SubscriptionState;
import io.camelclio.component.webhook.subscription.SubscriptionState.Condition;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** The accounts at Clio: subscriptions, polls, rate budget, and what was refused or may be missing. */
final class ClioPart implements Part {

    /** A start makes subscriptions and reads what changed meanwhile: no trouble as long as it ends. */
    private static final Duration FIRST_STEPS = Duration.ofMinutes(1);

    private static final Duration LONG_GAP = Duration.ofMinutes(5);

    /** Requests that prove nothing, by the reasons of {@link ClioMeters#WEBHOOK_REFUSED}. */
    private static final Set<String> FORGED =
            Set.of("unsigned", "malformed_signature", "bad_signature", "unknown_webhook");

    private static final Set<String> PUT_OFF = Set.of("crowded", "no_room", "timed_out", "no_secret", "clio_silent");

    private final CamelContext context;
    private final CallCounts calls;
    private final Map<String, Long> refusedBefore = new HashMap<>();

    ClioPart(CamelContext context, Duration longestBlink) {
        this.context = context;
        this.calls = new CallCounts(context, ClioMeters.CALLS, longestBlink);
    }

    @Override
    public String subject() {
        return "The accounts at Clio";
    }

    @Override
    public void look(Draft draft) {
        if (context.hasComponent("clio") instanceof ClioComponent component) {
            component.connections().stream()
                    .filter(ClioConnection::isStarted)
                    .sorted(Comparator.comparing(ClioConnection::getName))
                    .forEach(connection -> look(connection, draft));
        }
    }

    private void look(ClioConnection connection, Draft draft) {
        Account account = new Account("clio", connection.getName());
        draft.add(account);
        List<DeliveryState> deliveries = connection.telemetry().deliveries();
        subscriptions(connection).forEach(state -> look(state, account, deliveries, draft));
        polls(connection, account, draft);
        draft.budgets.add(StatusReport.Budget.of(
                account.id(), connection.budgetState(), 1, calls.minutes(connection.getName(), draft.now())));
        deliveries.forEach(state -> refusals(state, account, draft));
        connection.telemetry().repairs().forEach(state -> gap(state, account, draft));
    }

    private List<SubscriptionState> subscriptions(ClioConnection connection) {
        return context.hasComponent("clio-webhook") instanceof ClioWebhookComponent component
                ? component.subscriptionStates(connection)
                : List.of();
    }

    static String webhook(String account, String model) {
        return account + " webhook " + model;
    }

    static String poll(String account, String resource) {
        return account + " poll " + resource;
    }

    private static void look(SubscriptionState state, Account account, List<DeliveryState> deliveries, Draft draft) {
        draft.subscriptions.add(new StatusReport.Subscription(
                account.id(),
                state.model(),
                state.condition().name(),
                tone(state.condition()),
                state.reason(),
                state.expiresAt().orElse(null),
                state.lastCheck().orElse(null),
                deliveries.stream()
                        .filter(delivery -> delivery.model().equals(state.model()))
                        .findFirst()
                        .flatMap(DeliveryState::lastTaken)
                        .orElse(null)));
        boolean settling = Set.of(Condition.PENDING, Condition.ABSENT).contains(state.condition())
                && state.since().isAfter(draft.now().minus(FIRST_STEPS));
        if (!Set.of("good", "off").contains(tone(state.condition()))
                && state.condition() != Condition.STARTING
                && !settling) {
            draft.stands(
                    webhook(account.id(), state.model()),
                    state.condition() + ": " + state.reason(),
                    remedy(state.condition()));
        }
    }

    private static String tone(Condition condition) {
        return switch (condition) {
            case LIVE -> "good";
            case STARTING, ABSENT, PENDING, EXPIRING -> "warn";
            case EXPIRED, SUSPENDED, NOT_PERMITTED, UNREACHABLE -> "bad";
            case STOPPED -> "off";
        };
    }

    private static Remedy remedy(Condition condition) {
        return switch (condition) {
            case PENDING -> Remedy.PENDING;
            case EXPIRING, EXPIRED, SUSPENDED -> Remedy.EXPIRING;
            case NOT_PERMITTED -> Remedy.NOT_PERMITTED;
            default -> Remedy.CLIO_UNREACHABLE;
        };
    }

    private static void polls(ClioConnection connection, Account account, Draft draft) {
        List<PollState> here = connection.telemetry().polls().stream()
                .sorted(Comparator.comparing(PollState::resource))
                .toList();
        here.forEach(poll -> look(poll, account, draft));
        Set<String> known = here.stream().map(PollState::resource).collect(Collectors.toSet());
        draft.flow().stream()
                .filter(route -> route.source().equals(account) && route.kind() == Kind.POLL)
                .filter(route -> !known.contains(route.what()))
                .forEach(route ->
                        draft.polls.add(new StatusReport.Poll(account.id(), route.what(), false, null, null, null)));
    }

    private static void look(PollState poll, Account account, Draft draft) {
        boolean failing = poll.lastFailure()
                .filter(at -> poll.lastCompleted().filter(at::isBefore).isEmpty())
                .isPresent();
        String failure = poll.failure().filter(kind -> failing).orElse(null);
        draft.polls.add(new StatusReport.Poll(
                account.id(),
                poll.resource(),
                true,
                poll.upTo(),
                poll.lastCompleted().orElse(null),
                failure));
        if (failing) {
            draft.stands(
                    poll(account.id(), poll.resource()),
                    "The last read failed: " + failure,
                    remedy(failure).orElse(null));
        }
    }

    private static Optional<String> remedy(String failure) {
        return Arrays.stream(ClioException.Kind.values())
                .filter(kind -> kind.name().equals(failure))
                .map(ClioException.Kind::remedy)
                .findFirst();
    }

    private void refusals(DeliveryState state, Account account, Draft draft) {
        state.refused().forEach((reason, count) -> {
            String where = webhook(account.id(), state.model());
            long fresh = count - refusedBefore.getOrDefault(where + " " + reason, 0L);
            refusedBefore.put(where + " " + reason, count);
            if (fresh > 0 && FORGED.contains(reason)) {
                draft.happened(where, "Refused: " + reason, Remedy.FORGED, false, draft.now(), fresh);
            } else if (fresh > 0 && PUT_OFF.contains(reason)) {
                draft.happened(where, "Put off: " + reason, Remedy.PUT_OFF, true, draft.now(), fresh);
            }
        });
    }

    private static void gap(RepairState state, Account account, Draft draft) {
        state.gapSince()
                .filter(since -> state.failure().isPresent()
                        || since.isBefore(draft.now().minus(LONG_GAP)))
                .ifPresent(since -> draft.stands(
                        account.id() + " repair " + state.model(),
                        "Deliveries may be missing"
                                + state.cause().map(cause -> ": " + cause).orElse("")
                                + state.failure()
                                        .map(failure -> "; the repair failed: " + failure)
                                        .orElse(""),
                        Remedy.GAP));
    }
}
