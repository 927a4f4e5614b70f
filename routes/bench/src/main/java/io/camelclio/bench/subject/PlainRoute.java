package io.camelclio.bench.subject;

import io.camelclio.bench.process.BenchProcess;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** What somebody with Camel alone would write: platform-http, a signature check, the Kafka component. */
final class PlainRoute extends RouteBuilder {

    private final String brokers;
    private final String topic;
    private final SecretKeySpec secret;

    private PlainRoute(String brokers, String topic, String secret) {
        this.brokers = brokers;
        this.topic = topic;
        this.secret = new SecretKeySpec(secret.getBytes(), "HmacSHA256");
    }

    /** Arguments: port, brokers, topic, secret. */
    public static void main(String[] args) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(Integer.parseInt(args[0]));
        camel.addService(new VertxPlatformHttpServer(server));
        camel.addRoutes(new PlainRoute(args[1], args[2], args[3]));
        camel.start();
        System.out.println(BenchProcess.READY);
        Thread.currentThread().join();
    }

    @Override
    public void configure() {
        from("platform-http:/hook?httpMethodRestrict=POST")
                .convertBodyTo(byte[].class)
                .choice()
                .when(this::isSigned)
                .process(exchange -> exchange.getMessage()
                        .setHeader(
                                "kafka.KEY",
                                Deliveries.idOf(exchange.getMessage().getBody(byte[].class))))
                .to("kafka:" + topic + "?brokers=" + brokers + "&requestRequiredAcks=all&lingerMs=0"
                        + "&valueSerializer=org.apache.kafka.common.serialization.ByteArraySerializer")
                .setBody(constant(""))
                .otherwise()
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(401));
    }

    private boolean isSigned(Exchange exchange) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            byte[] given =
                    HexFormat.of().parseHex(exchange.getMessage().getHeader("X-Hook-Signature", "", String.class));
            return MessageDigest.isEqual(mac.doFinal(exchange.getMessage().getBody(byte[].class)), given);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
