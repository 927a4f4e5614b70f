package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.app.smokeball.PolledSmokeball.Crash;
import io.camelclio.app.smokeball.PolledSmokeball.Taken;
import io.camelclio.app.smokeball.collection.Ticks;
import io.camelclio.pull.progress.TooManyRecordsException;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections of the whole firm over several pages, over HTTP. */
class FirmWideReadTest {

    private PolledSmokeball polled;
    private SmokeballSandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        polled = new PolledSmokeball(SmokeballSandbox.builder().unlimited());
        polled.pageSize(2);
        sandbox = polled.sandbox;
    }

    @AfterEach
    void stop() throws Exception {
        polled.close();
    }

    @Test
    void crashBetweenTwoPagesLosesAndRepeatsNothing() throws Exception {
        sandbox.collection("contacts").addAll(5);
        AtomicInteger left = new AtomicInteger(1);
        polled.beforeCall(() -> {
            if (left.decrementAndGet() < 0) {
                throw new Crash();
            }
        });
        assertThatThrownBy(() -> polled.poll("contact")).isInstanceOf(Crash.class);
        assertThat(polled.topic.of("contact")).hasSize(2);
        polled.beforeCall(() -> {});
        polled.crash();

        polled.poll("contact");

        assertThat(polled.topic.latest("contact")).hasSize(5);
        assertThat(polled.topic.of("contact")).as("none twice").hasSize(5);
    }

    @Test
    void collectionThatStandsStillAsksForNothingAndGoesOnWithPagesAsLarge() throws Exception {
        sandbox.collection("contacts").add();
        polled.pageSize(500);
        polled.poll("contact");
        polled.stop("/contacts");
        int calls = polled.calls;
        for (int polls = 0; polls < 5; polls++) {
            polled.poll("contact");
        }
        assertThat(polled.calls).isEqualTo(calls);

        polled.clock.advance(Duration.ofMinutes(1));
        assertThat(limitOf(polled.begin("contact"))).isEqualTo("500");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 90})
    void pollForChangesBeginsAnOverlapBeforeTheLastOneBegan(int minutes) throws Exception {
        polled.overlap(Duration.ofMinutes(minutes));
        Instant last = polled.clock.instant();
        polled.poll("contact");
        polled.clock.advance(Duration.ofHours(2));
        SmokeballPoll poll = polled.begin("contact");

        assertThat(poll.next()).isTrue();
        assertThat(poll.getQuery()).contains("UpdatedSince=" + Ticks.of(last.minus(Duration.ofMinutes(minutes))));
    }

    private static String limitOf(SmokeballPoll poll) {
        assertThat(poll.next()).isTrue();
        return poll.getQuery().replaceFirst(".*Limit=(\\d+).*", "$1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readOfAnEarlierTimeOfLeadingEndsWhereItIs(boolean duringTheCall) throws Exception {
        sandbox.collection("contacts").addAll(5);
        SmokeballPoll poll = polled.begin("contact");
        polled.turn(poll);
        if (duringTheCall) {
            polled.beforeCall(polled::lost);
            polled.turn(poll);
        } else {
            polled.lost();
        }

        assertThat(poll.next()).isFalse();
        assertThat(polled.topic.of("contact")).hasSize(2);

        polled.beforeCall(() -> {});
        polled.poll("contact");
        assertThat(polled.topic.of("contact")).as("all, none twice").hasSize(5);
    }

    @Test
    void recordsOfAPageThatWereNotPublishedWhenAnotherLedAreLeftToTheNextPoll() throws Exception {
        sandbox.collection("contacts").addAll(4);
        polled.refuse(message -> {
            polled.lost();
            return false;
        });
        SmokeballPoll poll = polled.begin("contact");

        polled.turn(poll);
        assertThat(polled.topic.of("contact")).hasSize(1);

        polled.refuse(message -> false);
        polled.poll("contact");
        assertThat(polled.topic.of("contact")).hasSize(4);
    }

    @Test
    void deletionDrawnUpInAnEarlierTimeOfLeadingIsNotPublished() throws Exception {
        List<String> contacts = sandbox.collection("contacts").addAll(2);
        polled.poll("contact");
        sandbox.collection("contacts").vanish(contacts.get(0));
        polled.clock.advance(PolledSmokeball.SWEEP);
        polled.poll("contact");
        SmokeballPoll poll = polled.begin("contact");
        while (!poll.isAskingForARecord()) {
            polled.turn(poll);
        }
        polled.lost();

        assertThat(poll.next()).isFalse();
        assertThat(polled.topic.latest("contact")).hasSize(2);
    }

    @Test
    void changesAreReadOnWhereMoreIsKnownThanIsKept() throws Exception {
        polled.topic.most(3);
        List<String> ids = sandbox.collection("contacts").addAll(5);
        polled.poll("contact");
        assertThat(polled.topic.of("contact")).hasSize(5);

        for (int polls = 1; polls <= 3; polls++) {
            sandbox.collection("contacts").update(ids.get(polls), "{}");
            polled.clock.advance(PolledSmokeball.SWEEP);
            polled.poll("contact");
            assertThat(polled.topic.of("contact")).hasSize(5 + polls);
            polled.poll("contact");
            assertThat(polled.topic.of("contact")).as("the overlap").hasSize(5 + polls);
        }
        polled.crash();
        polled.clock.advance(Duration.ofMinutes(1));
        polled.poll("contact");
        assertThat(polled.topic.latest("contact")).hasSize(5);
    }

    @Test
    void whatWasMissedIsSweptUpOnceThereIsRoomAgain() throws Exception {
        polled.topic.most(3);
        List<String> ids = sandbox.collection("contacts").addAll(5);
        polled.poll("contact");
        sandbox.collection("contacts").vanish(ids.get(0));
        for (int sweeps = 0; sweeps < 3; sweeps++) {
            polled.clock.advance(PolledSmokeball.SWEEP);
            polled.poll("contact");
        }
        assertThat(polled.topic.latest("contact")).hasSize(5);

        polled.topic.most(10);
        for (int polls = 0; polls < 2; polls++) {
            polled.clock.advance(Duration.ofMinutes(1));
            polled.poll("contact");
        }

        assertThat(polled.topic.latest("contact")).hasSize(4);
    }

    @Test
    void collectionThatCanOnlyBeComparedStopsWhereMoreIsKnownThanIsKept() throws Exception {
        polled.topic.most(3);
        sandbox.collection("staff").addAll(3);
        polled.poll("staff");
        sandbox.collection("staff").addAll(2);
        polled.clock.advance(Duration.ofMinutes(1));
        polled.poll("staff");

        assertThatThrownBy(() -> polled.poll("staff")).isInstanceOf(TooManyRecordsException.class);
    }

    @Test
    void rowsThatComeAtThePageEdgeWithEqualTicksArrive() throws Exception {
        sandbox.collection("contacts").addAll(4);
        polled.beforeCall(() -> sandbox.collection("contacts").addAll(polled.calls < 3 ? 1 : 0));
        polled.poll("contact");
        polled.beforeCall(() -> {});
        polled.clock.advance(Duration.ofMinutes(1));

        polled.poll("contact");

        assertThat(polled.topic.latest("contact").keySet())
                .isEqualTo(sandbox.collection("contacts").all().stream()
                        .map(id -> "us/" + id)
                        .collect(Collectors.toSet()));
        assertThat(polled.topic.of("contact")).as("none twice").hasSize(7);
    }

    @Test
    void oneReadThatMissesARecordDeletesNothingAndTheSecondDoes() throws Exception {
        List<String> staff = sandbox.collection("staff").addAll(3);
        polled.poll("staff");
        sandbox.collection("staff").vanish(staff.get(0));

        polled.poll("staff");
        assertThat(polled.topic.of("staff")).noneMatch(Taken::deleted);
        polled.poll("staff");

        assertThat(polled.topic.of("staff"))
                .filteredOn(Taken::deleted)
                .singleElement()
                .satisfies(taken -> assertThat(taken.key()).isEqualTo("us/" + staff.get(0)));
    }
}
