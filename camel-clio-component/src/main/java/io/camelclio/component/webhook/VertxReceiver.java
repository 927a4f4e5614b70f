package io.camelclio.component.webhook;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Reads one request on the event loop and writes its answer there. A body over the limit is refused before it is read
 * whole, and a sender that takes too long is cut off.
 */
final class VertxReceiver {

    private static final long LINGER_MILLIS = 500;

    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final DeliveryHandler handler;
    private final Executor executor;
    private final Duration bodyTimeout;
    private final Context eventLoop;
    private final Buffer body = Buffer.buffer();
    private long bodyTimer;
    private boolean answered;

    VertxReceiver(RoutingContext routing, DeliveryHandler handler, Executor executor, Duration bodyTimeout) {
        this.routing = routing;
        this.request = routing.request();
        this.handler = handler;
        this.executor = executor;
        this.bodyTimeout = bodyTimeout;
        this.eventLoop = routing.vertx().getOrCreateContext();
    }

    void receive() {
        if (announcesTooMuch()) {
            refuse(Answer.TOO_LARGE);
        } else {
            bodyTimer = routing.vertx().setTimer(bodyTimeout.toMillis(), timer -> refuse(Answer.TIMED_OUT));
        }
        request.handler(this::append);
        request.endHandler(end -> received());
        request.exceptionHandler(cutOff -> routing.vertx().cancelTimer(bodyTimer));
        request.resume();
    }

    private boolean announcesTooMuch() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length != null && Long.parseLong(length) > handler.maxBodySize();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private void append(Buffer chunk) {
        if (answered) {
            return;
        }
        if (body.length() + chunk.length() > handler.maxBodySize()) {
            refuse(Answer.TOO_LARGE);
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void received() {
        routing.vertx().cancelTimer(bodyTimer);
        if (answered) {
            request.connection().close();
            return;
        }
        WebhookRequest received = new WebhookRequest(
                request.method().name(), name -> request.headers().getAll(name), body.getBytes());
        try {
            executor.execute(() -> handler.handle(received)
                    .whenComplete((answer, failure) ->
                            eventLoop.runOnContext(run -> write(failure == null ? answer : Answer.LATER))));
        } catch (RejectedExecutionException e) {
            write(Answer.LATER);
        }
    }

    /**
     * Answers before the request is read to its end, which is the end of the connection too. For a moment what still comes
     * is thrown away: a connection closed with bytes unread is reset, and the sender might never see the answer.
     */
    private void refuse(Answer answer) {
        routing.vertx().cancelTimer(bodyTimer);
        write(answer);
        bodyTimer = routing.vertx()
                .setTimer(LINGER_MILLIS, timer -> request.connection().close());
    }

    private void write(Answer answer) {
        HttpServerResponse response = request.response();
        if (answered || response.closed()) {
            return;
        }
        answered = true;
        answer.headers().forEach(response::putHeader);
        response.setStatusCode(answer.status()).end();
    }
}
