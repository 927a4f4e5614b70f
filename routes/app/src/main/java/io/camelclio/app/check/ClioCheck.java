package io.camelclio.app.check;

import io.camelclio.app.consent.AuthorisedUser;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.component.webhook.subscription.AccountWebhooks;
import io.camelclio.component.webhook.subscription.Subscription;
import io.camelclio.component.webhook.subscription.WebhookModel;
import io.camelclio.pull.http.Query;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Whether an account at Clio lets us in, and lets us read and subscribe to what the routes bring. */
public final class ClioCheck {

    private static final String AREA = "Clio";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** What has no webhook and is polled. */
    static final List<String> POLLED = List.of("activity_descriptions", "activity_rates");

    private final ClioConnection connection;
    private final Consumer<Finding> findings;

    /** @param connection started */
    public ClioCheck(ClioConnection connection, Consumer<Finding> findings) {
        this.connection = connection;
        this.findings = findings;
    }

    /**
     * Asks who we are, reads one record of each list, and lists the webhooks.
     *
     * @param ours what the addresses of our webhooks begin with
     */
    public void run(String ours) {
        if (isLetIn()) {
            Stream.concat(Arrays.stream(WebhookModel.values()).map(WebhookModel::resource), POLLED.stream())
                    .sorted()
                    .forEach(this::mayRead);
            webhooks(ours);
        }
    }

    private boolean isLetIn() {
        try {
            AuthorisedUser user = AuthorisedUser.of(await(connection.api().send(AuthorisedUser.question())));
            findings.accept(Finding.ok(AREA, "the token is good: " + user));
            return true;
        } catch (Refused e) {
            findings.accept(Finding.wrong(AREA, "nothing can be asked: " + e.getMessage()));
        } catch (IOException e) {
            findings.accept(Finding.wrong(AREA, "the answer to users/who_am_i cannot be read"));
        }
        return false;
    }

    private void mayRead(String resource) {
        try {
            Operation list = Catalogue.clio().resource(resource).operation(ClioOperation.list);
            await(connection
                    .api()
                    .send(ClioCall.of(resource, list, list.path())
                            .query(new Query().with("fields", "id").with("limit", "1"))));
            findings.accept(Finding.ok(AREA, resource + " can be read"));
        } catch (Refused e) {
            findings.accept(Finding.wrong(AREA, resource + " cannot be read: " + e.getMessage()));
        }
    }

    private void webhooks(String ours) {
        try {
            List<Subscription> webhooks = await(new AccountWebhooks(connection).list()).stream()
                    .filter(webhook -> webhook.url().startsWith(ours))
                    .toList();
            long dead = webhooks.stream().filter(ClioCheck::isDead).count();
            if (webhooks.isEmpty()) {
                findings.accept(Finding.look(
                        AREA, "no webhook leads to " + ours + " yet; the application makes them when it starts"));
            } else if (dead > 0) {
                findings.accept(Finding.look(
                        AREA,
                        dead + " of our " + webhooks.size()
                                + " webhooks do not deliver, as 'subscriptions list' shows; the"
                                + " application makes them good when it runs"));
            } else {
                findings.accept(Finding.ok(AREA, webhooks.size() + " webhooks deliver to " + ours));
            }
        } catch (Refused e) {
            findings.accept(Finding.wrong(AREA, "webhooks cannot be listed: " + e.getMessage()));
        }
    }

    private static boolean isDead(Subscription webhook) {
        return !webhook.status().equals("enabled")
                || webhook.expiresAt() != null && webhook.expiresAt().isBefore(Instant.now());
    }

    private static <T> T await(CompletableFuture<T> answer) throws Refused {
        try {
            return answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new Refused(String.valueOf(e.getCause().getMessage()));
        } catch (TimeoutException e) {
            throw new Refused("no answer within " + DEADLINE.toSeconds() + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("stopped");
        }
    }

    /** An answer that is none, in words for a person. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
