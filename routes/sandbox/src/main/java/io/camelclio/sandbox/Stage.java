package io.camelclio.sandbox;

import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.util.Optional;

/** What is played in this run. */
final class Stage implements AutoCloseable {

    Optional<ClioSandbox> clio = Optional.empty();
    Optional<SmokeballSandbox> smokeball = Optional.empty();
    Optional<EmbeddedKafka> kafka = Optional.empty();

    @Override
    public void close() {
        clio.ifPresent(ClioSandbox::close);
        smokeball.ifPresent(SmokeballSandbox::close);
        kafka.ifPresent(EmbeddedKafka::close);
    }
}
