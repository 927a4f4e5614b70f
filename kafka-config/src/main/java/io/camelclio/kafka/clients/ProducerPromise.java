package io.camelclio.kafka.clients;

import java.util.Map;

/**
 * What a producer has to keep, whatever an operator's file says, so that an acknowledged record is on Kafka: all in-sync
 * replicas acknowledge, Kafka's own retries neither repeat nor reorder, and the time-outs fit each other.
 */
final class ProducerPromise {

    private ProducerPromise() {}

    static void check(Map<String, String> settings, String file) {
        String acks = settings.get("acks");
        if (!"all".equals(acks) && !"-1".equals(acks)) {
            throw refused(file, "acks=" + acks, "an acknowledged record could be lost; only acks=all is allowed");
        }
        if (!"true".equalsIgnoreCase(settings.get("enable.idempotence"))) {
            throw refused(
                    file,
                    "enable.idempotence=" + settings.get("enable.idempotence"),
                    "records could be repeated or change their order; only true is allowed");
        }
        String transactionalId = settings.get("transactional.id");
        if (transactionalId != null) {
            throw refused(
                    file, "transactional.id=" + transactionalId, "an acknowledgement would come before the commit");
        }
        checkTimes(settings, file);
    }

    private static void checkTimes(Map<String, String> settings, String file) {
        long delivery = number(settings, "delivery.timeout.ms", file);
        long linger = number(settings, "linger.ms", file);
        long request = number(settings, "request.timeout.ms", file);
        if (delivery < linger + request) {
            throw refused(
                    file,
                    "delivery.timeout.ms=%d, linger.ms=%d, request.timeout.ms=%d".formatted(delivery, linger, request),
                    "delivery.timeout.ms must be at least the sum of the other two");
        }
    }

    private static long number(Map<String, String> settings, String name, String file) {
        try {
            return Long.parseLong(settings.get(name));
        } catch (NumberFormatException e) {
            throw refused(file, name + "=" + settings.get(name), "it must be a number of milliseconds");
        }
    }

    private static IllegalArgumentException refused(String file, String setting, String reason) {
        return new IllegalArgumentException(
                "%s (named by KAFKA_CLIENT_CONFIG) together with the packaged settings gives %s: %s"
                        .formatted(file, setting, reason));
    }
}
