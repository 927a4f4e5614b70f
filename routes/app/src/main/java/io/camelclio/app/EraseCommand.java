package io.camelclio.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.TopicCheck;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.erasure.Erasure;
import io.camelclio.kafka.erasure.ErasureException;
import io.camelclio.kafka.erasure.ErasureRequest;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Erases records from the topics that keep one for good, and says of every other topic how long it remembers. What Kafka
 * cannot do, removing single records from a topic that is not compacted, it does not pretend to do.
 */
@Command(
        name = "erase",
        description = "Erase records by their keys from the compacted topics, and say how long the others remember.")
class EraseCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int WRONG_SET_UP = 2;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Option(names = "--entity", required = true, description = "The kind of record, such as clio.contact.")
    private String entity;

    @Option(names = "--key", description = "A key, such as us/152. May be given several times.")
    private List<String> keys = new ArrayList<>();

    @Option(names = "--keys-file", description = "A file with a key a line.")
    private Path keysFile;

    @Option(names = "--by", description = "Who erases, for the proof; the user of this computer by default.")
    private String by = System.getProperty("user.name");

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--json",
            description = "One JSON object for what was written, and one for each topic, saying when it forgets.")
    private boolean json;

    private final Question question;
    private final Clock clock = Clock.systemUTC();

    EraseCommand() {
        this(Question.ON_TERMINAL);
    }

    EraseCommand(Question question) {
        this.question = question;
    }

    @Override
    public Integer call() {
        Given given = Given.toThisProcess();
        try {
            KafkaSettings kafka = Settings.kafkaOf(given);
            ConfiguredTopics topics = ConfiguredTopics.read(given);
            List<TopicDefinition> holding = topics.holding(entity);
            if (holding.isEmpty()) {
                System.err.println("There is no kind of record '" + entity + "'; --entity is the name of its topic"
                        + " without the version, such as clio.contact");
                return WRONG_SET_UP;
            }
            if (!erase(kafka, topics, holding)) {
                return WRONG_SET_UP;
            }
            Forgetting forgetting = new Forgetting(entity, holding);
            if (json) {
                forgetting.printJson(clock.instant());
            } else {
                forgetting.print(clock.instant());
            }
            return 0;
        } catch (SettingsException | TopicException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return WRONG_SET_UP;
        } catch (IOException e) {
            System.err.println("The file of --keys-file cannot be read: " + keysFile);
            return WRONG_SET_UP;
        } catch (ErasureException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    /** Whether there was anything to erase from; what may not be seen is an error, as it may hold the record. */
    private boolean erase(KafkaSettings kafka, ConfiguredTopics topics, List<TopicDefinition> holding)
            throws IOException {
        ErasureRequest request = new ErasureRequest(entity, allKeys(), by);
        List<String> compacted = existing(kafka, holding.stream().filter(TopicDefinition::isCompacted));
        String changes = topics.name(entity + ".topic");
        List<String> sources =
                existing(kafka, holding.stream().filter(topic -> topic.name().equals(changes)));
        if (compacted.isEmpty() && sources.isEmpty()) {
            System.err.println("Nothing is erased: Kafka at "
                    + kafka.client(ClientUse.PULLING).get("bootstrap.servers")
                    + " has none of the topics that hold " + entity + ", "
                    + String.join(
                            ", ", holding.stream().map(TopicDefinition::name).toList())
                    + "; check the address (KAFKA_BROKERS) and the prefix (topics.prefix)");
            return false;
        }
        if (!yes
                && !question.isAnsweredWithYes(
                        "Erase " + request.keys().size() + " keys of " + entity + " for good?")) {
            System.err.println("Nothing is erased. Without a terminal to ask on, say --yes");
            return false;
        }
        String proofs = topics.name("integration.erasure.topic");
        long nulls = (long) request.keys().size() * (compacted.size() + sources.size());
        try (TerminalProgress progress = TerminalProgress.of("nulls", nulls, json)) {
            new Erasure(kafka.client(ClientUse.PULLING), proofs, clock, TIMEOUT)
                    .erase(request, compacted, sources, progress::step);
        }
        if (json) {
            System.out.println(asJson(request, compacted, sources, proofs));
        } else {
            System.out.println(inWords(request, compacted, sources, proofs));
        }
        return true;
    }

    private static String inWords(ErasureRequest request, List<String> compacted, List<String> sources, String proofs) {
        return compacted.isEmpty()
                ? ("Told %s to forget %d keys. No compacted topic holds %s, so nothing is erased by key: old values go by"
                                + " time. The note on %s keeps dead letters from bringing them back.")
                        .formatted(String.join(", ", sources), request.keys().size(), request.entity(), proofs)
                : "Wrote a null for %d keys to %s; the proof is on %s. Readers see the nulls now."
                        .formatted(request.keys().size(), String.join(", ", compacted), proofs);
    }

    private static JsonNode asJson(
            ErasureRequest request, List<String> compacted, List<String> sources, String proofs) {
        ObjectNode line = new ObjectMapper()
                .createObjectNode()
                .put("entity", request.entity())
                .put("keys", request.keys().size());
        compacted.forEach(line.putArray("erased_from")::add);
        sources.forEach(line.putArray("told")::add);
        return line.put("proof_on", proofs);
    }

    /** Latest state may be off, or only lately on. */
    private static List<String> existing(KafkaSettings kafka, Stream<TopicDefinition> topics) {
        try (ClusterTopics cluster = TopicCheck.open(kafka)) {
            return List.copyOf(
                    cluster.partitions(topics.map(TopicDefinition::name).toList())
                            .keySet());
        }
    }

    private List<String> allKeys() throws IOException {
        List<String> all = new ArrayList<>(keys);
        if (keysFile != null) {
            Files.readAllLines(keysFile).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(all::add);
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("Name what to erase: --key, or --keys-file with a key a line");
        }
        return all;
    }
}
