package io.camelclio.app;

import io.camelclio.app.settings.ClioSettings;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.webhook.subscription.AccountWebhooks;
import io.camelclio.component.webhook.subscription.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows and ends the account's webhooks: no screen of Clio shows them. A running application makes those it needs again, so
 * it has to be stopped before they are ended.
 */
@Command(name = "webhooks", description = "Show or end the webhooks of the Clio account.")
class WebhooksCommand {

    private static final int FAILED = 1;
    private static final int WRONG_SET_UP = 2;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Command(
            description = "Show all webhooks of the account, and which are ours: those below"
                    + " <CLIO_PUBLIC_URL>/clio/<connection>/webhooks/.")
    int list() throws InterruptedException {
        return withAccount((settings, webhooks) -> {
            List<Subscription> all = await(webhooks.list());
            System.out.printf("%-12s %-22s %-10s %-21s %-5s %s%n", "id", "model", "status", "expires", "ours", "url");
            for (Subscription webhook : all) {
                System.out.printf(
                        "%-12d %-22s %-10s %-21s %-5s %s%n",
                        webhook.id(),
                        webhook.model(),
                        webhook.status(),
                        webhook.expiresAt(),
                        isOurs(webhook, settings) ? "yes" : "no",
                        webhook.url());
            }
            System.out.println(all.size() + " webhooks.");
            return 0;
        });
    }

    @Command(
            description =
                    "End webhooks: Clio delivers nothing more to them. Stop the application first, which would make"
                            + " them again. Those of another connection, or of a path of their own, are ended by --id.")
    int remove(
            @Option(names = "--all", description = "All of ours, as 'list' shows them.") boolean all,
            @Option(names = "--model", description = "Ours of a model, such as matter.") List<String> models,
            @Option(names = "--id", description = "One by its id, wherever it leads. May be given several times.")
                    List<Long> ids)
            throws InterruptedException {
        if (!all && models == null && ids == null) {
            System.err.println("Name what to end: --all, --model or --id; 'webhooks list' shows what there is");
            return WRONG_SET_UP;
        }
        return withAccount((settings, webhooks) -> {
            List<Subscription> ending = new ArrayList<>();
            for (Subscription webhook : await(webhooks.list())) {
                boolean ours = isOurs(webhook, settings) && (all || models != null && models.contains(webhook.model()));
                if (ours || ids != null && ids.contains(webhook.id())) {
                    ending.add(webhook);
                }
            }
            for (Subscription webhook : ending) {
                await(webhooks.remove(webhook.id()));
                System.out.println(
                        "Ended webhook " + webhook.id() + " for " + webhook.model() + " to " + webhook.url());
            }
            System.out.println(ending.size() + " webhooks ended.");
            return 0;
        });
    }

    /** Another application may have webhooks below the same address, of another connection or with paths of its own. */
    private static boolean isOurs(Subscription webhook, ClioSettings settings) {
        String address = settings.publicUrl().replaceAll("/+$", "");
        return webhook.url().startsWith(address + "/clio/" + settings.connection() + "/webhooks/");
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
}
