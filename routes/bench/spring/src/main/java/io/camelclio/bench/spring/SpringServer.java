package io.camelclio.bench.spring;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * What somebody with Spring Boot would write, and write well: a controller on Tomcat that proves the signature over the exact
 * bytes, sends with spring-kafka, and answers on Kafka's acknowledgement without holding a thread meanwhile.
 */
@SpringBootApplication
@RestController
public class SpringServer {

    private final KafkaTemplate<String, byte[]> kafka;
    private final String topic;
    private final SecretKeySpec secret;

    SpringServer(
            KafkaTemplate<String, byte[]> kafka,
            @Value("${bench.topic}") String topic,
            @Value("${bench.secret}") String secret) {
        this.kafka = kafka;
        this.topic = topic;
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Arguments: port, brokers, topic, secret. Prints, when it serves, what the bench waits for. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SpringServer.class);
        application.setDefaultProperties(Map.ofEntries(
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.port", args[0]),
                Map.entry("spring.kafka.bootstrap-servers", args[1]),
                Map.entry("spring.kafka.producer.acks", "all"),
                Map.entry(
                        "spring.kafka.producer.value-serializer",
                        "org.apache.kafka.common.serialization.ByteArraySerializer"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("logging.level.root", "warn"),
                Map.entry("bench.topic", args[2]),
                Map.entry("bench.secret", args[3])));
        application.run();
        System.out.println("bench: ready");
    }

    /** One delivery. */
    @PostMapping("/hook")
    public CompletableFuture<ResponseEntity<Void>> take(
            @RequestHeader("X-Hook-Signature") String signature, @RequestBody byte[] body) {
        if (!isSigned(body, signature)) {
            return CompletableFuture.completedFuture(ResponseEntity.status(401).build());
        }
        return kafka.send(topic, idOf(body), body)
                .handle((sent, failure) ->
                        ResponseEntity.status(failure == null ? 200 : 503).build());
    }

    private boolean isSigned(byte[] body, String signature) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return MessageDigest.isEqual(mac.doFinal(body), HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The record's id without parsing, as the server written by hand finds it. */
    private static String idOf(byte[] body) {
        int start = "{\"data\":{\"id\":".length();
        int end = start;
        while (body[end] != ',') {
            end++;
        }
        return new String(body, start, end - start, StandardCharsets.US_ASCII);
    }
}
