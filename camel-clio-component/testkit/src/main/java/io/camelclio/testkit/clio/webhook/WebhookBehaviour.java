package io.camelclio.testkit.clio.webhook;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How this Clio behaves towards webhooks where accounts differ or the reference is silent. Each choice applies from the
 * moment it is made. Thread-safe.
 */
public final class WebhookBehaviour {

    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final ListLag lag;
    private volatile HandshakeMode handshake;
    private volatile ExpiredWebhook expired = ExpiredWebhook.LISTED;
    private volatile CreateAnswer createAnswer = CreateAnswer.AS_ASKED;
    private volatile SharedSecret sharedSecret = SharedSecret.SHOWN;

    WebhookBehaviour(HandshakeMode handshake, ListLag lag) {
        this.handshake = handshake;
        this.lag = lag;
    }

    /** When the handshake comes, for webhooks created or moved to another URL from now on. */
    public void handshake(HandshakeMode mode) {
        handshake = mode;
    }

    /** What the API shows of expired webhooks; {@link ExpiredWebhook#LISTED} by default. */
    public void expired(ExpiredWebhook form) {
        expired = form;
    }

    /** What creations are answered; {@link CreateAnswer#AS_ASKED} by default. */
    public void createAnswer(CreateAnswer form) {
        createAnswer = form;
    }

    /** Whether answers hold the secret; {@link SharedSecret#SHOWN} by default. */
    public void sharedSecret(SharedSecret form) {
        sharedSecret = form;
    }

    /**
     * Answers the creation and the change of webhooks of a model with 403. That a webhook needs the permission of its
     * model is documented (Clio, "Webhooks"); the status is the one Clio documents for missing permissions.
     *
     * @param model such as {@code bill}
     */
    public void refuse(String model) {
        refused.add(model);
    }

    /**
     * Ends {@link #refuse}.
     *
     * @param model such as {@code bill}
     */
    public void admit(String model) {
        refused.remove(model);
    }

    /**
     * Lets the list of webhooks show the state of a while ago, and reading one the present state (our choice: Clio
     * promises nothing on how soon a list shows a change).
     *
     * @param lag how long ago, by the sandbox's clock and not before this call; zero ends it
     */
    public void listLag(Duration lag) {
        this.lag.set(lag);
    }

    HandshakeMode handshake() {
        return handshake;
    }

    ExpiredWebhook expired() {
        return expired;
    }

    CreateAnswer createAnswer() {
        return createAnswer;
    }

    SharedSecret sharedSecret() {
        return sharedSecret;
    }

    boolean refuses(String model) {
        return refused.contains(model);
    }
}
