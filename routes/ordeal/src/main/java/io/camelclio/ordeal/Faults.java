package io.camelclio.ordeal;

import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.net.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Everything that can go wrong, in courses that run side by side: within one of them nothing begins before the fault before
 * it has ended, so that never two brokers are away at a time and never the same network in two ways.
 */
final class Faults {

    private static final int EVERY_REQUEST = io.camelclio.testkit.http.Faults.UNTIL_CLEARED;
    private static final Duration SLOW = Duration.ofMillis(80);
    private static final double LOST = 0.05;

    private final Brokers brokers;
    private final Copies copies;
    private final Vendors vendors;
    private final Random random;
    private final boolean longForm;

    Faults(Settings settings, Brokers brokers, Copies copies, Vendors vendors) {
        this.brokers = brokers;
        this.copies = copies;
        this.vendors = vendors;
        this.random = new Random(settings.seed() + 1);
        this.longForm = settings.longForm();
    }

    /** The faults of each course. */
    Map<String, List<Fault>> courses() {
        Map<String, List<Fault>> courses = new LinkedHashMap<>();
        courses.put("copies", ofCopies());
        courses.put("Kafka", ofKafka());
        courses.put("Clio's API", ofClio());
        courses.put("deliveries", ofDeliveries());
        courses.put("Smokeball", ofSmokeball());
        return courses;
    }

    private List<Fault> ofCopies() {
        List<Fault> faults = new ArrayList<>();
        for (String name : Copies.NAMES) {
            if (!name.equals(Copies.NAMES.get(0))) {
                faults.add(new Fault(
                        "copy " + name + " is killed, and started again",
                        () -> copies.process(name).kill(),
                        () -> copies.start(name)));
            }
            faults.add(new Fault(
                    "copy " + name + " stands still", () -> copies.process(name).freeze(), () -> copies.process(name)
                            .wakeUp()));
        }
        faults.add(new Fault(
                "the disk of copy b is full while its token is renewed",
                () -> {
                    copies.process("b").fillDisk();
                    vendors.clio().revokeTokens();
                },
                () -> copies.process("b").freeDisk()));
        return faults;
    }

    private List<Fault> ofKafka() {
        List<Fault> faults = new ArrayList<>();
        for (int node = 1; node <= Brokers.NODES; node++) {
            int broker = node;
            faults.add(new Fault(
                    "broker " + broker + " is killed, and started again",
                    () -> brokers.node(broker).kill(),
                    () -> {
                        brokers.startNode(broker);
                        brokers.awaitReady(broker);
                    }));
            faults.add(new Fault(
                    "broker " + broker + " stands still",
                    () -> brokers.node(broker).freeze(),
                    () -> brokers.node(broker).wakeUp()));
            faults.addAll(ofNetwork("copies and broker " + broker, List.of(brokers.network(broker))));
        }
        List<TcpProxy> all = new ArrayList<>();
        for (int node = 1; node <= Brokers.NODES; node++) {
            all.add(brokers.network(node));
        }
        faults.addAll(ofNetwork("copies and all brokers", all));
        return faults;
    }

    private List<Fault> ofClio() {
        List<Fault> faults = new ArrayList<>(ofAnswers("Clio", vendors.clio().faults()));
        faults.addAll(ofNetwork("copies and Clio's API", List.of(vendors.clioNetwork())));
        faults.add(Fault.moment("Clio revokes all tokens", () -> vendors.clio().revokeTokens()));
        faults.add(Fault.moment(
                "Clio's clock jumps ahead by 30 s", () -> vendors.clioClock().jumpAhead(Duration.ofSeconds(30))));
        return faults;
    }

    private List<Fault> ofDeliveries() {
        List<Fault> faults = new ArrayList<>(ofNetwork("Clio and copies", List.of(vendors.deliveries())));
        faults.add(Fault.moment("Clio gives every webhook a new secret", vendors::rotateSecrets));
        if (longForm) {
            faults.add(Fault.moment(
                    "somebody deletes a webhook",
                    () -> anyWebhook(vendors.clio().webhooks()::delete)));
            faults.add(Fault.moment(
                    "Clio suspends a webhook", () -> anyWebhook(vendors.clio().webhooks()::suspend)));
            faults.add(Fault.moment(
                    "a webhook expires", () -> anyWebhook(vendors.clio().webhooks()::expire)));
        }
        return faults;
    }

    private void anyWebhook(java.util.function.LongConsumer what) {
        List<Long> ids = vendors.clio().webhooks().ids();
        if (!ids.isEmpty()) {
            what.accept(ids.get(random.nextInt(ids.size())));
        }
    }

    private List<Fault> ofSmokeball() {
        List<Fault> faults =
                new ArrayList<>(ofAnswers("Smokeball", vendors.smokeball().faults()));
        faults.addAll(ofNetwork("copies and Smokeball's API", List.of(vendors.smokeballNetwork())));
        faults.add(Fault.moment(
                "Smokeball revokes all tokens", () -> vendors.smokeball().revokeTokens()));
        faults.add(Fault.moment("Smokeball's clock jumps ahead by 30 s", () -> vendors.smokeballClock()
                .jumpAhead(Duration.ofSeconds(30))));
        return faults;
    }

    private static List<Fault> ofAnswers(String vendor, io.camelclio.testkit.http.Faults faults) {
        return List.of(
                answers(vendor + " answers 429", faults, Response.empty(429).withHeader("Retry-After", "1")),
                answers(vendor + " answers 503", faults, Response.empty(503)),
                answers(vendor + " answers with a web page", faults, Response.html(200)),
                new Fault(
                        vendor + " answers half of what it should",
                        () -> faults.halveNext(EVERY_REQUEST, path -> true),
                        faults::clear),
                new Fault(vendor + " hangs up without an answer", () -> faults.dropNext(EVERY_REQUEST), faults::clear));
    }

    private static Fault answers(String name, io.camelclio.testkit.http.Faults faults, Response answer) {
        return new Fault(name, () -> faults.answerNext(EVERY_REQUEST, answer, path -> true), faults::clear);
    }

    private List<Fault> ofNetwork(String between, List<TcpProxy> networks) {
        return List.of(
                network("cut", between, networks, TcpProxy::cut),
                network("silent", between, networks, TcpProxy::stall),
                network("slow", between, networks, network -> network.slow(SLOW)),
                network("lossy", between, networks, network -> network.lossy(LOST, random)));
    }

    private static Fault network(
            String how, String between, List<TcpProxy> networks, java.util.function.Consumer<TcpProxy> begin) {
        return new Fault(
                "the network between " + between + " is " + how,
                () -> networks.forEach(begin),
                () -> networks.forEach(TcpProxy::restore));
    }
}
