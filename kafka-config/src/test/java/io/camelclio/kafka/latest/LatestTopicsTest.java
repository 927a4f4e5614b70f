package io.camelclio.kafka.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatestTopicsTest {

    private static final LatestKind CONTACTS = new LatestKind("clio.contact", "contacts", "contacts-now");
    private static final LatestKind DOCUMENTS = new LatestKind("clio.document", "documents", "documents-now");

    @Test
    void clientIdsAreThoseOfTheSameKindsOnly() {
        String both = topics(CONTACTS, DOCUMENTS).clientIds();

        assertThat(topics(DOCUMENTS, CONTACTS).clientIds()).isEqualTo(both);
        assertThat(both).startsWith("latest-kinds-");
        assertThat(List.of(
                        topics(CONTACTS),
                        topics(CONTACTS, new LatestKind("clio.document", "elsewhere", "documents-now")),
                        topics(CONTACTS, new LatestKind("clio.document", "documents", "elsewhere")),
                        topics(CONTACTS, new LatestKind("clio.folder", "documents", "documents-now"))))
                .extracting(LatestTopics::clientIds)
                .doesNotContain(both)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatClioKeepsInATrashAndAllOfSmokeballCanComeBack() {
        assertThat(topics(CONTACTS, DOCUMENTS).restorable()).containsExactly("documents");
        assertThat(topics(new LatestKind("smokeball.matter", "matters", "matters-now"))
                        .restorable())
                .containsExactly("matters");
    }

    @Test
    void refusesATopicWithTwoUses() {
        assertThatThrownBy(() -> topics(CONTACTS, new LatestKind("clio.document", "documents", "contacts")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contacts has another use");
        assertThatThrownBy(() -> topics(CONTACTS, new LatestKind("clio.document", "contacts", "documents-now")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contacts has another use");
    }

    @Test
    void refusesKindsOfTwoVendorsAndOfNone() {
        assertThatThrownBy(() -> topics(CONTACTS, new LatestKind("smokeball.matter", "matters", "matters-now")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("smokeball.matter", "clio");
        assertThatThrownBy(() -> new LatestKind("contact", "contacts", "contacts-now"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'contact'");
        assertThatThrownBy(() -> topics())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one kind");
    }

    private static LatestTopics topics(LatestKind... kinds) {
        return new LatestTopics("latest", List.of(kinds));
    }
}
