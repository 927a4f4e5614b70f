package io.camelclio.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code application.properties} holds a default for whatever the routes ask for, and nothing that nobody asks for. */
class ApplicationPropertiesTest {

    /** What only the application knows: which vendor is on, and where Smokeball is. */
    private static final Set<String> SET_BY_THE_APPLICATION = Set.of(
            "clio.enabled",
            "clio.connection",
            "smokeball.connection",
            "smokeball.enabled",
            "smokeball.webhooks.enabled");

    /** What only the application reads. */
    private static final Set<String> READ_BY_THE_APPLICATION = Set.of(
            "clio.published.window",
            "integration.state.topic",
            "integration.erasure.topic",
            "integration.leadership.topic",
            "integration.replay.topic",
            "integration.latest.clio.topic",
            "integration.latest.smokeball.topic",
            "latest_state",
            "latest_state.max_records",
            "smokeball.collections",
            "topics.prefix",
            "topics.partitions",
            "topics.replicas",
            "topics.retention");

    /** Clio's grammar: names separated by commas, each with at most one nested level in braces. */
    private static final Pattern FIELD_LIST =
            Pattern.compile("NAME(\\{NAME(,NAME)*})?(,NAME(\\{NAME(,NAME)*})?)*".replace("NAME", "[a-z][a-z0-9_]*"));

    private static final int LONGEST_FIELD_LIST = 1_000;

    private static final Properties PROPERTIES = RouteFiles.properties();

    static List<String> fieldLists() {
        return named(".fields");
    }

    static List<String> topics() {
        return named(".topic");
    }

    @Test
    void hasADefaultForEveryPropertyOfTheRoutes() {
        Set<String> asked = asked();
        asked.removeAll(SET_BY_THE_APPLICATION);
        asked.removeIf(name -> name.matches("smokeball\\.[a-z_]+\\.enabled"));

        assertThat(PROPERTIES.stringPropertyNames()).containsAll(asked);
        assertThat(asked).contains("clio.clio_payments_payment.fields", "clio.poll.period", "smokeball.poll.period");
    }

    @Test
    void hasNothingThatNobodyAsksFor() {
        Set<String> asked = asked();
        asked.addAll(READ_BY_THE_APPLICATION);

        assertThat(asked).containsAll(PROPERTIES.stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("fieldLists")
    void everyFieldListIsOneThatClioTakesAndThatGivesAnIdentity(String name) {
        String list = PROPERTIES.getProperty(name);

        assertThat(list).matches(FIELD_LIST);
        assertThat(list.length()).isLessThanOrEqualTo(LONGEST_FIELD_LIST);
        assertThat(topLevel(list)).doesNotHaveDuplicates().contains("id").containsAnyOf("etag", "updated_at");
    }

    /** What Clio watches is what it is asked for, so a list without it would let changes of other fields pass. */
    @ParameterizedTest
    @MethodSource("fieldLists")
    void everyFieldListMakesEveryChangeCount(String name) {
        assertThat(topLevel(PROPERTIES.getProperty(name))).contains("updated_at");
    }

    @Test
    void asksForNoSensitiveFreeText() {
        assertThat(topLevel(PROPERTIES.getProperty("clio.communication.fields")))
                .doesNotContain("body");
        assertThat(topLevel(PROPERTIES.getProperty("clio.activity.fields"))).doesNotContain("note");
        assertThat(topLevel(PROPERTIES.getProperty("clio.contact.fields"))).doesNotContain("date_of_birth");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTopicHasAFile(String name) {
        List<String> files = RouteFiles.topics().stream()
                .map(file -> RouteFiles.read(file).at("/spec/topicName").asText())
                .toList();

        assertThat(files).contains(PROPERTIES.getProperty(name));
    }

    /** The application finds the property of a topic by the topic's name in its file. */
    @ParameterizedTest
    @MethodSource("topics")
    void everyTopicIsNamedAfterItsProperty(String name) {
        assertThat(PROPERTIES.getProperty(name).replaceAll("-versions-changelog$", ""))
                .isEqualTo(name.replaceAll("\\.topic$", ".v1"));
    }

    private static Set<String> asked() {
        return new TreeSet<>(Placeholders.of(
                RouteFiles.rootItems(),
                RouteFiles.kamelets().stream().map(RouteFiles::read).toList()));
    }

    private static List<String> topLevel(String list) {
        return List.of(list.replaceAll("\\{[^}]*}", "").split(","));
    }

    private static List<String> named(String ending) {
        return PROPERTIES.stringPropertyNames().stream()
                .filter(name -> name.endsWith(ending))
                .sorted()
                .toList();
    }
}
