package io.camelclio.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.tables.Changes.Version;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.KafkaUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker needs each right of its user file, and no other. That they are enough {@link TablesTest} shows at length. */
@Tag("full")
class WorkerRightsTest {

    private static final EmbeddedKafka KAFKA =
            EmbeddedKafka.builder().secured().build().start();
    private static final Path LOG = Path.of("target", "connect-rights.log");
    private static final List<String> TASKS = List.of("clio.task.latest.v1", "smokeball.task.latest.v1");

    private static Warehouse warehouse;
    private static Changes changes;
    private static Duration enough;

    @BeforeAll
    static void takeTheTimeOfAWorkerWithAllRights() throws Exception {
        Files.deleteIfExists(LOG);
        warehouse = Warehouse.start();
        changes = new Changes(KAFKA.bootstrapServers());
        for (String topic : TASKS) {
            KAFKA.createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
        }
        long begin = System.nanoTime();
        KafkaUser user = new KafkaUser("with-all", rights().toList());
        try (ConnectWorker worker = start(user)) {
            work(worker, user.name());
        }
        enough = Duration.ofNanos(3 * (System.nanoTime() - begin));
    }

    @AfterAll
    static void stop() throws Exception {
        changes.close();
        warehouse.close();
        KAFKA.close();
    }

    static Stream<AclBinding> rights() throws Exception {
        return KafkaUser.read(Pipeline.USER).rights().stream();
    }

    @ParameterizedTest
    @MethodSource("rights")
    void workerCannotDoWithoutAnyOneOfItsRights(AclBinding lacking) throws Exception {
        KafkaUser user = new KafkaUser(
                "without-" + Math.abs(lacking.hashCode()),
                rights().filter(right -> !right.equals(lacking)).toList());

        try (ConnectWorker worker = start(user)) {
            FutureTask<Void> work = new FutureTask<>(() -> work(worker, user.name()));
            Thread thread = new Thread(work, user.name());
            thread.setDaemon(true);
            thread.start();

            assertThatThrownBy(() -> work.get(enough.toMillis(), TimeUnit.MILLISECONDS))
                    .isInstanceOfAny(ExecutionException.class, TimeoutException.class);
        }
    }

    /** On a cluster that no worker has seen. */
    private static ConnectWorker start(KafkaUser user) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            admin.deleteTopics(KAFKA.topics().stream()
                            .filter(topic -> topic.startsWith("analytics."))
                            .toList())
                    .all()
                    .get();
        }
        KAFKA.secured().allow(as(user));
        return ConnectWorker.start(KAFKA.secured(), user.name(), warehouse.environment(), LOG);
    }

    /** Brings a record of each vendor, and reads all of them anew. */
    private static Void work(ConnectWorker worker, String key) throws Exception {
        worker.deploy("clio-tables");
        worker.deploy("smokeball-tables");
        for (String topic : TASKS) {
            changes.send(topic, Version.of(key + "/1", "{}"));
            warehouse.awaitRows(topic.split("\\.")[0] + "_task", List.of(key + "/1"));
        }
        worker.replay("clio-tables");
        worker.replay("smokeball-tables");
        return null;
    }

    /** Rights of the file are those of its user; here others have them. */
    private static List<AclBinding> as(KafkaUser user) {
        return user.rights().stream()
                .map(right -> new AclBinding(
                        right.pattern(),
                        new AccessControlEntry(
                                "User:" + user.name(),
                                "*",
                                right.entry().operation(),
                                right.entry().permissionType())))
                .toList();
    }

    @Test
    void commandsOfTheReadmeGiveTheRightsOfTheFile(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("admin.properties"));
        ReadmeCommands commands = new ReadmeCommands(folder, folder, Map.of("KAFKA_BROKERS", KAFKA.bootstrapServers()));

        commands.run(ReadmeCommands.block("kafka-acls.sh"));

        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .filteredOn(right -> right.entry().principal().equals("User:camel-clio-tables"))
                    .containsExactlyInAnyOrderElementsOf(rights().toList());
        }
    }
}
