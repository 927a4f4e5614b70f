package io.camelclio.component.webhook.delivery;

import io.camelclio.component.http.Answer;
import io.camelclio.component.http.Request;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Reads one request on the event loop and writes its answer there. A body over the limit is refused before it is read
 * whole, one that finds no room is put off, and a sender that takes too long is cut off.
 */
final class VertxReceiver {

    private static final long LINGER_MILLIS = 500;

    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final DeliveryHandler handler;
    private final Reception reception;
    private final Context eventLoop;
    private Buffer body = Buffer.buffer();
    private int taken;
    private long timer;
    private volatile boolean answered;
    private volatile boolean inWork;

    VertxReceiver(RoutingContext routing, DeliveryHandler handler, Reception reception) {
        this.routing = routing;
        this.request = routing.request();
        this.handler = handler;
        this.reception = reception;
        this.eventLoop = routing.vertx().getOrCreateContext();
    }

    void receive() {
        if (announcesTooMuch()) {
            refuse(Verdict.TOO_LARGE);
        } else {
            timer = routing.vertx().setTimer(reception.bodyTimeout().toMillis(), passed -> refuse(Verdict.SLOW));
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
        }
        request.handler(this::append);
        request.endHandler(end -> received());
        request.exceptionHandler(cutOff -> {
            routing.vertx().cancelTimer(timer);
            forgetBody();
        });
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
            refuse(Verdict.TOO_LARGE);
        } else if (!reception.space().take(chunk.length())) {
            refuse(Verdict.NO_ROOM);
        } else {
            taken += chunk.length();
            body.appendBuffer(chunk);
        }
    }

    private void received() {
        routing.vertx().cancelTimer(timer);
        if (answered) {
            request.connection().close();
            return;
        }
        Request received = new Request(
                request.method().name(),
                request.query() == null ? "" : request.query(),
                name -> request.headers().getAll(name),
                body.getBytes());
        body = null;
        Optional<Answer> known = handler.atOnce(received);
        if (known.isPresent()) {
            write(known.get());
            return;
        }
        timer = routing.vertx().setTimer(handler.timeout().toMillis(), passed -> putOff());
        try {
            reception.executor().execute(() -> work(received));
        } catch (RejectedExecutionException e) {
            putOff();
        }
    }

    /** What is in the handler's hands already has its verdict there. */
    private void putOff() {
        write(inWork ? Answer.LATER : handler.told(Verdict.CROWDED));
    }

    /** What waited so long that it was answered already comes again, and is not worked on now. */
    private void work(Request received) {
        if (!answered) {
            inWork = true;
            handler.handle(received)
                    .whenComplete((answer, failure) ->
                            eventLoop.runOnContext(run -> write(failure == null ? answer : Answer.LATER)));
        }
    }

    /**
     * Answers before the request is read to its end, which is the end of the connection too. For a moment what still comes
     * is thrown away: a connection closed with bytes unread is reset, and the sender might never see the answer.
     */
    private void refuse(Verdict verdict) {
        if (!answered) {
            write(handler.told(verdict));
        }
        timer = routing.vertx()
                .setTimer(LINGER_MILLIS, passed -> request.connection().close());
    }

    private void write(Answer answer) {
        if (answered) {
            return;
        }
        answered = true;
        routing.vertx().cancelTimer(timer);
        forgetBody();
        HttpServerResponse response = request.response();
        if (!response.closed()) {
            answer.headers().forEach(response::putHeader);
            response.setStatusCode(answer.status()).end(Buffer.buffer(answer.body()));
            handler.answered(answer);
        }
    }

    private void forgetBody() {
        reception.space().giveBack(taken);
        taken = 0;
        body = null;
    }
}
