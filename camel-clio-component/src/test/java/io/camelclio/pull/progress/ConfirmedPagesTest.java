package io.camelclio.pull.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfirmedPagesTest {

    private final ConfirmedPages pages = new ConfirmedPages();

    @Test
    void goesOnAfterThePagesWhoseRecordsAreAllConfirmed() {
        ConfirmedPages.Page first = pages.open(2, "second");
        ConfirmedPages.Page second = pages.open(1, "third");
        assertThat(pages.resumeAt()).isEmpty();

        pages.confirm(first);
        assertThat(pages.resumeAt()).isEmpty();
        pages.confirm(first);
        assertThat(pages.resumeAt()).contains("second");
        pages.confirm(second);
        assertThat(pages.resumeAt()).contains("third");
    }

    @Test
    void aLaterPageNeverOvertakesAnEarlierOne() {
        ConfirmedPages.Page first = pages.open(1, "second");
        ConfirmedPages.Page second = pages.open(1, "third");

        pages.confirm(second);
        assertThat(pages.resumeAt()).isEmpty();
        pages.confirm(first);

        assertThat(pages.resumeAt()).contains("third");
    }

    @Test
    void aPageWithNothingNewNeedsNoConfirmation() {
        pages.open(0, "second");

        assertThat(pages.resumeAt()).contains("second");
    }

    @Test
    void afterTheLastPageThereIsNothingToGoOnWith() {
        pages.open(0, "second");
        pages.open(0, null);

        assertThat(pages.resumeAt()).isEmpty();
    }
}
