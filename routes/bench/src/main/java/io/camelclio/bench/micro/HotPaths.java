package io.camelclio.bench.micro;

import io.camelclio.bench.subject.Deliveries;
import io.camelclio.component.webhook.delivery.DeliveryMessage;
import io.camelclio.event.ChangeIdentity;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.event.KafkaRecordDataTypeTransformer;
import io.camelclio.pull.record.EnvelopedRecord;
import io.camelclio.pull.record.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.DataType;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The steps of one delivery of about a kilobyte, each by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HotPaths {

    private static final Set<String> IDENTITY = Set.of("id", "etag", "updated_at");
    private static final ChangeSource SOURCE = new ChangeSource("clio", "us");
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    private final CamelContext camel = new DefaultCamelContext();
    private final KafkaRecordDataTypeTransformer transformer = new KafkaRecordDataTypeTransformer();
    private Deliveries.Signed delivery;
    private SecretKeySpec secret;
    private Map<String, Object> headers;

    /** One delivery, and the headers of its change. */
    @Setup
    public void prepare() throws MalformedRecordException {
        camel.start();
        delivery = new Deliveries(1, "a-secret-of-its-own").next();
        secret = new SecretKeySpec("a-secret-of-its-own".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        headers = Map.copyOf(readingADelivery().getHeaders());
    }

    @TearDown
    public void end() {
        camel.stop();
    }

    /** What every receiver has to do; the floor does no more. */
    @Benchmark
    public byte[] signature() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        HexFormat.of().parseHex(delivery.signature());
        return mac.doFinal(delivery.body());
    }

    /** The record as a slice of the delivery's bytes with the fields that identity needs, and the delivery's own event. */
    @Benchmark
    public EnvelopedRecord parsing() throws MalformedRecordException {
        return EnvelopedRecord.read(delivery.body(), "data", IDENTITY);
    }

    /** The digest that is a change's id. */
    @Benchmark
    public String identity() {
        return ChangeIdentity.of("us", "activity", "us/1", "\"1\" 2026-03-02T15:00:00+00:00", ChangeKind.STATE);
    }

    /** All that lies between verification and the route: parsing, identity, headers. */
    @Benchmark
    public Message readingADelivery() throws MalformedRecordException {
        Message message = new DefaultExchange(camel).getMessage();
        DeliveryMessage.readAgain(message, SOURCE, "activity", delivery.body(), NOW, NOW);
        return message;
    }

    /** What the sink makes of a change's headers; the copy it works on is part of it. */
    @Benchmark
    public Map<String, Object> headersOfTheSink() {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().getHeaders().putAll(headers);
        transformer.transform(exchange.getMessage(), DataType.ANY, DataType.ANY);
        return exchange.getMessage().getHeaders();
    }
}
