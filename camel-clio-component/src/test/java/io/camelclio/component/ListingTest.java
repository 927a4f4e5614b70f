package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Response;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists that are longer than a page, as a route meets them. */
@Tag("versions")
class ListingTest {

    private static final String LIST = "/api/v4/activities.json";

    private final ClioSandbox clio = ClioSandbox.builder().unlimited().start();
    private final ProducingApplication application = new ProducingApplication(clio);

    @BeforeEach
    void sevenActivities() {
        IntStream.range(0, 7).forEach(i -> clio.records("activities").create("{\"total\":" + i + ".50}"));
    }

    @AfterEach
    void stop() {
        application.close();
        clio.close();
    }

    @Test
    void recordsOfAllPagesComeOneByOne() {
        Iterator<?> records = iterator("clio:activities?fields=id,total&limit=2&listAs=records&resultAs=string");

        List<String> totals = new ArrayList<>();
        records.forEachRemaining(record -> totals.add(record.toString().replaceAll(".*\"total\":(.*)}", "$1")));
        assertThat(totals).containsExactly("0.50", "1.50", "2.50", "3.50", "4.50", "5.50", "6.50");
        assertThat(clio.requests().count(LIST)).isEqualTo(4);
    }

    @Test
    void pagesComeOneByOne() {
        Iterator<?> pages = iterator("clio:activities?limit=3&listAs=pages&resultAs=map");

        List<Integer> sizes = new ArrayList<>();
        pages.forEachRemaining(page -> sizes.add(((List<?>) page).size()));
        assertThat(sizes).containsExactly(3, 3, 1);
    }

    @Test
    void nothingBeyondTheNextPageIsReadBeforeItIsAskedFor() {
        Iterator<?> records = iterator("clio:activities?limit=2&listAs=records");
        assertThat(clio.requests().count(LIST)).isEqualTo(1);

        records.next();
        records.next();

        assertThat(clio.requests().count(LIST)).isLessThanOrEqualTo(2);
    }

    @Test
    void anEmptyListHasNoRecords() {
        assertThat(iterator("clio:contacts?listAs=records").hasNext()).isFalse();
    }

    @Test
    void aPageThatCannotBeReadEndsTheIterationWithItsClass() {
        Iterator<?> records = iterator("clio:activities?limit=2&listAs=records&repeats=0");
        clio.faults().answerNext(1, Response.html(200), LIST::equals);

        assertThatThrownBy(() -> records.forEachRemaining(record -> {}))
                .isInstanceOf(RuntimeCamelException.class)
                .cause()
                .isInstanceOfSatisfying(ClioException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.HTML_PAGE));
    }

    @Test
    void aFirstPageThatCannotBeReadFailsTheExchange() {
        clio.faults().answerNext(1, Response.html(200), LIST::equals);

        Exchange answer = application.send("clio:activities?listAs=records");

        assertThat(answer.getException(ClioException.class).kind()).isEqualTo(Kind.HTML_PAGE);
    }

    @Test
    void pagesThatLeadInACircleAreNoticed() {
        clio.loopPages("activities");

        assertThat(application.send("clio:activities?limit=1&listAs=all").getException())
                .hasMessageStartingWith("GET activities cannot be read to its end");
        assertThatThrownBy(
                        () -> iterator("clio:activities?limit=1&listAs=pages").forEachRemaining(page -> {}))
                .hasRootCauseMessage("The pages of a list lead in a circle");
    }

    private Iterator<?> iterator(String endpoint) {
        Exchange answer = application.send(endpoint);
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(Iterator.class);
    }
}
