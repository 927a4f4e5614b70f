package io.camelclio.app.status;

import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.app.status.FlowRoute.Kind;
import io.camelclio.component.ClioEndpoint;
import io.camelclio.component.webhook.ClioWebhookEndpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;

/** Which routes lead from which account to which topics, read off the routes that run: a team's own are shown like ours. */
final class Flow {

    private static final String SINK = "record-to-kafka";
    private static final String TOPIC = "topic";

    private final CamelContext context;

    Flow(CamelContext context) {
        this.context = context;
    }

    /** Sorted by account, kind and id. */
    List<FlowRoute> routes() {
        return context.getRoutes().stream()
                .filter(route -> !route.isCreatedByKamelet())
                .flatMap(route -> of(route).stream())
                .sorted(Comparator.comparing((FlowRoute route) -> route.source().id())
                        .thenComparing(FlowRoute::kind)
                        .thenComparing(FlowRoute::id))
                .toList();
    }

    /** Empty for what is no way from a source to Kafka: what other routes call, and what writes to no topic. */
    private Optional<FlowRoute> of(Route route) {
        Endpoint from = origin(route.getEndpoint());
        List<String> topics = topics(route);
        if (topics.isEmpty() || from.getEndpointUri().startsWith("direct:")) {
            return Optional.empty();
        }
        boolean started =
                context.getRouteController().getRouteStatus(route.getRouteId()).isStarted();
        Origin origin = read(from);
        return Optional.of(new FlowRoute(
                route.getRouteId(),
                origin.account(),
                origin.kind(),
                origin.what(),
                from instanceof KameletEndpoint kamelet ? kamelet.getRouteId() : route.getRouteId(),
                topics,
                started));
    }

    private record Origin(Account account, Kind kind, String what) {}

    private static Endpoint origin(Endpoint endpoint) {
        return endpoint instanceof DelegateEndpoint delegate ? origin(delegate.getEndpoint()) : endpoint;
    }

    private Origin read(Endpoint from) {
        if (from instanceof ClioWebhookEndpoint webhook) {
            return new Origin(clio(webhook.getConnection().getName()), Kind.WEBHOOK, webhook.getModel());
        }
        if (from instanceof ClioEndpoint poll) {
            return new Origin(clio(poll.getConnection().getName()), Kind.POLL, poll.getResource());
        }
        if (from instanceof KameletEndpoint kamelet) {
            return read(kamelet);
        }
        String uri = from.getEndpointBaseUri();
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        return new Origin(new Account(scheme, ""), Kind.OTHER, scheme);
    }

    private Origin read(KameletEndpoint kamelet) {
        return switch (kamelet.getTemplateId()) {
            case "smokeball-source" -> new Origin(smokeball(kamelet), Kind.POLL, property(kamelet, "entity"));
            case "smokeball-webhook-source" -> new Origin(smokeball(kamelet), Kind.WEBHOOK, "hints");
            default -> new Origin(new Account(kamelet.getTemplateId(), ""), Kind.OTHER, kamelet.getTemplateId());
        };
    }

    private static Account clio(String connection) {
        return new Account("clio", connection);
    }

    private Account smokeball(KameletEndpoint kamelet) {
        String bean = property(kamelet, "connection");
        return new Account(
                "smokeball",
                Optional.ofNullable(context.getRegistry().lookupByNameAndType(bean, SmokeballConnection.class))
                        .map(SmokeballConnection::getName)
                        .orElse(bean));
    }

    private static String property(KameletEndpoint kamelet, String name) {
        return String.valueOf(kamelet.getKameletProperties().getOrDefault(name, ""));
    }

    private static List<String> topics(Route route) {
        Set<String> topics = new TreeSet<>();
        if (route.navigate() != null) {
            collect(route.navigate(), topics);
        }
        return new ArrayList<>(topics);
    }

    private static void collect(Navigate<Processor> steps, Set<String> topics) {
        for (Processor step : steps.hasNext() ? steps.next() : List.<Processor>of()) {
            if (step instanceof EndpointAware to) {
                topic(to.getEndpoint()).ifPresent(topics::add);
            }
            if (step instanceof Navigate<?>) {
                @SuppressWarnings("unchecked")
                Navigate<Processor> further = (Navigate<Processor>) step;
                collect(further, topics);
            }
        }
    }

    private static Optional<String> topic(Endpoint to) {
        if (to instanceof KameletEndpoint kamelet && SINK.equals(kamelet.getTemplateId())) {
            return Optional.of(property(kamelet, TOPIC));
        }
        return to instanceof KafkaEndpoint kafka
                ? Optional.ofNullable(kafka.getConfiguration().getTopic())
                : Optional.empty();
    }
}
