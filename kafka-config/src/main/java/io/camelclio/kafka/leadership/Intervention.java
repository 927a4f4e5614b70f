package io.camelclio.kafka.leadership;

import io.camelclio.kafka.clients.ClientSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/**
 * A person's write to what a lock guards, while copies of the application run: whoever leads is fenced first, so that none
 * of its writes comes after ours, and then the lock's group chooses anew, so that the next term begins at once and with what
 * was written. Nothing of what the leader had written is lost.
 */
public final class Intervention {

    private final LockClients clients;
    private final ClientSettings administering;
    private final Duration timeout;

    /**
     * @param topic the topic of the locks
     * @param leading settings as for {@link KafkaClusterService}
     * @param producing settings as for {@link KafkaClusterService}
     * @param administering settings of Kafka's admin client
     */
    public Intervention(String topic, ClientSettings leading, ClientSettings producing, ClientSettings administering) {
        LeadingTimes times = LeadingTimes.of(leading);
        this.clients = new LockClients(topic, leading, producing, times);
        this.administering = administering;
        this.timeout = times.session();
    }

    /**
     * Writes all records or none, and returns when all in-sync replicas have them and the group chooses anew.
     *
     * @param lock the name of the lock that guards them
     * @throws KafkaException if Kafka did not acknowledge; then it is unknown whether the records are there
     * @throws FencedException if a leader began meanwhile; nothing was written, and it may be tried again
     */
    public void write(String lock, Collection<ProducerRecord<String, String>> records) throws InterruptedException {
        try (Producer<String, String> producer = clients.producer(lock)) {
            producer.initTransactions();
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.commitTransaction();
        } catch (KafkaException | IllegalStateException e) {
            throw Fenced.is(e) ? FencedException.byKafka(lock, e) : e;
        }
        chooseAnew(lock);
    }

    /** Without it the leader would find out with its next write only, which may be in an hour. */
    private void chooseAnew(String lock) throws InterruptedException {
        String group = clients.groupOf(lock);
        try (Admin admin = Admin.create(administering.asMap())) {
            boolean candidates = !await(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .members()
                    .isEmpty();
            if (candidates) {
                await(admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                        .all());
            }
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "It is written, but the leader of " + lock + " could not be told: it finds out with its"
                            + " next write, or when it is started anew. "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException(
                    "It is written, but the leader of " + lock + " was not told within " + timeout
                            + ": it finds out with its next write, or when it is started anew",
                    e);
        }
    }

    private <T> T await(KafkaFuture<T> answer) throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
