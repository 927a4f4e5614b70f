package io.camelclio.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.time.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports of parts that fail. */
class StatusReportsTest {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock("2026-11-22T10:00:00Z");
    private final Warnings warnings = new Warnings();
    private final Logger log = (Logger) LogManager.getLogger(StatusReports.class);
    private Runnable failure = () -> {};

    @BeforeEach
    void listen() {
        warnings.start();
        log.addAppender(warnings);
    }

    @AfterEach
    void stopListening() {
        log.removeAppender(warnings);
    }

    @Test
    void partThatFailsIsTroubleAndHidesNoOther() throws IOException {
        StatusReports reports = reports(List::of);
        failure = () -> {
            throw new IllegalStateException("Ada Lovelace owes 250.00");
        };

        reports.run();

        JsonNode report = last(reports);
        assertThat(report.at("/latest")).hasSize(1);
        assertThat(report.at("/troubles")).singleElement().satisfies(trouble -> {
            assertThat(trouble.path("where").asText()).isEqualTo("What fails");
            assertThat(trouble.path("active").asBoolean()).isTrue();
            assertThat(trouble.path("what").asText())
                    .contains("Not shown", "IllegalStateException")
                    .doesNotContain("Ada");
        });
    }

    @Test
    void failuresInARowAreOneWarning() {
        StatusReports reports = reports(List::of);
        failure = () -> {
            throw new IllegalStateException("Ada Lovelace owes 250.00");
        };
        reports.run();
        reports.run();
        assertThat(warnings.lines)
                .singleElement()
                .asString()
                .contains("What fails", "IllegalStateException")
                .doesNotContain("Ada");

        failure = () -> {};
        reports.run();
        failure = () -> {
            throw new IllegalStateException();
        };
        reports.run();

        assertThat(warnings.lines).hasSize(2);
    }

    @Test
    void anErrorEndsNoSchedule() throws IOException {
        StatusReports reports = reports(List::of);
        failure = () -> {
            throw new NoClassDefFoundError("org/example/Missing");
        };

        reports.run();

        assertThat(last(reports).at("/troubles")).hasSize(1);
        assertThat(warnings.lines).singleElement().asString().contains("NoClassDefFoundError");
    }

    @Test
    void withoutARouteTheLastReportGrowsOldAndAWarningSaysWhy() {
        List<RuntimeException> failing = new ArrayList<>();
        StatusReports reports = reports(() -> {
            failing.forEach(why -> {
                throw why;
            });
            return List.of();
        });
        reports.run();
        failing.add(new IllegalStateException());
        clock.advance(EVERY);

        reports.run();

        assertThat(reports.last().orElseThrow().at()).isEqualTo(clock.instant().minus(EVERY));
        assertThat(warnings.lines).singleElement().asString().contains("How things stand");
    }

    @Test
    void halfACharacterInSomebodysWordsHidesNothing() throws IOException {
        StatusReports reports = new StatusReports(
                List::of,
                List.of(part("Own check", draft -> draft.stands("check", "half a fire \ud83d", (String) null))),
                EVERY,
                clock);

        reports.run();

        assertThat(last(reports).at("/troubles/0/what").asText()).isEqualTo("half a fire ?");
    }

    private StatusReports reports(Supplier<List<FlowRoute>> flow) {
        return new StatusReports(
                flow,
                List.of(
                        part("What fails", draft -> failure.run()),
                        part(
                                "What is well",
                                draft -> draft.latest.add(new StatusReport.Latest("clio", "RUNNING", 0L)))),
                EVERY,
                clock);
    }

    private static Part part(String subject, Consumer<Draft> look) {
        return new Part() {
            @Override
            public String subject() {
                return subject;
            }

            @Override
            public void look(Draft draft) {
                look.accept(draft);
            }
        };
    }

    private static JsonNode last(StatusReports reports) throws IOException {
        return new ObjectMapper().readTree(reports.last().orElseThrow().json());
    }

    private static final class Warnings extends AbstractAppender {

        private final List<String> lines = new ArrayList<>();

        Warnings() {
            super("warnings", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                lines.add(event.getMessage().getFormattedMessage());
            }
        }
    }
}
