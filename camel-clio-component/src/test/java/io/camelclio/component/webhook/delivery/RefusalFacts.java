package io.camelclio.component.webhook.delivery;

import java.util.Arrays;
import java.util.List;

/** What the documentation asks of the code about requests that are not taken. */
public final class RefusalFacts {

    /**
     * One way not to be taken.
     *
     * @param reason its name in meters
     * @param status of the answer
     * @param words what happened and what to do, as the rest of a sentence about the request
     */
    public record Refusal(String reason, int status, String words) {}

    private RefusalFacts() {}

    /** Every way there is. */
    public static List<Refusal> all() {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict != Verdict.TAKEN)
                .map(verdict -> new Refusal(verdict.reason(), verdict.answer().status(), verdict.words()))
                .toList();
    }
}
