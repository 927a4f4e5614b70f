package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.log.CapturedLog;
import io.camelclio.testkit.http.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What those who run a poll see of it, and how it spares Clio. */
class PollOperationTest {

    private static final String ACTIVITIES = "clio:activities?limit=2";
    private static final String NO_PAUSES = "&backoffMultiplier=1&backoffErrorThreshold=1000";
    private static final String LIST = "/api/v4/activities.json";

    private final PolledClio polled = new PolledClio();

    @AfterEach
    void stop() {
        polled.close();
    }

    @Test
    void eachFailingPollIsOneLineAndTheFirstThatWorksAgainIsOne() throws Exception {
        PollingApplication application = polled.polling(ACTIVITIES);
        try (CapturedLog log = new CapturedLog()) {
            polled.clio.faults().answerNext(2, 403, LIST::equals);
            application.poll();
            application.poll();
            application.poll();
            application.poll();

            assertThat(lines(log, "WARN")).hasSize(2).allSatisfy(line -> assertThat(line)
                    .contains("activities", "connection us", "FORBIDDEN", "give the application the permission")
                    .contains("next try in PT1M")
                    .doesNotContain("\tat "));
            assertThat(lines(log, "INFO")).singleElement().satisfies(line -> assertThat(line)
                    .contains("works again, after 2 that failed"));
        }
    }

    @Test
    void whatARouteSaysOfItsFailureIsNotRepeated() throws Exception {
        polled.create("activities", 1);
        PollingApplication application = polled.polling(ACTIVITIES, exchange -> {
            throw new IllegalStateException("privileged words of a record");
        });
        try (CapturedLog log = new CapturedLog()) {
            application.poll();

            assertThat(lines(log, "WARN")).singleElement().satisfies(line -> assertThat(line)
                    .contains("IllegalStateException", "nothing is lost")
                    .doesNotContain("privileged"));
        }
    }

    @Test
    void isDownOnlyWhenNoPollHasSucceededForTheStatedTime() throws Exception {
        PollingApplication application = polled.polling(ACTIVITIES + "&staleAfter=PT20M");
        application.poll();
        polled.clio.faults().answerNext(100, 403, LIST::equals);
        polled.clock.advance(Duration.ofMinutes(19));
        application.poll();
        assertThat(application.health().call().getState()).isEqualTo(State.UP);

        polled.clock.advance(Duration.ofMinutes(2));
        HealthCheck.Result stale = application.health().call();

        assertThat(stale.getState()).isEqualTo(State.DOWN);
        assertThat(stale.getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("activities", "connection us", "PT20M"));
        assertThat(stale.getDetails())
                .containsEntry("connection", "us")
                .containsEntry("resource", "activities")
                .containsEntry("lastSuccess", "2026-03-01T12:00:00Z")
                .containsEntry("lastFailure", "FORBIDDEN")
                .containsKey("remedy");

        polled.clio.faults().clear();
        application.poll();
        assertThat(application.health().call().getState()).isEqualTo(State.UP);
    }

    @Test
    void aPollThatNeverSucceededIsDownAfterTheSameTime() throws Exception {
        PollingApplication application = polled.polling(ACTIVITIES);
        assertThat(application.health().call().getState()).isEqualTo(State.UP);

        polled.clock.advance(Duration.ofMinutes(14));
        assertThat(application.health().call().getState()).isEqualTo(State.UP);
        polled.clock.advance(Duration.ofMinutes(2));

        assertThat(application.health().call().getState()).isEqualTo(State.DOWN);
    }

    @Test
    void aLongReadThatGetsOnIsNoTrouble() throws Exception {
        polled.create("activities", 3);
        List<State> states = new ArrayList<>();
        PollingApplication[] application = new PollingApplication[1];
        application[0] = polled.polling(ACTIVITIES, exchange -> {
            polled.clock.advance(Duration.ofMinutes(7));
            states.add(application[0].health().call().getState());
        });

        application[0].poll();

        assertThat(states).containsExactly(State.UP, State.UP, State.UP);
    }

    @Test
    void aReadThatFailsForEverAtItsEndIsDownHoweverMuchItHandsOverBefore() throws Exception {
        String unreadable = "{\"data\":[{\"etag\":\"a\"}],\"meta\":{\"paging\":{\"next\":\"" + polled.clio.baseUri()
                + LIST + "?page_token=x\"}}}";
        PollingApplication application = polled.polling(ACTIVITIES + NO_PAUSES + "&changes=fullRead");
        application.poll();
        for (int poll = 0; poll < 16; poll++) {
            polled.clock.advance(Duration.ofMinutes(1));
            polled.clio.faults().answerNext(1, Response.json(200, unreadable), LIST::equals);
            polled.clio.faults().answerNext(1, 403, LIST::equals);
            application.poll();
            polled.clio.faults().clear();
        }

        assertThat(application.unreadable().all()).isNotEmpty();
        assertThat(application.health().call().getState()).isEqualTo(State.DOWN);
    }

    @Test
    void aReadThatBeginsAgainAndAgainIsDownToo() throws Exception {
        polled.create("activities", 4);
        PollingApplication application = polled.polling(ACTIVITIES + NO_PAUSES, exchange -> {
            polled.received.process(exchange);
            polled.clock.advance(Duration.ofSeconds(2));
        });
        int[] pages = {0};
        for (int poll = 0; poll < 20; poll++) {
            polled.clock.advance(Duration.ofMinutes(2));
            polled.clio.records("activities").all().forEach(record -> polled.clio
                    .records("activities")
                    .update(record.id(), "{\"total\":1}"));
            pages[0] = 0;
            polled.clio
                    .faults()
                    .answerNext(1, Response.json(200, "{\"data\":null}"), path -> path.equals(LIST) && ++pages[0] == 2);
            assertThat(application.poll().failure()).isNotNull();
            polled.clio.faults().clear();
        }

        assertThat(application.health().call().getState()).isEqualTo(State.DOWN);
    }

    @Test
    void aPollOnACronExpressionHasNoUsualPeriodToMeasureItsStalenessBy() throws Exception {
        ClioEndpoint endpoint = new ClioEndpoint("clio:activities", new ClioComponent(), "activities");
        endpoint.setSchedulerProperties(Map.of("cron", "0 0 3 * * ?"));

        assertThat(endpoint.pollPeriod()).isEmpty();
        endpoint.setSchedulerProperties(Map.of());
        assertThat(endpoint.pollPeriod()).contains(Duration.ofMinutes(1));
    }

    @Test
    void aStandingPollTakesNoApplicationOutOfService() throws Exception {
        HealthCheck health = polled.polling(ACTIVITIES).health();

        assertThat(health.isReadiness()).isFalse();
        assertThat(health.isLiveness()).isFalse();
        assertThat(health.isEnabled()).isTrue();
        assertThat(health.getId()).isEqualTo("consumer:poll");
    }

    @Test
    void anIdlePollStepsBackUntilThereIsSomethingAgain() throws Exception {
        PollingApplication application = polled.polling(ACTIVITIES + "&backoffMultiplier=5&backoffIdleThreshold=3");
        assertThat(polls(application, 13))
                .as("three idle ones, then every fifth")
                .isEqualTo(5);

        polled.create("activities", 1);
        assertThat(polls(application, 5)).isEqualTo(1);
        assertThat(polls(application, 3)).as("at full pace again").isEqualTo(3);
    }

    @Test
    void stepsBackByDefaultAfterThreeFailures() throws Exception {
        PollingApplication application = polled.polling(ACTIVITIES);
        polled.clio.faults().answerNext(100, 403, LIST::equals);

        assertThat(polls(application, 8)).isEqualTo(4);
    }

    @Test
    void aPauseInTheMiddleOfAReadIsNoFailureEither() throws Exception {
        polled.create("activities", 3);
        PollingApplication application = polled.polling(ACTIVITIES + "&patience=0", exchange -> {
            if (polled.received.all().isEmpty()) {
                polled.clio.faults().answerNext(100, Response.empty(429).withHeader("Retry-After", "30"), LIST::equals);
            }
            polled.received.process(exchange);
        });
        HandDrivenPolls.Outcome outcome = application.poll();

        assertThat(outcome.failure()).isNull();
        polled.clio.faults().clear();
        polled.clock.advance(Duration.ofMinutes(1));
        assertThat(application.poll().failure()).isNull();
        assertThat(polled.received.ids()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void anOrderThatEndsAListEarlyIsSaidAtTheStart() throws Exception {
        PollingApplication application = polled.polling("clio:activities");
        try (CapturedLog log = new CapturedLog()) {
            application.producer("clio:activities?order=date(desc)&listAs=records");
            application.producer("clio:activities?order=id(asc)&listAs=records");
            application.producer("clio:activities?order=date(desc)&limit=10");

            assertThat(lines(log, "WARN"))
                    .as("of the first and the third")
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .contains("date(desc)", "activities on connection us", "after 10,000 records"));
        }
    }

    /** How many of so many turns were polls, and not pauses. */
    private int polls(PollingApplication application, int turns) {
        int before = polled.lists("activities").size();
        for (int turn = 0; turn < turns; turn++) {
            application.turn();
        }
        return polled.lists("activities").size() - before;
    }

    private static List<String> lines(CapturedLog log, String level) {
        return log.text()
                .lines()
                .filter(line -> line.startsWith(level + " io.camelclio."))
                .toList();
    }
}
