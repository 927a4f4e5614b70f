package io.camelclio.component.webhook.subscription;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets of webhooks by configuration, for who may not read them by API: by model one or, while they change, several. They
 * prove a delivery as those do that Clio's API shows. Never shown.
 */
public final class GivenSecrets {

    private static final int MAX_LENGTH = 512;

    private final Map<String, List<SecretKeySpec>> byModel;

    private GivenSecrets(Map<String, List<SecretKeySpec>> byModel) {
        this.byModel = byModel;
    }

    /**
     * Reads an account's option {@code webhookSecrets}.
     *
     * @param option secrets by Clio's word for the model, several of one model separated by commas
     * @throws IllegalArgumentException naming the entry, never its value, when it has no such model or an empty secret
     */
    public static GivenSecrets of(Map<String, String> option) {
        option.keySet().forEach(GivenSecrets::check);
        return new GivenSecrets(option.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> keys(entry.getKey(), entry.getValue()))));
    }

    private static void check(String model) {
        if (Arrays.stream(WebhookModel.values()).noneMatch(known -> known.word().equals(model))) {
            throw new IllegalArgumentException("Option webhookSecrets has an entry for '" + model
                    + "'; Clio has webhooks for "
                    + Arrays.stream(WebhookModel.values())
                            .map(WebhookModel::word)
                            .collect(Collectors.joining(", ")));
        }
    }

    private static List<SecretKeySpec> keys(String model, String secrets) {
        String[] several = secrets == null ? new String[] {""} : secrets.split(",", -1);
        return Arrays.stream(several)
                .map(String::strip)
                .map(secret -> key(model, secret))
                .toList();
    }

    private static SecretKeySpec key(String model, String secret) {
        if (secret.isEmpty() || secret.length() > MAX_LENGTH || !secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("Option webhookSecrets has for '" + model
                    + "' a secret that is empty, longer"
                    + " than " + MAX_LENGTH + " characters or holds other characters than visible ASCII; allowed are"
                    + " the shared_secrets of its webhooks, separated by commas");
        }
        return Signature.key(secret);
    }

    /** The secrets given for a model. */
    List<SecretKeySpec> of(String model) {
        return byModel.getOrDefault(model, List.of());
    }
}
