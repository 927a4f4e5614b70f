package io.camelclio.testkit.smokeball.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.util.Map;

/**
 * Refusals in their two shapes: problem details (RFC 7807) from the API itself, {@code {"message":…}} from the gateway
 * before it (Smokeball documentation, "Errors"; Amazon API Gateway, "Gateway responses").
 */
public final class Problem {

    private Problem() {}

    public static Response badParameter(String path, InvalidParameter parameter) {
        ObjectNode problem = problem(400, "One or more validation errors occurred.", path);
        problem.put("detail", parameter.getMessage());
        problem.putArray("errors").addObject().put("field", parameter.name()).put("message", parameter.getMessage());
        return response(400, problem);
    }

    public static Response notFound(String path, String detail) {
        return response(404, problem(404, "Not Found", path).put("detail", detail));
    }

    /** The caller may not see a record or its children (Smokeball documentation, "Errors"). */
    public static Response forbidden(String path, String detail) {
        return response(403, problem(403, "Forbidden", path).put("detail", detail));
    }

    /**
     * The gateway's refusal of a token without the scope (seen: status 403, naming the permission; the words are those of
     * Amazon API Gateway, whose field is written {@code Message} here).
     */
    public static Response missingScope(String method, String path) {
        String message = "User is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:"
                + "us-east-1:********0000:sandbox/prod/" + method + path;
        return Response.json(403, Json.bytes(Json.object().put("Message", message)));
    }

    public static Response gateway(int status, String message) {
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
