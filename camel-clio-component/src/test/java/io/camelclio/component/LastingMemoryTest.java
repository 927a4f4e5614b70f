package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

class LastingMemoryTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final StateRepository<String, String> given = new MemoryStateRepository();

    @Test
    void isTheOnlyBeanThatIsFitAndNoneWithoutOne() {
        assertThat(ofCursors(null)).isEmpty();

        context.getRegistry().bind("one", given);
        assertThat(ofCursors(null)).contains(given);
    }

    @Test
    void isOneBeanThoughItHasTwoNames() {
        context.getRegistry().bind("one", given);
        context.getRegistry().bind("alias", given);

        assertThat(ofCursors(null)).contains(given);
    }

    @Test
    void isWhatTheOptionNamesAmongSeveralAndNeverAnyOfThemUnasked() {
        context.getRegistry().bind("one", new MemoryStateRepository());
        context.getRegistry().bind("other", new MemoryStateRepository());

        assertThat(ofCursors(given)).contains(given);
        assertThatThrownBy(() -> ofCursors(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[one, other]", "cursors", "option stateRepository");
    }

    private Optional<StateRepository<String, String>> ofCursors(StateRepository<String, String> named) {
        return LastingMemory.ofCursors(context, named);
    }
}
