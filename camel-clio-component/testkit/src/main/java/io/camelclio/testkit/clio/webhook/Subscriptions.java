package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.records.Times;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The webhooks of the account, kept as records so that they are listed, selected and tagged like everything else. */
final class Subscriptions {

    private final Catalogue catalogue;
    private final Times times;
    private final ClioRecords records;

    Subscriptions(Catalogue catalogue, Times times, ClioRecords records) {
        this.catalogue = catalogue;
        this.times = times;
        this.records = records;
    }

    Optional<Subscription> find(long id) {
        return records.find(id).map(this::read);
    }

    /** Those that deliver at present, by ascending id. */
    List<Subscription> delivering(String model) {
        return records.all().stream()
                .filter(record -> record.fields().get("model").asText().equals(model))
                .map(this::read)
                .filter(this::delivers)
                .toList();
    }

    boolean delivers(Subscription subscription) {
        return subscription.delivers(times.now());
    }

    /** Enables a webhook unless it has been changed to another URL, and so another secret, or deleted meanwhile. */
    void confirm(long id, String secret) {
        find(id).filter(webhook -> webhook.secret().equals(secret)).ifPresent(webhook -> set(id, Subscription.ENABLED));
    }

    /** The present time as Clio writes it. */
    String now() {
        return Times.write(times.now());
    }

    /** Lets expired webhooks look as chosen; that they deliver nothing needs no doing. */
    void expire(ExpiredWebhook form) {
        if (form == ExpiredWebhook.LISTED) {
            return;
        }
        for (ClioRecord record : records.all()) {
            if (read(record).expired(times.now())) {
                if (form == ExpiredWebhook.GONE) {
                    delete(record.id());
                } else {
                    suspend(record.id());
                }
            }
        }
    }

    private void delete(long id) {
        try {
            records.delete(id);
        } catch (NoSuchElementException deletedMeanwhile) {
            // Gone, as it shall be.
        }
    }

    void suspend(long id) {
        set(id, Subscription.SUSPENDED);
    }

    private void set(long id, String status) {
        try {
            records.update(id, Map.of("status", status));
        } catch (NoSuchElementException deletedMeanwhile) {
            // Nothing left to change.
        }
    }

    private Subscription read(ClioRecord record) {
        return Subscription.of(catalogue, record);
    }
}
