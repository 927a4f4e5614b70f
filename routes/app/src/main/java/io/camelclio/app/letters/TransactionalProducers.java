package io.camelclio.app.letters;

import io.camelclio.kafka.letters.Destination;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Lets the routes' own Kafka endpoints write into the transaction of the letter that is on its way. Keys and headers are
 * so made by what makes those of every record.
 */
public final class TransactionalProducers implements KafkaClientFactory {

    private volatile Destination destination;

    /** What is written from now on goes there; null for nowhere. */
    public void leadTo(Destination destination) {
        this.destination = destination;
    }

    @Override
    public Producer<?, ?> getProducer(Properties settings) {
        return (Producer<?, ?>)
                Proxy.newProxyInstance(Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, this::call);
    }

    private Object call(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "send" ->
                send((ProducerRecord<?, ?>) arguments[0], arguments.length > 1 ? (Callback) arguments[1] : null);
            case "close", "flush" -> null;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> "producer of a replay";
            default ->
                throw new UnsupportedOperationException(
                        "A replay has no use for the producer's method " + method.getName());
        };
    }

    private Future<RecordMetadata> send(ProducerRecord<?, ?> record, Callback callback) {
        CompletableFuture<RecordMetadata> answer = new CompletableFuture<>();
        Destination open = destination;
        if (open == null) {
            throw new IllegalStateException("A route writes to " + record.topic() + " though no letter is on its way");
        }
        ProducerRecord<String, byte[]> typed = new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.timestamp(),
                (String) record.key(),
                (byte[]) record.value(),
                record.headers());
        open.send(typed, (metadata, exception) -> {
            if (callback != null) {
                callback.onCompletion(metadata, exception);
            }
            if (exception == null) {
                answer.complete(metadata);
            } else {
                answer.completeExceptionally(exception);
            }
        });
        return answer;
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties settings) {
        throw new UnsupportedOperationException("A replay reads no topic by a route");
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return configuration.getBrokers();
    }
}
