package io.camelclio.app.status;

import io.camelclio.app.start.FullyStartedService;
import io.camelclio.app.telemetry.RouteMeters;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.spi.RoutePolicyFactory;

/**
 * A page to look at on the management port, and the data it shows. It can be read and nothing else; everything it needs comes
 * from here, which its Content-Security-Policy holds browsers to. Requests are answered from what was made before, so
 * that none of them costs the application anything.
 */
public final class StatusPage extends FullyStartedService {

    /** Where the page is; its parts lie below. */
    public static final String PATH = "/status";

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Clock clock;
    private final Failures failures;
    private final StatusReports reports;
    private ScheduledExecutorService scheduler;

    /** @param meters of the routes that are shown */
    public StatusPage(CamelContext context, RouteMeters meters, Clock clock) {
        super(context);
        this.clock = clock;
        this.failures = new Failures(clock);
        this.reports = StatusReports.of(context, meters, failures, EVERY, clock);
    }

    /** Notes what fails on the routes; to be added to the context before them. */
    public RoutePolicyFactory failures() {
        return failures;
    }

    @Override
    protected void begin() {
        scheduler = context().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "StatusReports");
        scheduler.scheduleWithFixedDelay(reports, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        Router router = context().hasService(ManagementHttpServer.class).getRouter();
        // The page's addresses are relative, so that a proxy may have it anywhere: from here they would lead astray.
        router.route(PATH + "/").handler(readOnly(request -> request.response()
                .setStatusCode(308)
                .putHeader("Location", ".." + PATH)
                .end()));
        router.route(PATH).handler(page("page.html", "text/html;charset=utf-8"));
        router.route(PATH + "/page.css").handler(page("page.css", "text/css;charset=utf-8"));
        router.route(PATH + "/page.js").handler(page("page.js", "text/javascript;charset=utf-8"));
        router.route(PATH + "/data").handler(readOnly(this::data));
    }

    private static Handler<RoutingContext> page(String file, String type) {
        Buffer content = Buffer.buffer(read(file));
        return readOnly(request -> answer(request, type, content));
    }

    private void data(RoutingContext request) {
        HttpServerResponse response = request.response();
        reports.last()
                .ifPresentOrElse(
                        made -> {
                            response.putHeader("Age", String.valueOf(age(made)));
                            answer(request, "application/json", Buffer.buffer(made.json()));
                        },
                        () -> response.setStatusCode(503)
                                .putHeader("Retry-After", String.valueOf(EVERY.toSeconds()))
                                .end());
    }

    /** Vert.x would send the content after a HEAD in HTTP/2, too. */
    private static void answer(RoutingContext request, String type, Buffer content) {
        HttpServerResponse response = request.response()
                .putHeader("Content-Type", type)
                .putHeader("Content-Length", String.valueOf(content.length()));
        if (request.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(content);
        }
    }

    private long age(StatusReports.Made made) {
        return Math.max(0, Duration.between(made.at(), clock.instant()).toSeconds());
    }

    private static Handler<RoutingContext> readOnly(Handler<RoutingContext> answer) {
        return request -> {
            request.response()
                    .putHeader("Content-Security-Policy", POLICY)
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Referrer-Policy", "no-referrer")
                    .putHeader("Cache-Control", "no-store");
            if (READING.contains(request.request().method())) {
                answer.handle(request);
            } else {
                request.response()
                        .setStatusCode(405)
                        .putHeader("Allow", "GET, HEAD")
                        .end();
            }
        };
    }

    private static byte[] read(String file) {
        try (InputStream content = StatusPage.class.getResourceAsStream(file)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The page's " + file + " cannot be read from the application's jar", e);
        }
    }

    @Override
    protected void doStop() {
        if (scheduler != null) {
            context().getExecutorServiceManager().shutdownNow(scheduler);
        }
    }
}
