package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.app.smokeball.PolledSmokeball.Crash;
import io.camelclio.app.smokeball.PolledSmokeball.Taken;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections under parents, over HTTP. */
class FanOutTest {

    private PolledSmokeball polled;
    private SmokeballSandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        polled = new PolledSmokeball(SmokeballSandbox.builder().unlimited());
        sandbox = polled.sandbox;
    }

    @AfterEach
    void stop() throws Exception {
        polled.close();
    }

    @Test
    void recordsWithIdsOfTheirOwnAreKeyedByThemAndTellTheirParent() throws Exception {
        String matter = matters(2).get(0);
        String fee = fees(matter).add().id();

        polled.poll("fee");

        assertThat(polled.topic.of("fee")).singleElement().satisfies(taken -> {
            assertThat(taken.key()).isEqualTo("us/" + fee);
            assertThat(taken.parent()).isEqualTo("us/" + matter);
        });
    }

    @Test
    void recordsWithSharedIdsAreKeyedUnderTheirParents() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> sandbox.collection("roles").under(matter).addAs("client", "{}"));

        polled.poll("role");

        assertThat(polled.topic.of("role"))
                .extracting(Taken::key)
                .containsExactlyInAnyOrder("us/" + matters.get(0) + "/client", "us/" + matters.get(1) + "/client");
    }

    @Test
    void recordsTwoLevelsDownAreKeyedUnderBoth() throws Exception {
        String matter = matters(1).get(0);
        String role = sandbox.collection("roles").under(matter).add().id();
        String relationship =
                sandbox.collection("relationships").under(matter, role).add().id();

        polled.poll("relationship");

        assertThat(polled.topic.of("relationship")).singleElement().satisfies(taken -> {
            assertThat(taken.key()).isEqualTo("us/" + matter + "/" + role + "/" + relationship);
            assertThat(taken.parent()).isEqualTo("us/" + matter + "/" + role);
        });
        assertThat(polled.calls).as("matters, roles, relationships").isEqualTo(3);
    }

    @Test
    void collectionWithoutIdentityIsOneRecordForEachParent() throws Exception {
        List<String> events = sandbox.collection("events").addAll(2);
        sandbox.collection("reminders").under(events.get(0)).addAll(2);

        polled.poll("event_reminders");

        assertThat(polled.topic.latest("event_reminders"))
                .hasSize(2)
                .containsEntry("us/" + events.get(1), "[]")
                .hasEntrySatisfying(
                        "us/" + events.get(0), value -> assertThat(value).startsWith("[{"));
    }

    @Test
    void laterRoundAsksForChangesOfEachParentAndEmitsOnlyThose() throws Exception {
        List<String> matters = matters(3);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        String changed = fees(matters.get(1)).all().get(0);
        nextRound();
        fees(matters.get(1)).update(changed, "{\"amount\":1.50}");

        polled.poll("fee");

        assertThat(polled.topic.of("fee")).hasSize(7).last().satisfies(taken -> assertThat(taken.key())
                .isEqualTo("us/" + changed));
        assertThat(sandbox.requests().entries())
                .filteredOn(entry -> entry.path().endsWith("/fees"))
                .filteredOn(entry -> entry.query().first("UpdatedSince").isPresent())
                .hasSize(3);
    }

    @Test
    void noRoundBeginsBeforeItsTime() throws Exception {
        matters(2);
        polled.poll("fee");
        int calls = polled.calls;

        polled.clock.advance(PolledSmokeball.ROUND.minusSeconds(1));
        polled.poll("fee");
        assertThat(polled.calls).isEqualTo(calls);

        polled.clock.advance(Duration.ofSeconds(1));
        polled.poll("fee");
        assertThat(polled.calls).isEqualTo(2 * calls);
    }

    @Test
    void restartInTheMiddleOfARoundGoesOnWhereItWas() throws Exception {
        List<String> matters = matters(10);
        matters.forEach(matter -> fees(matter).addAll(1));
        AtomicInteger left = new AtomicInteger(7);
        polled.beforeCall(() -> {
            if (left.decrementAndGet() < 0) {
                throw new Crash();
            }
        });
        assertThatThrownBy(() -> polled.poll("fee")).isInstanceOf(Crash.class);
        polled.beforeCall(() -> {});
        polled.crash();

        polled.poll("fee");

        assertThat(polled.topic.of("fee")).hasSize(10);
        matters.forEach(matter ->
                assertThat(sandbox.calls().count("fees", matter)).as(matter).isEqualTo(1));
        assertThat(sandbox.calls().count("matters")).isEqualTo(2);
    }

    @Test
    void aPollEndsAfterSomeSecondsAndTheNextOneGoesOn() throws Exception {
        matters(5);
        polled.beforeCall(() -> polled.clock.advance(Duration.ofSeconds(4)));

        assertThat(polled.pollOnce("fee")).isTrue();
        assertThat(polled.calls).isEqualTo(3);
        polled.poll("fee");

        assertThat(polled.calls).isEqualTo(6);
    }

    @Test
    void refusedParentIsLeftOutAndReadFromWhereItWasOnceItIsAdmitted() throws Exception {
        List<String> matters = matters(4);
        matters.forEach(matter -> fees(matter).addAll(1));
        sandbox.parents().refuse(matters.get(1), 403);
        sandbox.parents().refuse(matters.get(2), 404);

        polled.poll("fee");
        assertThat(polled.topic.of("fee")).hasSize(2);

        matters.forEach(sandbox.parents()::admit);
        nextRound();
        polled.poll("fee");
        assertThat(polled.topic.of("fee")).hasSize(4);
    }

    @Test
    void parentThatIsRefusedLaterLosesNothingAndDeletesNothing() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        sandbox.parents().refuse(matters.get(0), 403);
        nextRound();
        String missed = fees(matters.get(0)).add().id();
        polled.poll("fee");
        nextSweep();
        polled.poll("fee");
        nextSweep();
        polled.poll("fee");
        assertThat(polled.topic.of("fee")).hasSize(4).noneMatch(Taken::deleted);

        sandbox.parents().admit(matters.get(0));
        nextRound();
        polled.poll("fee");

        assertThat(polled.topic.latest("fee")).hasSize(5).containsKey("us/" + missed);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void collectionThatIsRefusedUnderEveryParentIsAskedForTenTimesAPoll(int status) throws Exception {
        List<String> matters = matters(40);
        matters.forEach(matter -> sandbox.parents().refuse("fees", matter, status));

        polled.poll("fee");
        assertThat(sandbox.calls().count("fees")).isEqualTo(10);
        polled.poll("fee");
        assertThat(sandbox.calls().count("fees")).isEqualTo(20);
        polled.poll("fee");
        assertThat(sandbox.calls().count("fees")).isEqualTo(30);
        assertThat(polled.health("smokeball-rounds-us").get("fee").toString()).contains("check the scopes granted");

        matters.forEach(matter -> sandbox.parents().admit(matter));
        matters.forEach(matter -> fees(matter).addAll(1));
        polled.poll("fee");
        assertThat(polled.topic.of("fee")).hasSize(10);
        nextRound();
        polled.poll("fee");
        assertThat(polled.topic.of("fee")).hasSize(40);
    }

    @Test
    void userWhoMaySeeFewMattersReachesThemWithinAFewPolls() throws Exception {
        List<String> matters = List.copyOf(new TreeSet<>(matters(28)));
        matters.forEach(matter -> fees(matter).addAll(1));
        matters.subList(0, 25).forEach(matter -> sandbox.parents().refuse(matter, 403));

        for (int polls = 0; polls < 3; polls++) {
            polled.poll("fee");
        }

        assertThat(polled.topic.of("fee")).hasSize(3);
    }

    @Test
    void parentThatFailsAgainAndAgainHoldsNobodyUp() throws Exception {
        List<String> matters = matters(3);
        matters.forEach(matter -> fees(matter).addAll(1));
        String bad = new TreeSet<>(matters).first();
        sandbox.faults().answerNext(6, 500, path -> path.contains(bad));

        for (int failures = 0; failures < 6; failures++) {
            assertThatThrownBy(() -> polled.poll("fee")).isInstanceOf(SmokeballException.class);
            assertThat(polled.topic.of("fee")).as("failure " + failures).hasSize(failures < 3 ? 0 : 2);
        }
        polled.poll("fee");
        assertThat(polled.topic.of("fee")).hasSize(2);
        assertThat(polled.health("smokeball-rounds-us").get("fee").toString()).contains("1 failed");

        nextRound();
        polled.poll("fee");
        assertThat(polled.topic.of("fee")).hasSize(3);
    }

    @Test
    void whileAllIsDownNoParentIsLeftOut() throws Exception {
        List<String> matters = matters(3);
        matters.forEach(matter -> fees(matter).addAll(1));
        sandbox.faults().answerNext(Faults.UNTIL_CLEARED, 503, path -> path.endsWith("/fees"));
        for (int polls = 0; polls < 20; polls++) {
            assertThatThrownBy(() -> polled.poll("fee")).isInstanceOf(SmokeballException.class);
        }
        sandbox.faults().clear();

        polled.poll("fee");

        assertThat(polled.topic.of("fee")).hasSize(3);
        assertThat(polled.health("smokeball-rounds-us").get("fee").toString())
                .contains("3 of 3 parents done", "0 failed");
    }

    @Test
    void stormOfRefusalsInTheMiddleOfARoundLosesAndRepeatsNothing() throws Exception {
        List<String> matters = matters(12);
        matters.forEach(matter -> fees(matter).addAll(1));
        polled.beforeCall(() -> {
            if (polled.calls == 5) {
                sandbox.faults().answerNext(9, 429, path -> path.endsWith("/fees"));
            }
        });
        for (int storm = 0; storm < 9; storm++) {
            assertThatThrownBy(() -> polled.poll("fee")).isInstanceOf(SmokeballException.class);
        }

        polled.poll("fee");

        assertThat(polled.topic.latest("fee")).hasSize(12);
        assertThat(polled.topic.of("fee")).as("none twice").hasSize(12);
        assertThat(polled.health("smokeball-rounds-us").get("fee").toString())
                .contains("12 of 12 parents done", "0 failed");
    }

    @Test
    void listThatASweepLeavesOutIsReadWholeNextTime() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        nextSweep();
        sandbox.parents().refuse(matters.get(0), 403);
        polled.poll("fee");
        sandbox.parents().admit(matters.get(0));
        nextRound();
        int before = sandbox.requests().entries().size();

        polled.poll("fee");

        assertThat(sandbox.requests().entries().stream()
                        .skip(before)
                        .filter(entry -> entry.path().endsWith("/fees"))
                        .filter(entry -> entry.query().first("UpdatedSince").isEmpty()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path()).contains(matters.get(0)));
    }

    @Test
    void recordThatKafkaDoesNotTakeIsReadAgain() throws Exception {
        String matter = matters(1).get(0);
        fees(matter).addAll(3);
        AtomicInteger seen = new AtomicInteger();
        polled.refuse(message -> seen.incrementAndGet() == 2);

        polled.poll("fee");
        assertThat(polled.topic.of("fee")).hasSize(1);

        polled.poll("fee");
        assertThat(polled.topic.latest("fee")).hasSize(3);
    }

    @Test
    void whatTwoWholeReadsOfItsParentMissHasVanishedThoughARestartLiesBetween() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        polled.crash();
        String gone = fees(matters.get(0)).all().get(0);
        fees(matters.get(0)).vanish(gone);

        nextSweep();
        polled.poll("fee");
        assertThat(polled.topic.of("fee")).noneMatch(Taken::deleted);
        nextRound();
        polled.poll("fee");

        assertThat(polled.topic.of("fee"))
                .filteredOn(Taken::deleted)
                .singleElement()
                .satisfies(taken -> {
                    assertThat(taken.key()).isEqualTo("us/" + gone);
                    assertThat(taken.parent()).isEqualTo("us/" + matters.get(0));
                });
    }

    @Test
    void roleThatVanishesIsDeletedUnderItsOwnMatterOnly() throws Exception {
        List<String> matters = matters(2);
        for (String matter : matters) {
            sandbox.collection("roles").under(matter).addAs("client", "{}");
            sandbox.collection("roles").under(matter).addAs("court", "{}");
        }
        polled.poll("role");
        sandbox.collection("roles").under(matters.get(0)).vanish("court");

        nextRound();
        polled.poll("role");
        nextRound();
        polled.poll("role");

        assertThat(polled.topic.of("role"))
                .filteredOn(Taken::deleted)
                .extracting(Taken::key)
                .containsExactly("us/" + matters.get(0) + "/court");
        assertThat(polled.topic.latest("role")).hasSize(3);
    }

    @Test
    void collectionWhoseListsAreAllSuddenlyEmptyDeletesNothing() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        matters.forEach(matter -> fees(matter).all().forEach(fees(matter)::vanish));

        sweep("fee", 3);

        assertThat(polled.topic.latest("fee")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fee", "role", "matter_tag"})
    void whatVanishesFromAListThatShrinksToNothingIsDeleted(String entity) throws Exception {
        String collection = Map.of("fee", "fees", "role", "roles", "matter_tag", "matter-tags")
                .get(entity);
        List<String> matters = matters(2);
        matters.forEach(matter -> sandbox.collection(collection).under(matter).addAll(1));
        polled.poll(entity);
        SmokeballRecords emptied = sandbox.collection(collection).under(matters.get(0));
        emptied.all().forEach(emptied::vanish);

        sweep(entity, 1);
        assertThat(polled.topic.of(entity)).noneMatch(Taken::deleted);
        sweep(entity, 1);

        assertThat(polled.topic.of(entity))
                .filteredOn(Taken::deleted)
                .singleElement()
                .satisfies(deleted -> assertThat(deleted.parent()).isEqualTo("us/" + matters.get(0)));
        assertThat(polled.topic.latest(entity)).hasSize(1);
    }

    @Test
    void recordThatMovesToAParentThatIsRefusedIsNotDeleted() throws Exception {
        List<String> matters = matters(3);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        sandbox.parents().refuse(matters.get(1), 403);
        String moved = move(matters.get(0), matters.get(1));

        sweep("fee", 3);
        assertThat(polled.topic.of("fee")).noneMatch(Taken::deleted);

        sandbox.parents().admit(matters.get(1));
        sweep("fee", 2);
        assertThat(polled.topic.of("fee")).noneMatch(Taken::deleted);
        assertThat(polled.topic.latest("fee")).hasSize(6).containsKey("us/" + moved);
    }

    @Test
    void recordThatMovesToAParentThatTheRouteLeavesOutIsNotDeleted() throws Exception {
        String open = sandbox.collection("matters").add("{\"status\":\"Open\"}").id();
        String closed =
                sandbox.collection("matters").add("{\"status\":\"Closed\"}").id();
        fees(open).addAll(2);
        fees(closed).addAll(1);
        polled.pollUnder("Status=Open", "open", "fee");
        move(open, closed);

        for (int sweeps = 0; sweeps < 3; sweeps++) {
            nextSweep();
            polled.pollUnder("Status=Open", "open", "fee");
        }

        assertThat(polled.topic.of("fee")).hasSize(2).noneMatch(Taken::deleted);
    }

    @Test
    void recordThatMovesToAParentThatIsReadLaterIsNotDeleted() throws Exception {
        List<String> matters = List.copyOf(new TreeSet<>(matters(2)));
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        String moved = fees(matters.get(0)).all().get(0);
        fees(matters.get(0)).vanish(moved);
        sweep("fee", 1);
        fees(matters.get(1)).addAs(moved, "{}");

        sweep("fee", 1);

        assertThat(polled.topic.of("fee")).noneMatch(Taken::deleted);
        assertThat(polled.topic.latest("fee")).hasSize(4);
    }

    /** A matter that is restricted tells nothing of the others' roles, which cannot move to it. */
    @Test
    void recordThatItsParentsTellVanishesThoughAnotherParentIsRefused() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> sandbox.collection("roles").under(matter).addAll(2));
        polled.poll("role");
        sandbox.parents().refuse(matters.get(1), 403);
        SmokeballRecords roles = sandbox.collection("roles").under(matters.get(0));
        roles.vanish(roles.all().get(0));

        sweep("role", 2);

        assertThat(polled.topic.of("role")).filteredOn(Taken::deleted).hasSize(1);
        assertThat(polled.topic.latest("role")).hasSize(3);
    }

    @Test
    void whatStandsUnderARoleThatIsGoneIsDeletedThoughAnotherMatterRefusesItsRoles() throws Exception {
        List<String> matters = matters(2);
        for (String matter : matters) {
            for (String role : sandbox.collection("roles").under(matter).addAll(2)) {
                sandbox.collection("relationships").under(matter, role).add();
            }
        }
        polled.poll("relationship");
        sandbox.parents().refuse("roles", matters.get(0), 403);
        SmokeballRecords roles = sandbox.collection("roles").under(matters.get(1));
        String gone = roles.all().get(0);
        roles.vanish(gone);

        sweep("relationship", 1);
        assertThat(polled.topic.of("relationship")).noneMatch(Taken::deleted);
        sweep("relationship", 1);

        assertThat(polled.topic.of("relationship"))
                .filteredOn(Taken::deleted)
                .extracting(Taken::parent)
                .containsExactly("us/" + matters.get(1) + "/" + gone);
        assertThat(polled.topic.latest("relationship")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fee", "role", "event_reminders", "relationship"})
    void whatStandsUnderAParentThatIsGoneIsDeletedEvenAfterARestart(String entity) throws Exception {
        List<String> parents = sandbox.collection(entity.equals("event_reminders") ? "events" : "matters")
                .addAll(2);
        for (String parent : parents) {
            switch (entity) {
                case "fee" -> fees(parent).addAll(2);
                case "role" -> sandbox.collection("roles").under(parent).addAll(2);
                case "event_reminders" ->
                    sandbox.collection("reminders").under(parent).addAll(2);
                default ->
                    sandbox.collection("roles").under(parent).addAll(2).forEach(role -> sandbox.collection(
                                    "relationships")
                            .under(parent, role)
                            .addAll(1));
            }
        }
        polled.poll(entity);
        int all = polled.topic.latest(entity).size();
        polled.crash();
        sandbox.collection(entity.equals("event_reminders") ? "events" : "matters")
                .vanish(parents.get(0));

        sweep(entity, 1);
        assertThat(polled.topic.latest(entity)).hasSize(all);
        sweep(entity, 1);

        assertThat(polled.topic.latest(entity)).hasSize(all / 2);
        assertThat(polled.topic.of(entity))
                .filteredOn(Taken::deleted)
                .hasSize(all / 2)
                .allMatch(deleted -> deleted.parent().startsWith("us/" + parents.get(0)));
    }

    @Test
    void recordsThatTwoParentsShareAParentWithAreNotTakenForEachOthersAbsence() throws Exception {
        String usage = sandbox.collection("usages").add().id();
        for (String subscription : sandbox.collection("subscriptions").addAll(2)) {
            sandbox.collection("usage-charges").under(subscription, usage).add();
        }
        polled.poll("usage_charge");

        sweep("usage_charge", 3);

        assertThat(polled.topic.of("usage_charge")).hasSize(2).noneMatch(Taken::deleted);
    }

    @Test
    void whatStandsUnderAMatterThatTheListLacksButThatIsThereByItselfStays() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        SmokeballRecords all = sandbox.collection("matters");
        all.vanish(matters.get(0));
        sweep("fee", 1);
        polled.beforeCall(() -> {
            if (sandbox.calls().count("fees") == 4) {
                all.restore(matters.get(0));
            }
        });

        sweep("fee", 1);

        assertThat(polled.topic.of("fee")).noneMatch(Taken::deleted);
    }

    @Test
    void whatStandsTwoLevelsUnderAMatterThatTheListLacksButThatIsThereByItselfStays() throws Exception {
        for (String matter : matters(2)) {
            String role = sandbox.collection("roles").under(matter).add().id();
            sandbox.collection("relationships").under(matter, role).add();
        }
        polled.poll("relationship");
        SmokeballRecords all = sandbox.collection("matters");
        String hidden = all.all().get(0);
        all.vanish(hidden);
        sweep("relationship", 1);
        AtomicInteger left = new AtomicInteger(2);
        polled.beforeCall(() -> {
            if (left.decrementAndGet() == 0) {
                all.restore(hidden);
            }
        });

        sweep("relationship", 1);

        assertThat(polled.topic.of("relationship")).noneMatch(Taken::deleted);
    }

    @Test
    void whatStandsUnderAListedMatterThatAnswersNotFoundStays() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        sandbox.parents().refuse(matters.get(0), 404);

        sweep("fee", 3);

        assertThat(polled.topic.latest("fee")).hasSize(4);
    }

    @Test
    void whatStandsUnderMoreMattersThanMayVanishAtOnceStays() throws Exception {
        List<String> matters = matters(3);
        matters.forEach(matter -> fees(matter).addAll(PolledSmokeball.MOST_DELETED / 2 + 1));
        polled.poll("fee");
        sandbox.collection("matters").vanish(matters.get(0));
        sandbox.collection("matters").vanish(matters.get(1));

        sweep("fee", 3);

        assertThat(polled.topic.of("fee")).noneMatch(Taken::deleted);
    }

    @Test
    void deletionAtTheEndOfARoundThatKafkaDoesNotTakeIsToldAgain() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        fees(matters.get(0)).vanish(fees(matters.get(0)).all().get(0));
        sweep("fee", 1);
        polled.refuse(message -> true);
        sweep("fee", 1);
        assertThat(polled.topic.of("fee")).noneMatch(Taken::deleted);

        polled.refuse(message -> false);
        polled.poll("fee");

        assertThat(polled.topic.of("fee")).filteredOn(Taken::deleted).hasSize(1);
    }

    @Test
    void changesUnderParentsAreReadOnWhereMoreIsKnownThanIsKept() throws Exception {
        polled.topic.most(3);
        List<String> matters = matters(3);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        assertThat(polled.topic.of("fee")).hasSize(6);

        sweep("fee", 2);
        fees(matters.get(0)).update(fees(matters.get(0)).all().get(0), "{}");
        sweep("fee", 1);

        assertThat(polled.topic.of("fee")).hasSize(7);
    }

    @Test
    void restartBetweenTwoRoundsCostsNoDeletion() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        fees(matters.get(0)).vanish(fees(matters.get(0)).all().get(0));
        sweep("fee", 1);
        polled.crash();

        nextRound();
        polled.poll("fee");
        assertThat(polled.topic.of("fee")).noneMatch(Taken::deleted);
        nextRound();
        polled.poll("fee");

        assertThat(polled.topic.of("fee")).filteredOn(Taken::deleted).hasSize(1);
    }

    @Test
    void restartInTheMiddleOfASweepCostsNoDeletion() throws Exception {
        List<String> matters = matters(6);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        fees(matters.get(0)).vanish(fees(matters.get(0)).all().get(0));
        nextSweep();
        AtomicInteger left = new AtomicInteger(5);
        polled.beforeCall(() -> {
            if (left.decrementAndGet() < 0) {
                throw new Crash();
            }
        });
        assertThatThrownBy(() -> polled.poll("fee")).isInstanceOf(Crash.class);
        polled.beforeCall(() -> {});
        polled.crash();
        polled.poll("fee");

        for (int rounds = 0; rounds < 2; rounds++) {
            assertThat(polled.topic.of("fee")).noneMatch(Taken::deleted);
            nextRound();
            polled.poll("fee");
        }

        assertThat(polled.topic.of("fee")).filteredOn(Taken::deleted).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fee", "role"})
    void doubtOfAnEarlierTimeOfLeadingProvesNothing(String entity) throws Exception {
        List<String> matters = matters(4);
        SmokeballRecords all = sandbox.collection(entity + "s");
        matters.forEach(matter -> all.under(matter).addAll(2));
        polled.poll(entity);
        all.under(matters.get(0)).vanish(all.under(matters.get(0)).all().get(0));
        sweep(entity, 1);
        polled.lost();

        sweep(entity, 1);
        assertThat(polled.topic.of(entity)).noneMatch(Taken::deleted);
        sweep(entity, 1);

        assertThat(polled.topic.of(entity)).filteredOn(Taken::deleted).hasSize(1);
    }

    private void sweep(String entity, int times) throws Exception {
        for (int sweeps = 0; sweeps < times; sweeps++) {
            nextSweep();
            polled.poll(entity);
        }
    }

    private String move(String from, String to) {
        String moved = fees(from).all().get(0);
        fees(from).vanish(moved);
        fees(to).addAs(moved, "{}");
        return moved;
    }

    @Test
    void smallerPagesOfParentsAreAskedForWhereNoneComesInTime() throws Exception {
        fees(matters(1).get(0)).addAll(1);
        sandbox.faults().dropNext(Faults.UNTIL_CLEARED, path -> path.endsWith("/matters"));
        for (int polls = 0; polls < 2; polls++) {
            assertThatThrownBy(() -> polled.poll("fee")).isInstanceOf(IOException.class);
        }
        sandbox.faults().clear();

        polled.poll("fee");
        assertThat(lastLimit("/matters")).isEqualTo("125");
        assertThat(lastLimit("/fees")).isEqualTo("500");

        nextRound();
        polled.poll("fee");
        assertThat(lastLimit("/matters")).isEqualTo("250");
    }

    @Test
    void parentsWhoseListStandsStillAreNoFailuresAndTheirPagesStayAsLarge() throws Exception {
        fees(matters(1).get(0)).addAll(1);
        polled.stop("/matters");
        for (int polls = 0; polls < 5; polls++) {
            polled.poll("fee");
        }
        assertThat(polled.calls).isZero();
        polled.clock.advance(Duration.ofMinutes(1));

        polled.poll("fee");

        assertThat(lastLimit("/matters")).isEqualTo("500");
        assertThat(polled.topic.of("fee")).hasSize(1);
    }

    @Test
    void pagesOfParentsAreNoLargerThanTheRouteWants() throws Exception {
        matters(3);
        polled.pageSize(2);

        polled.poll("fee");

        assertThat(lastLimit("/matters")).isEqualTo("2");
    }

    private String lastLimit(String path) {
        return sandbox.requests().entries().stream()
                .filter(entry -> entry.path().endsWith(path))
                .reduce((earlier, later) -> later)
                .flatMap(entry -> entry.query().first("Limit"))
                .orElseThrow();
    }

    @Test
    void twoRoutesThatAskDifferentParentsEachGoTheirOwnRounds() throws Exception {
        String open = sandbox.collection("matters").add("{\"status\":\"Open\"}").id();
        String closed =
                sandbox.collection("matters").add("{\"status\":\"Closed\"}").id();
        String billed = fees(open).add().id();
        String settled = fees(closed).add().id();

        polled.pollUnder("Status=Open", "open", "fee");
        assertThat(polled.topic.latest("fee")).containsOnlyKeys("us/" + billed);

        polled.pollUnder("Status=Closed", "closed", "fee");
        assertThat(polled.topic.latest("fee")).containsOnlyKeys("us/" + billed, "us/" + settled);
        assertThat(polled.health("smokeball-rounds-us")).containsKeys("fee Status=Open", "fee Status=Closed");
    }

    @Test
    void secondRouteThatReadsTheSameIsRefusedUntilTheFirstIsNoMore() throws Exception {
        polled.route("first");
        polled.begin("first", "fee", "");

        assertThatThrownBy(() -> polled.begin("second", "fee", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first and second")
                .hasMessageContaining("'fee'");

        polled.withoutRoute("first");
        polled.begin("second", "fee", "");
        polled.route("second");
        assertThatThrownBy(() -> polled.begin("first", "fee", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pageSizeThatSmokeballDoesNotKnowIsRefused() {
        for (int size : new int[] {-1, 0, 501}) {
            polled.pageSize(size);

            assertThatThrownBy(() -> polled.begin("fee"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("pageSize " + size)
                    .hasMessageContaining("1 to 500");
        }
    }

    @Test
    void healthTellsHowFarARoundHasCome() throws Exception {
        List<String> matters = matters(3);
        sandbox.parents().refuse(matters.get(0), 404);

        polled.poll("fee");

        assertThat(polled.health("smokeball-rounds-us"))
                .containsEntry(
                        "fee",
                        "3 of 3 parents done, 2 lists read, 0 forbidden (403), 1 gone (404), 0 failed, the first of those"
                                + " under " + matters.get(0));
    }

    @Test
    void howFarAListWasReadIsKeptNoLongerThanItsParentIsThere() throws Exception {
        List<String> matters = matters(3);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        polled.poll("expense");
        sandbox.collection("matters").vanish(matters.get(0));
        nextRound();
        polled.poll("fee");
        assertThat(watermark(matters.get(0), "fees")).as("after one round").isNotNull();

        nextRound();
        polled.poll("fee");

        assertThat(watermark(matters.get(0), "fees")).isNull();
        assertThat(watermark(matters.get(1), "fees")).isNotNull();
        assertThat(watermark(matters.get(0), "expenses")).isNotNull();
        assertThat(polled.cursors.getState("smokeball/us/matters/{matterId}/fees"))
                .isNotNull();
    }

    @Test
    void listOfAParentThatComesBackIsReadFromItsBeginning() throws Exception {
        List<String> matters = matters(2);
        matters.forEach(matter -> fees(matter).addAll(2));
        polled.poll("fee");
        sandbox.collection("matters").vanish(matters.get(0));
        String meanwhile = fees(matters.get(0)).add().id();
        for (int rounds = 0; rounds < 3; rounds++) {
            nextRound();
            polled.poll("fee");
        }
        sandbox.collection("matters").restore(matters.get(0));
        nextRound();

        polled.poll("fee");

        assertThat(polled.topic.latest("fee")).hasSize(5).containsKey("us/" + meanwhile);
    }

    @Test
    void howFarAListWasReadIsKeptWhereNotEveryParentWasMet() throws Exception {
        List<String> matters = matters(2);
        sandbox.collection("matters").update(matters.get(0), "{\"status\":\"Closed\"}");
        sandbox.collection("matters").update(matters.get(1), "{\"status\":\"Open\"}");
        polled.poll("fee");
        for (int rounds = 0; rounds < 3; rounds++) {
            nextRound();
            polled.pollUnder("Status=Open", "open", "fee");
        }
        assertThat(watermark(matters.get(0), "fees")).as("narrowed").isNotNull();

        matters.forEach(sandbox.collection("matters")::vanish);
        for (int rounds = 0; rounds < 3; rounds++) {
            nextRound();
            polled.poll("fee");
        }
        assertThat(watermark(matters.get(0), "fees")).as("no parent at all").isNotNull();
    }

    @Test
    void roundOfAnotherTimeOfLeadingIsNoProofThatAParentIsGone() throws Exception {
        List<String> matters = matters(2);
        polled.poll("fee");
        sandbox.collection("matters").vanish(matters.get(0));
        nextRound();
        polled.poll("fee");
        polled.lost();
        nextRound();

        polled.poll("fee");

        assertThat(watermark(matters.get(0), "fees")).isNotNull();
    }

    private String watermark(String matter, String list) {
        return polled.cursors.getState("smokeball/us/matters/" + matter + "/" + list);
    }

    private void nextRound() {
        polled.clock.advance(PolledSmokeball.ROUND);
    }

    private void nextSweep() {
        polled.clock.advance(PolledSmokeball.SWEEP);
    }

    private List<String> matters(int count) {
        return sandbox.collection("matters").addAll(count);
    }

    private SmokeballRecords fees(String matter) {
        return sandbox.collection("fees").under(matter);
    }
}
