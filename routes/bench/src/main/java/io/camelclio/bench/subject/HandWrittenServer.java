package io.camelclio.bench.subject;

import io.camelclio.bench.process.BenchProcess;
import io.vertx.core.Vertx;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The floor: as little as a person would write by hand. It proves the signature, writes the body under a key that it finds
 * without parsing, and answers on Kafka's acknowledgement. It keeps no subscription, identity, dead letter or limit.
 */
final class HandWrittenServer {

    private HandWrittenServer() {}

    /** Arguments: port, brokers, topic, secret. */
    public static void main(String[] args) {
        Map<String, Object> settings = Map.of("bootstrap.servers", args[1], "acks", "all", "linger.ms", 0);
        KafkaProducer<String, byte[]> kafka =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        SecretKeySpec secret = new SecretKeySpec(args[3].getBytes(), "HmacSHA256");
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    byte[] bytes = body.getBytes();
                    if (!isSigned(bytes, secret, request.getHeader("X-Hook-Signature"))) {
                        request.response().setStatusCode(401).end();
                        return;
                    }
                    String key = Deliveries.idOf(bytes);
                    kafka.send(new ProducerRecord<>(args[2], key, bytes), (record, failure) -> request.response()
                            .setStatusCode(failure == null ? 200 : 503)
                            .end());
                }))
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onSuccess(server -> System.out.println(BenchProcess.READY));
    }

    private static boolean isSigned(byte[] body, SecretKeySpec secret, String signature) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return java.security.MessageDigest.isEqual(
                    mac.doFinal(body), HexFormat.of().parseHex(signature));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
