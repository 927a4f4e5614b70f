package io.camelclio.testkit.smokeball;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.records.Change;
import io.camelclio.testkit.smokeball.records.Guids;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes believable changes to a firm's activity codes: codes are set up first, then mostly revised, now and then added or
 * deleted. One seed, one sequence. The number of codes in use is bounded.
 */
final class PracticeLife {

    private static final int SET_UP_FIRST = 8;
    private static final int MOST_IN_USE = 60;
    private static final int PERCENT_CREATED = 15;
    private static final int PERCENT_DELETED = 7;
    private static final BigDecimal QUARTER = new BigDecimal("0.25");

    private static final int FIXED = 0;
    private static final int TIME = 1;
    private static final int EXPENSE = 2;

    private record Sample(int type, String code, String description) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample(TIME, "CR", "Contract review"),
            new Sample(TIME, "TC", "Telephone call with client"),
            new Sample(TIME, "EML", "E-mail correspondence"),
            new Sample(EXPENSE, "COPY", "Photocopies"),
            new Sample(TIME, "DR", "Drafting of pleadings"),
            new Sample(FIXED, "IC", "Initial consultation"),
            new Sample(EXPENSE, "CFF", "Court filing fee"),
            new Sample(TIME, "RES", "Legal research"),
            new Sample(TIME, "CT", "Court attendance"),
            new Sample(EXPENSE, "PS", "Service of process"),
            new Sample(TIME, "MTG", "Conference with counsel"),
            new Sample(TIME, "DEP", "Deposition"),
            new Sample(FIXED, "WILL", "Preparation of a will"),
            new Sample(EXPENSE, "TS", "Title search"),
            new Sample(TIME, "TRV", "Travel"),
            new Sample(EXPENSE, "COU", "Courier"),
            new Sample(FIXED, "NOT", "Notarisation"),
            new Sample(TIME, "DISC", "Discovery and disclosure"),
            new Sample(TIME, "SET", "Settlement negotiation"),
            new Sample(EXPENSE, "EXP", "Expert’s fee"));

    private final SmokeballRecords codes;
    private final Random random;
    private final List<String> users;
    private int created;

    PracticeLife(SmokeballRecords codes, Random random) {
        this.codes = codes;
        this.random = random;
        this.users = Stream.generate(() -> Guids.next(random)).limit(3).toList();
    }

    synchronized Change next() {
        List<String> inUse = codes.all().stream()
                .filter(id -> !codes.fields(id).path("isDeleted").booleanValue())
                .toList();
        int dice = random.nextInt(100);
        if (inUse.size() < SET_UP_FIRST || dice < PERCENT_CREATED && inUse.size() < MOST_IN_USE) {
            return create();
        }
        String id = inUse.get(random.nextInt(inUse.size()));
        return dice >= 100 - PERCENT_DELETED ? codes.delete(id) : revise(id);
    }

    private Change create() {
        Sample sample = SAMPLES.get(created % SAMPLES.size());
        int round = created / SAMPLES.size();
        created++;
        int rateType = sample.type() == TIME ? random.nextInt(3) : 1;
        ObjectNode fields = Json.object()
                .put("updatedByUserId", user())
                .put("type", sample.type())
                .put("description", sample.description() + (round == 0 ? "" : " (" + (round + 1) + ")"))
                .put("code", sample.code() + (round == 0 ? "" : Integer.toString(round + 1)))
                .put("isBillable", random.nextInt(10) > 0)
                .put("rateType", rateType);
        if (rateType == 1) {
            fields.put("rate", rate(sample.type()));
        }
        if (sample.type() != FIXED) {
            fields.put("quantity", quantity(sample.type()));
        }
        fields.put("taxInclusive", random.nextBoolean()).put("taxExempt", random.nextInt(10) == 0);
        return codes.create(Json.text(fields));
    }

    private Change revise(String id) {
        ObjectNode present = codes.fields(id);
        int type = present.path("type").asInt();
        ObjectNode revision = Json.object().put("updatedByUserId", user());
        switch (random.nextInt(4)) {
            case 0 -> revision.put("rateType", 1).put("rate", rate(type));
            case 1 -> revision.put("isBillable", !present.path("isBillable").booleanValue());
            case 2 -> {
                if (type == FIXED) {
                    revision.put("rateType", 1).put("rate", rate(type));
                } else {
                    revision.put("quantity", quantity(type));
                }
            }
            default -> revision.put("taxExempt", !present.path("taxExempt").booleanValue());
        }
        return codes.update(id, Json.text(revision));
    }

    private String user() {
        return users.get(random.nextInt(users.size()));
    }

    /** Dollars in steps of a quarter, written with two decimals. */
    private BigDecimal rate(int type) {
        int steps = type == EXPENSE ? 4 + random.nextInt(400) : 600 + random.nextInt(1_400);
        return QUARTER.multiply(BigDecimal.valueOf(steps)).setScale(2);
    }

    /** Units of an expense; for time the minutes divided by 100, in steps of six minutes. */
    private BigDecimal quantity(int type) {
        return type == EXPENSE
                ? BigDecimal.valueOf(1L + random.nextInt(5))
                : BigDecimal.valueOf(6L * (1 + random.nextInt(10)), 2);
    }
}
