package io.camelclio.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a run went so far.
 *
 * @param clioSent deliveries Clio emitted, and records that are polled from it
 * @param clioOnKafka how many of them are on their topic
 * @param smokeballChanged records that were created or changed at Smokeball
 * @param smokeballOnKafka how many of them are on their topic in their last state
 * @param rejected forged deliveries that were answered 401
 * @param deadLetters records on the dead-letter topics
 * @param duplicates records whose {@code ce_id} was on the topic before
 * @param missing what was emitted and is on no topic: keys and topics
 * @param forgedAccepted forged deliveries that were not refused
 */
record Verdict(
        int clioSent,
        int clioOnKafka,
        int smokeballChanged,
        int smokeballOnKafka,
        int rejected,
        int deadLetters,
        int duplicates,
        List<String> missing,
        int forgedAccepted) {

    private static final int SHOWN_MISSING = 5;

    int lost() {
        return missing.size();
    }

    int exitCode() {
        return lost() == 0 && forgedAccepted == 0 ? 0 : 1;
    }

    String totals() {
        return "== Clio sent " + clioSent + ", on Kafka " + clioOnKafka + " | Smokeball changed " + smokeballChanged
                + ", on Kafka " + smokeballOnKafka + " | rejected " + rejected + " | dead letters " + deadLetters
                + " | duplicates " + duplicates;
    }

    String summary() {
        String judgement = lost() == 0
                ? "Nothing was lost."
                : lost() + " records were LOST, such as "
                        + missing.stream().limit(SHOWN_MISSING).collect(Collectors.joining(", "));
        String intruders = forgedAccepted == 0 ? "" : " " + forgedAccepted + " forged deliveries were NOT refused.";
        return totals() + System.lineSeparator() + judgement + intruders;
    }

    String asJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("clio_sent", clioSent);
        json.put("clio_on_kafka", clioOnKafka);
        json.put("smokeball_changed", smokeballChanged);
        json.put("smokeball_on_kafka", smokeballOnKafka);
        json.put("rejected", rejected);
        json.put("dead_letters", deadLetters);
        json.put("duplicates", duplicates);
        json.put("lost", lost());
        return json.toString();
    }
}
