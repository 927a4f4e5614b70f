package io.camelclio.component.webhook.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelclio.component.api.ClioException;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Response;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AccountWebhooksTest {

    @Test
    void refusesPagesThatLeadInACircle() throws Exception {
        try (ClioSandbox clio = ClioAccount.quiet(Clock.systemUTC());
                ClioAccount account = new ClioAccount(clio, Clock.systemUTC())) {
            String itself = clio.baseUri() + "/api/v4/webhooks.json?page_token=again";
            clio.faults()
                    .answerNext(
                            Faults.UNTIL_CLEARED,
                            Response.json(200, "{\"data\":[],\"meta\":{\"paging\":{\"next\":\"" + itself + "\"}}}"),
                            path -> path.endsWith("/webhooks.json"));

            Throwable failure = catchThrowable(
                    () -> new AccountWebhooks(account.connection()).list().get(20, TimeUnit.SECONDS));

            assertThat(failure)
                    .cause()
                    .isInstanceOf(ClioException.class)
                    .hasMessageContaining("cannot be read to its end");
        }
    }
}
