package io.camelclio.testkit.smokeball;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.util.Map;

/**
 * Refusals in their two shapes: problem details (RFC 7807) from the API itself, {@code {"message":…}} from the gateway
 * before it (Smokeball documentation, "Errors"; Amazon API Gateway, "Gateway responses").
 */
final class Problem {

    private Problem() {}

    static Response badParameter(String path, InvalidParameter parameter) {
        ObjectNode problem = problem(400, "One or more validation errors occurred.", path);
        problem.put("detail", parameter.getMessage());
        problem.putArray("errors").addObject().put("field", parameter.name()).put("message", parameter.getMessage());
        return response(400, problem);
    }

    static Response notFound(String path, String detail) {
        return response(404, problem(404, "Not Found", path).put("detail", detail));
    }

    static Response gateway(int status, String message) {
        return Response.json(status, Json.bytes(Json.object().put("message", message)));
    }

    private static ObjectNode problem(int status, String title, String path) {
        return Json.object()
                .put("type", "https://httpstatuses.io/" + status)
                .put("title", title)
                .put("status", status)
                .put("instance", path);
    }

    private static Response response(int status, ObjectNode problem) {
        return new Response(status, Map.of("Content-Type", "application/problem+json"), Json.bytes(problem));
    }
}
