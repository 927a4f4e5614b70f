package io.camelclio.testkit.clio;

import io.camelclio.testkit.clio.records.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/**
 * Invents single values: names, phrases, dates and amounts. Everything follows from the seed; no value is taken from a
 * real person or firm.
 */
final class Invention {

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 5);
    private static final List<String> FIRST_NAMES = List.of(
            "Mara", "Jonah", "Zoë", "Ngọc", "Łukasz", "Aïcha", "Owen", "Priya", "Søren", "明美", "Tomás", "Ольга");
    private static final List<String> LAST_NAMES = List.of(
            "Quill", "O'Dell", "Müller-Haas", "Nguyễn", "Wójcik", "Benali", "Pryce", "Iyer", "Ødegård", "佐藤", "Peña");
    private static final List<String> COMPANIES = List.of(
            "Harbour & Vale Ltd.",
            "Nordlicht GmbH",
            "Bakery \"Le Pain\"",
            "Juniper Freight",
            "三日月 Trading",
            "Café Ñandú");
    private static final List<String> SUBJECTS = List.of(
            "Draft lease",
            "Review of the settlement offer",
            "Call with client",
            "Motion to dismiss",
            "Probate inventory",
            "Discovery request no. 4",
            "Naïve résumé of facts",
            "Visa application — part B",
            "契約書の確認",
            "Title search\nsecond page",
            "Deposition \\ exhibit \"C\"",
            "Mediation ⚖️");
    private static final List<String> PLACES =
            List.of("Room 2", "County Court", "Video call", "12 Elm Street", "Straße des 17. Juni");

    private final Random random;

    Invention(Random random) {
        this.random = random;
    }

    <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** The value, or null about one time in five. */
    <T> T perhaps(T value) {
        return chance(0.2) ? null : value;
    }

    String firstName() {
        return one(FIRST_NAMES);
    }

    String lastName() {
        return one(LAST_NAMES);
    }

    String company() {
        return one(COMPANIES);
    }

    String subject() {
        return one(SUBJECTS);
    }

    String place() {
        return one(PLACES);
    }

    String date() {
        return FIRST_DAY.plusDays(number(300)).toString();
    }

    String time() {
        return Times.write(FIRST_DAY
                .plusDays(number(300))
                .atTime(8 + number(10), number(60))
                .toInstant(ZoneOffset.UTC));
    }

    /** An amount of money, mostly with two digits after the point, now and then with up to twenty. */
    BigDecimal amount() {
        if (chance(0.8)) {
            return BigDecimal.valueOf(number(500_000), 2);
        }
        return new BigDecimal(new BigInteger(70, random), 2 + number(19));
    }
}
