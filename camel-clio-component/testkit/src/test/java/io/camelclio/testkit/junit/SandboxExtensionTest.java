package io.camelclio.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxExtensionTest {

    private static final List<Played> OF_CLASS = new ArrayList<>();
    private static final List<Played> OF_TESTS = new ArrayList<>();

    @RegisterExtension
    static final PlayedExtension NEVER_ASKED_FOR = new PlayedExtension(() -> {
        throw new AssertionError("started although nobody asked for it");
    });

    @RegisterExtension
    final PlayedExtension ofTest = new PlayedExtension(() -> added(OF_TESTS));

    /** Nested classes are over before the class around them is. */
    @AfterAll
    static void allAreClosed() {
        assertThat(OF_CLASS).hasSize(1).allMatch(played -> played.closed);
        assertThat(OF_TESTS).hasSize(3).allMatch(played -> played.closed);
    }

    @RepeatedTest(3)
    void isAnotherForEachTestAndClosedAfterIt() {
        Played mine = ofTest.sandbox();

        assertThat(mine.closed).isFalse();
        assertThat(ofTest.sandbox()).isSameAs(mine);
        assertThat(OF_TESTS).endsWith(mine);
        assertThat(OF_TESTS.subList(0, OF_TESTS.size() - 1)).allMatch(earlier -> earlier.closed);
    }

    @Test
    void saysThatItIsOver() throws Exception {
        PlayedExtension extension = new PlayedExtension(Played::new);
        extension.sandbox();

        extension.close();

        assertThatThrownBy(extension::sandbox)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("register another");
    }

    @Nested
    class Registered {

        @RegisterExtension
        static final PlayedExtension OF_WHOLE_CLASS = new PlayedExtension(() -> added(OF_CLASS));

        /** Before any test, as whoever needs an address does. */
        private static final Played EARLY = OF_WHOLE_CLASS.sandbox();

        @RepeatedTest(2)
        void isOneForTheClass() {
            assertThat(OF_WHOLE_CLASS.sandbox()).isSameAs(EARLY);
            assertThat(EARLY.closed).isFalse();
        }

        @Nested
        class AndBelow {

            @RepeatedTest(2)
            void isTheSame() {
                assertThat(OF_WHOLE_CLASS.sandbox()).isSameAs(EARLY);
                assertThat(EARLY.closed).isFalse();
            }
        }
    }

    private static Played added(List<Played> all) {
        Played played = new Played();
        all.add(played);
        return played;
    }

    private static final class PlayedExtension extends SandboxExtension<Played> {
        private PlayedExtension(Supplier<Played> start) {
            super(start);
        }
    }

    private static final class Played implements AutoCloseable {
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }
}
