package io.camelclio.testkit.clio.storage;

import io.camelclio.testkit.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A refusal in the form and with the codes of Amazon S3 ("Error responses"), thrown where it is noticed. */
@SuppressWarnings("serial")
final class Refusal extends RuntimeException {

    private final int status;
    private final String code;
    private final String details;

    Refusal(int status, String code, String message) {
        this(status, code, message, "");
    }

    private Refusal(int status, String code, String message, String details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    /** The answer that Clio's reference shows for a part whose {@code Content-MD5} is another. */
    static Refusal badDigest(String expected, String calculated) {
        return new Refusal(
                400,
                "BadDigest",
                "The Content-MD5 you specified did not match what we received.",
                "<ExpectedDigest>" + expected + "</ExpectedDigest><CalculatedDigest>" + calculated
                        + "</CalculatedDigest>");
    }

    Response response() {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>"
                + getMessage() + "</Message>" + details + "</Error>";
        return new Response(status, Map.of("Content-Type", "application/xml"), body.getBytes(StandardCharsets.UTF_8));
    }
}
