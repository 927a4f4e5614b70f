package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.ClioSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That no exchange is lost, whatever becomes of the threads that a route goes on with. */
class ProducerThreadsTest {

    private static final String WHO_AM_I = "clio:users?operation=who_am_i";

    private final ClioSandbox clio =
            ClioSandbox.builder().rateLimit(1, Duration.ofMinutes(1)).start();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void configure() {
        ClioComponent component = new ClioComponent(context);
        component.setApiUrl(clio.baseUri().toString());
        component.setAccessToken(clio.accessToken());
        context.addComponent("clio", component);
        context.getShutdownStrategy().setTimeout(1);
    }

    @AfterEach
    void stop() {
        context.stop();
        clio.close();
    }

    @Test
    void callsThatWaitForTheBudgetEndWhenTheApplicationStops() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to(WHO_AM_I);
            }
        });
        context.start();
        AsyncProducer route = context.getEndpoint("direct:ask").createAsyncProducer();
        route.start();
        Exchange first = exchange();
        assertThat(route.processAsync(first).get(10, TimeUnit.SECONDS).getException())
                .isNull();
        List<CompletableFuture<Exchange>> waiting =
                List.of(route.processAsync(exchange()), route.processAsync(exchange()));
        ClioComponent component = context.getComponent("clio", ClioComponent.class);
        await().until(() -> component.getConnection().budgetState().interactive() == 2);

        context.stop();

        assertThat(waiting).allSatisfy(call -> assertThat(call)
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(exchange -> assertThat(exchange.getException())
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasMessageContaining("The connection was stopped")));
    }

    @Test
    void oneMoreExchangeThanThereIsRoomForFailsAndTheOthersGoOn() throws Exception {
        context.start();
        RouteThreads threads = new RouteThreads(context.getEndpoint(WHO_AM_I));
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        List<Exchange> exchanges = new ArrayList<>();
        int room = RouteThreads.THREADS + RouteThreads.MOST_WAITING;
        for (int i = 0; i < room; i++) {
            exchanges.add(exchange());
            threads.run(exchanges.get(i), sync -> ended.incrementAndGet(), () -> awaitOn(release));
        }

        Exchange oneTooMany = exchange();
        CompletableFuture<Thread> refused = new CompletableFuture<>();
        threads.run(oneTooMany, sync -> refused.complete(Thread.currentThread()), () -> awaitOn(release));

        assertThat(refused).isCompletedWithValue(Thread.currentThread());
        assertThat(oneTooMany.getException())
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("its 10 threads are busy and 1000 exchanges wait");
        release.countDown();
        threads.close();
        await().untilAtomic(ended, count -> assertThat(count).isEqualTo(room));
        assertThat(exchanges)
                .allSatisfy(exchange -> assertThat(exchange.getException()).isNull());
    }

    @Test
    void whatFailedAlreadyKeepsItsReasonWhenTheThreadsAreGone() {
        context.start();
        RouteThreads threads = new RouteThreads(context.getEndpoint(WHO_AM_I));
        threads.close();
        Exchange failed = exchange();
        failed.setException(new IllegalStateException("first"));
        AtomicInteger ended = new AtomicInteger();

        threads.run(failed, sync -> ended.incrementAndGet(), () -> {});

        assertThat(failed.getException()).hasMessage("first");
        assertThat(ended).hasValue(1);
    }

    private Exchange exchange() {
        return new DefaultExchange(context);
    }

    private static void awaitOn(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
