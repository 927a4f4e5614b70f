package io.camelclio.component.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Resource;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.token.TokenSession;
import io.camelclio.pull.token.TokenSession.AccessToken;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wherever a paging link or a redirect leads, the token goes to Clio and nowhere else, and the call ends. */
class LinkFuzzTest {

    private static final String TOKEN = "t0ken-of-the-fuzz";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/api/v4/activities.json";
    private static final List<String> SCHEMES = List.of("http", "http", "HTTP", "https", "", "file", "jar:http", "ws");
    private static final List<String> SEPARATORS = List.of("://", "://", "://", ":/", "//", ":", ":\\\\", ":///");
    private static final List<String> PATHS = List.of(
            PATH,
            "/",
            "",
            "/../..",
            "/%2e%2e/",
            "@STRANGER/",
            "#@STRANGER/",
            "?@STRANGER/",
            "\\@STRANGER/",
            ";STRANGER",
            "/%zz");

    /** The words stand for the hosts, both with their ports. */
    private static final List<String> AUTHORITIES = List.of(
            "CLIO",
            "CLIO",
            "CLIO",
            "STRANGER",
            "CLIO@STRANGER",
            "STRANGER@CLIO",
            "user:secret@CLIO",
            "CLIOSTRANGER",
            "CLIO,STRANGER",
            "CLIO\\@STRANGER",
            "0CLIO",
            "CLIO0",
            "[::ffff:127.0.0.1]:1",
            "localhost:1",
            "127.1:1",
            ":1",
            "");

    private static final String ODD = "\u0000\t\r\n %\\/:@?#[]\u00e4\u3002\uff0e\ud800";

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);
    private final Queue<Request> astray = new ConcurrentLinkedQueue<>();
    private final AtomicInteger home = new AtomicInteger();
    private final SandboxServer stranger = SandboxServer.start(0, clock, new Faults(), request -> {
        astray.add(request);
        return page();
    });
    private volatile String location;
    private final SandboxServer clio = SandboxServer.start(0, clock, new Faults(), request -> {
        home.incrementAndGet();
        return location == null ? page() : Response.empty(307).withHeader("Location", location);
    });
    private final ClioApi api = api();

    @AfterEach
    void stop() {
        api.close();
        clio.close();
        stranger.close();
        scheduler.shutdownNow();
    }

    @Test
    void aPagingLinkTakesTheTokenNowhereElse() {
        fuzz(2_000, 20261123, false);
    }

    @Test
    void aRedirectTakesTheTokenNowhereElse() {
        fuzz(1_000, 20261124, true);
    }

    @Tag("full")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @Test
    void aHundredThousandLinksTakeTheTokenNowhereElse() {
        fuzz(100_000, System.nanoTime(), false);
    }

    private void fuzz(int inputs, long seed, boolean redirects) {
        Random random = new Random(seed);
        for (int input = 0; input < inputs; input++) {
            String link = link(random);
            try {
                call(redirects ? redirectedBy(link) : list().following(link));
            } catch (Exception | AssertionError e) {
                fail("seed " + seed + ", input " + input + ": " + URLEncoder.encode(link, StandardCharsets.UTF_8), e);
            }
        }
        assertThat(home).as("requests that Clio got").hasPositiveValue();
    }

    private ClioCall redirectedBy(String link) {
        location = link.replaceAll("[^!-~]", "");
        return list();
    }

    private void call(ClioCall call) throws Exception {
        try {
            api.send(call).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(ClioException.class);
            assertThat(e.getCause()).hasMessageNotContaining(TOKEN);
        }
        assertThat(astray).isEmpty();
    }

    private String link(Random random) {
        String text = any(SCHEMES, random)
                + any(SEPARATORS, random)
                + any(AUTHORITIES, random)
                + (random.nextBoolean() ? PATH : any(PATHS, random));
        StringBuilder link =
                new StringBuilder(text.replace("CLIO", clio.baseUri().getAuthority())
                        .replace("STRANGER", stranger.baseUri().getAuthority()));
        if (random.nextInt(3) == 0) {
            char odd = ODD.charAt(random.nextInt(ODD.length()));
            link.insert(random.nextInt(link.length() + 1), odd);
        }
        return link.toString();
    }

    private static String any(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static Response page() {
        return Response.json(200, "{\"data\":[],\"meta\":{}}");
    }

    private static ClioCall list() {
        Resource resource = Catalogue.clio().resource("activities");
        return ClioCall.of(resource.path(), resource.operation(ClioOperation.list), "activities")
                .mostRepeats(0);
    }

    private ClioApi api() {
        TokenSession session =
                new TokenSession(() -> CompletableFuture.completedFuture(AccessToken.withoutEnd(TOKEN)), clock);
        RateBudget budget = new RateBudget(10_000_000, Duration.ofSeconds(60), clock, scheduler);
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new ClioApi(
                clio.baseUri(), "4.0.13", PATIENCE, session, budget, http, clock, scheduler, CallObserver.NONE);
    }
}
