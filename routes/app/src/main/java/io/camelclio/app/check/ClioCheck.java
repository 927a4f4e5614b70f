package io.camelclio.app.check;

import io.camelclio.app.check.Finding.Outcome;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Whether an account at Clio lets us in, and lets us read and subscribe to what the routes bring. */
public final class ClioCheck {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** What has no webhook and is polled. */
    static final List<String> POLLED = List.of("activity_descriptions", "activity_rates");

    private final String area;
    private final Outcome refused;
    private final ClioConnection connection;
    private final Consumer<Finding> findings;

    private ClioCheck(String area, Outcome refused, ClioConnection connection, Consumer<Finding> findings) {
        this.area = area;
        this.refused = refused;
        this.connection = connection;
        this.findings = findings;
    }

    /** @param connection the account of the settings, started: the packaged routes read all that there is */
    public static ClioCheck of(ClioConnection connection, Consumer<Finding> findings) {
        return new ClioCheck("Clio", Outcome.WRONG, connection, findings);
    }

    /** @param connection a further account, started: only a team's own routes know what is read of it */
    public static ClioCheck ofFurther(ClioConnection connection, Consumer<Finding> findings) {
        return new ClioCheck("Clio " + connection.getName(), Outcome.LOOK, connection, findings);
    }

    /**
     * Asks who we are, reads one record of each list, and lists the webhooks.
     *
     * @param ours what the addresses of our webhooks begin with; empty where nobody says
     */
    public void run(Optional<String> ours) {
        if (isLetIn()) {
            Stream.concat(Arrays.stream(WebhookModel.values()).map(WebhookModel::resource), POLLED.stream())
                    .sorted()
                    .forEach(this::mayRead);
            ours.ifPresent(this::webhooks);
        }
    }

    private boolean isLetIn() {
        try {
            AuthorisedUser user = AuthorisedUser.of(await(connection.api().send(AuthorisedUser.question())));
            findings.accept(Finding.ok(area, "the token is good: " + user));
            return true;
        } catch (Refused e) {
            findings.accept(Finding.wrong(area, "nothing can be asked: " + e.getMessage()));
        } catch (IOException e) {
            findings.accept(Finding.wrong(area, "the answer to users/who_am_i cannot be read"));
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
            findings.accept(Finding.ok(area, resource + " can be read"));
        } catch (Refused e) {
            findings.accept(new Finding(refused, area, resource + " cannot be read: " + e.getMessage()));
        }
    }

    private void webhooks(String ours) {
        try {
            List<Subscription> webhooks = await(new AccountWebhooks(connection).list()).stream()
                    .filter(webhook -> webhook.url().startsWith(ours))
                    .toList();
            long dead = webhooks.stream().filter(ClioCheck::isDead).count();
            if (webhooks.isEmpty() && refused == Outcome.LOOK) {
                findings.accept(Finding.skipped(
                        area,
                        "no webhook leads to " + ours + "; where a route asks for one, the application makes it"));
            } else if (webhooks.isEmpty()) {
                findings.accept(Finding.look(
                        area, "no webhook leads to " + ours + " yet; the application makes them when it starts"));
            } else if (dead > 0) {
                findings.accept(Finding.look(
                        area,
                        dead + " of our " + webhooks.size()
                                + " webhooks do not deliver, as 'subscriptions list' shows; the"
                                + " application makes them good when it runs"));
            } else {
                findings.accept(Finding.ok(area, webhooks.size() + " webhooks deliver to " + ours));
            }
        } catch (Refused e) {
            findings.accept(Finding.wrong(area, "webhooks cannot be listed: " + e.getMessage()));
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
