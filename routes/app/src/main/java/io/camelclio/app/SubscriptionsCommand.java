package io.camelclio.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.camelclio.app.settings.ClioSettings;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.webhook.subscription.AccountWebhooks;
import io.camelclio.component.webhook.subscription.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Shows, renews and ends the account's webhooks: no screen of Clio shows them. A running application makes those it needs
 * again, so it has to be stopped before they are ended.
 */
@Command(name = "subscriptions", description = "Show, renew or end the webhooks of the Clio account.")
class SubscriptionsCommand {

    private static final int FAILED = 1;
    private static final int WRONG_SET_UP = 2;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int LONGEST_LIFE = 31;

    private final Question question;

    SubscriptionsCommand() {
        this(Question.ON_TERMINAL);
    }

    SubscriptionsCommand(Question question) {
        this.question = question;
    }

    /** Which of them. */
    static final class Choice {

        @Option(names = "--all", description = "All of ours, as 'list' shows them.")
        private boolean all;

        @Option(names = "--model", description = "Ours of a model, such as matter. May be given several times.")
        private List<String> models = List.of();

        @Option(names = "--id", description = "One by its id, wherever it leads. May be given several times.")
        private List<Long> ids = List.of();

        boolean isMade() {
            return all || !models.isEmpty() || !ids.isEmpty();
        }

        /** What was named, and is not there. */
        List<String> unmet(List<Subscription> chosen) {
            return Stream.concat(
                            models.stream()
                                    .filter(model -> chosen.stream().noneMatch(webhook -> webhook.model()
                                            .equals(model)))
                                    .map(model -> "model " + model),
                            ids.stream()
                                    .filter(id -> chosen.stream().noneMatch(webhook -> webhook.id() == id))
                                    .map(id -> "id " + id))
                    .toList();
        }

        boolean has(Subscription webhook, ClioSettings settings) {
            return isOurs(webhook, settings) && (all || models.contains(webhook.model())) || ids.contains(webhook.id());
        }
    }

    @Command(
            description = "Show all webhooks of the account, and which are ours: those below"
                    + " <CLIO_PUBLIC_URL>/clio/<connection>/webhooks/.")
    int list(@Option(names = "--json", description = "One JSON object for each webhook.") boolean json)
            throws InterruptedException {
        return withAccount((settings, webhooks) -> {
            List<Subscription> all = await(webhooks.list());
            if (!json) {
                System.out.printf(
                        "%-12s %-22s %-10s %-21s %-5s %s%n", "id", "model", "status", "expires", "ours", "url");
            }
            for (Subscription webhook : all) {
                System.out.println(json ? asJson(webhook, settings) : asLine(webhook, settings));
            }
            if (!json) {
                System.out.println(all.size() + " webhooks.");
            }
            return 0;
        });
    }

    private static String asLine(Subscription webhook, ClioSettings settings) {
        return "%-12d %-22s %-10s %-21s %-5s %s"
                .formatted(
                        webhook.id(),
                        webhook.model(),
                        webhook.status(),
                        webhook.expiresAt(),
                        isOurs(webhook, settings) ? "yes" : "no",
                        webhook.url());
    }

    private static String asJson(Subscription webhook, ClioSettings settings) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", webhook.id())
                .put("model", webhook.model())
                .put("status", webhook.status())
                .put("expires_at", Objects.toString(webhook.expiresAt(), null))
                .put("ours", isOurs(webhook, settings))
                .put("url", webhook.url())
                .toString();
    }

    @Command(
            description =
                    "Give webhooks a full life from now. A running application renews its own in time; this is for"
                            + " those that it does not know, or before it is stopped for long.")
    int renew(
            @Mixin Choice choice,
            @Option(
                            names = "--days",
                            defaultValue = "30",
                            description = "Their life in days, at most 31; 30 by default.")
                    int days,
            @Option(names = "--json", description = "One JSON object for each webhook, as it is then.") boolean json)
            throws InterruptedException {
        if (days < 1 || days > LONGEST_LIFE) {
            System.err.println("Option --days is " + days + "; allowed are 1 to " + LONGEST_LIFE);
            return WRONG_SET_UP;
        }
        return withChosen(choice, (chosen, settings, webhooks) -> {
            for (Subscription webhook : chosen) {
                Subscription renewed = await(webhooks.renew(webhook, Duration.ofDays(days)));
                System.out.println(
                        json
                                ? asJson(renewed, settings)
                                : "Webhook " + webhook.id() + " for " + webhook.model() + " is " + renewed.status()
                                        + " until " + renewed.expiresAt());
            }
            if (!json) {
                System.out.println(chosen.size() + " webhooks renewed.");
            }
            return 0;
        });
    }

    @Command(
            description =
                    "End webhooks: Clio delivers nothing more to them. Stop the application first, which would make"
                            + " them again. Those of another connection, or of a path of their own, are ended by --id.")
    int remove(
            @Mixin Choice choice,
            @Option(names = "--yes", description = "Do not ask.") boolean yes,
            @Option(names = "--json", description = "One JSON object for each webhook that is to end.") boolean json)
            throws InterruptedException {
        return withChosen(choice, (chosen, settings, webhooks) -> {
            chosen.forEach(webhook -> System.out.println(
                    json
                            ? asJson(webhook, settings)
                            : "Webhook " + webhook.id() + " for " + webhook.model() + " to " + webhook.url()
                                    + " is to end"));
            if (!chosen.isEmpty() && !yes && !question.isAnsweredWithYes("End " + chosen.size() + " webhooks?")) {
                System.err.println("Nothing is ended. Without a terminal to ask on, say --yes");
                return WRONG_SET_UP;
            }
            for (Subscription webhook : chosen) {
                await(webhooks.remove(webhook.id()));
            }
            if (!json) {
                System.out.println(chosen.size() + " webhooks ended.");
            }
            return 0;
        });
    }

    private static int withChosen(Choice choice, ChosenWork work) throws InterruptedException {
        if (!choice.isMade()) {
            System.err.println("Name which: --all, --model or --id; 'subscriptions list' shows what there is");
            return WRONG_SET_UP;
        }
        return withAccount((settings, webhooks) -> {
            List<Subscription> chosen = await(webhooks.list()).stream()
                    .filter(webhook -> choice.has(webhook, settings))
                    .toList();
            List<String> unmet = choice.unmet(chosen);
            if (!unmet.isEmpty()) {
                System.err.println("There is none of " + String.join(", ", unmet)
                        + "; 'subscriptions list' shows what there is, and nothing is done");
                return WRONG_SET_UP;
            }
            return work.on(chosen, settings, webhooks);
        });
    }

    /** Another application may have webhooks below the same address, of another connection or with paths of its own. */
    private static boolean isOurs(Subscription webhook, ClioSettings settings) {
        return webhook.url().startsWith(settings.webhooksAddress());
    }

    private static int withAccount(Work work) throws InterruptedException {
        ClioSettings settings;
        try {
            settings = Settings.clioOf(Given.toThisProcess());
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return WRONG_SET_UP;
        }
        CamelContext context = new DefaultCamelContext();
        ClioConnection connection = ConfiguredConnection.of(settings);
        connection.setCamelContext(context);
        try {
            connection.start();
            return work.on(settings, new AccountWebhooks(connection));
        } catch (ExecutionException e) {
            System.err.println(e.getCause().getMessage());
            return FAILED;
        } catch (TimeoutException e) {
            System.err.println("Clio did not answer within " + DEADLINE.toSeconds() + " seconds");
            return FAILED;
        } finally {
            connection.stop();
            context.stop();
        }
    }

    private static <T> T await(CompletableFuture<T> answer)
            throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private interface Work {
        int on(ClioSettings settings, AccountWebhooks webhooks)
                throws ExecutionException, TimeoutException, InterruptedException;
    }

    private interface ChosenWork {
        int on(List<Subscription> chosen, ClioSettings settings, AccountWebhooks webhooks)
                throws ExecutionException, TimeoutException, InterruptedException;
    }
}
