package io.camelclio.springboot;

import io.camelclio.component.http.Answer;
import io.camelclio.component.http.Request;
import io.camelclio.component.http.RequestHandler;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.context.request.async.DeferredResult;

/** What Spring MVC calls for each request on one path. The handler's own time-out ends the wait. */
final class ServedPath {

    static final Method RECEIVE = ReflectionUtils.findMethod(ServedPath.class, "receive", HttpServletRequest.class);

    /** The container's own time-out must not come first: it could answer with 503 what the handler has taken. */
    private static final long NEVER = 0L;

    private final RequestHandler handler;
    private final int maxBodySize;

    ServedPath(RequestHandler handler, int maxBodySize) {
        this.handler = handler;
        this.maxBodySize = maxBodySize;
    }

    /** @throws IOException when the sender has gone, or is too slow for the container's patience */
    public DeferredResult<ResponseEntity<byte[]>> receive(HttpServletRequest request) throws IOException {
        Request received = new Request(
                request.getMethod(),
                request.getQueryString() == null ? "" : request.getQueryString(),
                name -> Collections.list(request.getHeaders(name)),
                request.getInputStream().readNBytes(maxBodySize + 1));
        DeferredResult<ResponseEntity<byte[]>> result = new DeferredResult<>(NEVER);
        answer(received).whenComplete((answer, failure) -> {
            Answer given = failure == null ? answer : Answer.LATER;
            result.setResult(response(given));
            handler.answered(given);
        });
        return result;
    }

    private CompletionStage<Answer> answer(Request received) {
        try {
            return handler.handle(received);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ResponseEntity<byte[]> response(Answer answer) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        answer.headers().forEach((name, value) -> response.header(name, value));
        return answer.body().length == 0 ? response.build() : response.body(answer.body());
    }
}
