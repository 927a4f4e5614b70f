package io.camelclio.app.smokeball.webhook;

import java.util.List;
import org.apache.camel.Message;

/** One webhook on its way: what goes to Kafka because of it, and how it ends. */
public final class Reception {

    private final List<Message> messages;
    private final Verdict verdict;
    private volatile boolean failed;

    private Reception(Verdict verdict, List<Message> messages) {
        this.verdict = verdict;
        this.messages = messages;
    }

    static Reception of(Verdict verdict) {
        return new Reception(verdict, List.of());
    }

    static Reception of(Verdict verdict, Message message) {
        return new Reception(verdict, List.of(message));
    }

    /** What the route is to take: one message, or none. */
    public List<Message> getMessages() {
        return messages;
    }

    /** The route did not take its message. */
    void fail() {
        failed = true;
    }

    Verdict verdict() {
        return failed ? Verdict.FAILED : verdict;
    }
}
