package io.camelclio.testkit.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.smokeball.faults.PageAsked;
import io.camelclio.testkit.smokeball.listing.RowOrder;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import io.camelclio.testkit.time.TestClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that lie, are refused, or change while they are read. */
class PageFaultsTest {

    private final TestClock clock = new TestClock("2026-03-02T09:30:00.1234567Z");
    private final SmokeballSandbox sandbox = SmokeballSandbox.builder()
            .clock(clock)
            .unlimited()
            .rowOrder(RowOrder.INSERTION)
            .start();
    private final SmokeballClient client = new SmokeballClient(sandbox);
    private String matter;
    private SmokeballRecords fees;
    private String path;

    @BeforeEach
    void setUp() {
        matter = sandbox.collection("matters").add().id();
        fees = sandbox.collection("fees").under(matter);
        path = "/matters/" + matter + "/fees";
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void tellsAWrongSize() throws Exception {
        fees.addAll(3);
        sandbox.lists().sizeError(2);

        JsonNode page = client.page(path);

        assertThat(page.get("size").intValue()).isEqualTo(5);
        assertThat(page.get("value")).hasSize(3);
    }

    @Test
    void leavesItsLimitUntold() throws Exception {
        fees.add();
        sandbox.lists().limitIsEchoed(false);

        assertThat(client.page(path + "?Limit=7").has("limit")).isFalse();
    }

    @Test
    void usesAnotherDefaultLimit() throws Exception {
        fees.addAll(51);
        sandbox.lists().defaultLimit(50);

        JsonNode page = client.page(path);

        assertThat(page.get("limit").intValue()).isEqualTo(50);
        assertThat(page.get("value")).hasSize(50);
        assertThat(client.page(path + "?Limit=500").get("value")).hasSize(51);
    }

    @Test
    void forgetsAllFiltersInNextLinksOnly() throws Exception {
        sandbox.collection("matters").addAll(5);
        sandbox.lists().nextLinksKeepFilters(false);

        JsonNode page = client.page("/matters?Limit=2&Offset=2&Status=Open&Status=Closed&Type=Matters,Leads");

        assertThat(page.at("/next/href").textValue()).endsWith("/matters?offset=4&limit=2");
        assertThat(page.at("/previous/href").textValue())
                .endsWith("?offset=0&limit=2&status=Open&status=Closed&type=Matters%2CLeads");
    }

    @ParameterizedTest
    @CsvSource({
        "504, Endpoint request timed out",
        "413, Request Too Long",
        "502, Internal server error",
        "400, Bad Request"
    })
    void refusesPagesAboveALimitAsTheGatewayDoes(int status, String message) throws Exception {
        fees.addAll(3);
        sandbox.pages().refuseAbove(100, status);

        HttpResponse<String> refused = client.get(path + "?Limit=101");

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).isEqualTo("{\"message\":\"" + message + "\"}");
        assertThat(client.status(path)).as("the default limit is 500").isEqualTo(status);
        assertThat(client.page(path + "?Limit=100").get("value")).hasSize(3);
        sandbox.pages().clear();
        assertThat(client.status(path + "?Limit=500")).isEqualTo(200);
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        fees.addAll(20);
        int one = client.get(path + "?Limit=1").body().length();
        sandbox.pages().refuseBodiesAbove(3L * one, 413);

        assertThat(client.status(path + "?Limit=20")).isEqualTo(413);
        assertThat(client.status(path + "?Limit=1")).isEqualTo(200);
    }

    @Test
    void letsRowsComeAndGoBeforeAPageIsRead() throws Exception {
        List<String> ids = fees.addAll(4);
        List<PageAsked> asked = new ArrayList<>();
        sandbox.pages().before(page -> {
            asked.add(page);
            if (page.number() == 2) {
                fees.vanish(ids.get(0));
            }
        });

        List<String> first = client.ids(path + "?Limit=2");
        List<String> second = client.ids(path + "?Offset=2&Limit=2");

        assertThat(first).containsExactly(ids.get(0), ids.get(1));
        assertThat(second).as("the third row has moved to the first page").containsExactly(ids.get(3));
        assertThat(asked)
                .containsExactly(
                        new PageAsked("fees", List.of(matter), 0, 2, 1),
                        new PageAsked("fees", List.of(matter), 2, 2, 2));
    }

    @Test
    void repeatsARowThatANewOnePushesOverThePageEdge() throws Exception {
        sandbox.lists().rowOrder(RowOrder.ARBITRARY);
        fees.addAll(4);
        List<String> first = client.ids(path + "?Limit=2");
        while (fees.all().stream().sorted().toList().indexOf(first.get(1)) < 2) {
            fees.add();
        }

        assertThat(client.ids(path + "?Offset=2&Limit=2")).contains(first.get(1));
    }

    @Test
    void movesAChangedRowBehindTheOthersInOrderOfChange() throws Exception {
        sandbox.lists().rowOrder(RowOrder.LAST_UPDATE);
        List<String> ids = fees.addAll(4);
        List<String> first = client.ids(path + "?Limit=2");
        clock.advance(Duration.ofSeconds(1));
        fees.update(ids.get(0), "{}");

        List<String> second = client.ids(path + "?Offset=2&Limit=2");

        assertThat(first).containsExactly(ids.get(0), ids.get(1));
        assertThat(second).as("the third row has moved to the first page").containsExactly(ids.get(3), ids.get(0));
    }
}
