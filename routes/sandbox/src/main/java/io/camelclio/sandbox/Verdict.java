package io.camelclio.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * How a run went so far.
 *
 * @param clioSent deliveries Clio emitted, and records that are polled from it; empty when Clio is not played, so that
 *     nobody here knows
 * @param clioOnKafka how many of them are on their topic; of a Clio that is not played, all records on its topics
 * @param smokeballChanged records that were created or changed at Smokeball; empty when Smokeball is not played
 * @param smokeballOnKafka how many of them are on their topic in their last state; of a Smokeball that is not played, all
 *     records on its topics
 * @param rejected forged deliveries that were answered 401
 * @param deadLetters records on the dead-letter topics
 * @param duplicates records whose {@code ce_id} was on the topic before
 * @param missing what was emitted and is on no topic: keys and topics
 * @param latestDiffers records that the latest topics show differently from the vendor; empty when latest state is off
 * @param forgedAccepted forged deliveries that were not refused
 */
record Verdict(
        OptionalInt clioSent,
        int clioOnKafka,
        OptionalInt smokeballChanged,
        int smokeballOnKafka,
        int rejected,
        int deadLetters,
        int duplicates,
        List<String> missing,
        Optional<List<String>> latestDiffers,
        int forgedAccepted) {

    private static final int SHOWN_MISSING = 5;

    int lost() {
        return missing.size();
    }

    /** Whether more may come right by waiting. */
    boolean isComplete() {
        return lost() == 0 && latestDiffers.orElse(List.of()).isEmpty();
    }

    int exitCode() {
        return isComplete() && forgedAccepted == 0 ? 0 : 1;
    }

    String totals() {
        return "== Clio " + counted("sent", clioSent) + "on Kafka " + clioOnKafka + " | Smokeball "
                + counted("changed", smokeballChanged) + "on Kafka " + smokeballOnKafka + " | rejected " + rejected
                + " | dead letters " + deadLetters + " | duplicates " + duplicates;
    }

    private static String counted(String what, OptionalInt number) {
        return number.isPresent() ? what + " " + number.getAsInt() + ", " : "";
    }

    /** Whether somebody here knows what was sent. */
    private boolean isJudged() {
        return clioSent.isPresent() || smokeballChanged.isPresent();
    }

    String summary() {
        return totals() + System.lineSeparator() + judgement();
    }

    private String judgement() {
        if (!isJudged()) {
            return "No vendor was played, so what was sent is not known here.";
        }
        String judgement = lost() == 0 ? "Nothing was lost." : lost() + " records were LOST, such as " + some(missing);
        return judgement
                + latestJudgement()
                + (forgedAccepted == 0 ? "" : " " + forgedAccepted + " forged deliveries were NOT refused.");
    }

    private String latestJudgement() {
        return latestDiffers
                .map(different -> different.isEmpty()
                        ? " The latest topics show every record as it is."
                        : " The latest topics show " + different.size() + " records DIFFERENTLY, such as "
                                + some(different))
                .orElse("");
    }

    private static String some(List<String> records) {
        return records.stream().limit(SHOWN_MISSING).collect(Collectors.joining(", "));
    }

    String asJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        clioSent.ifPresent(sent -> json.put("clio_sent", sent));
        json.put("clio_on_kafka", clioOnKafka);
        smokeballChanged.ifPresent(changed -> json.put("smokeball_changed", changed));
        json.put("smokeball_on_kafka", smokeballOnKafka);
        json.put("rejected", rejected);
        json.put("dead_letters", deadLetters);
        json.put("duplicates", duplicates);
        if (isJudged()) {
            json.put("lost", lost());
            latestDiffers.ifPresent(different -> json.put("latest_differs", different.size()));
        }
        return json.toString();
    }
}
