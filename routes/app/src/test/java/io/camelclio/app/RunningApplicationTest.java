package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.app.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a reload does that is asked for when nothing runs; where something runs, the tests of the installation say. */
class RunningApplicationTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final RunningApplication running = new RunningApplication(this::wrongSettings);
    private final Thread reload = new Thread(running::reload);

    @Test
    void reloadBeforeTheStartDoesNothing() {
        running.reload();

        assertThat(asked).hasValue(0);
    }

    @Test
    void reloadWaitsForTheStartAndDoesNothingWhenThatFails() throws Exception {
        assertThatThrownBy(running::start).isInstanceOf(SettingsException.class);

        reload.join(Duration.ofSeconds(30).toMillis());
        assertThat(reload.isAlive()).isFalse();
        assertThat(asked).hasValue(1);
    }

    private Application wrongSettings() throws SettingsException {
        asked.incrementAndGet();
        reload.start();
        await("the reload that waits").until(() -> reload.getState() == Thread.State.BLOCKED);
        throw new SettingsException(List.of("wrong"));
    }
}
