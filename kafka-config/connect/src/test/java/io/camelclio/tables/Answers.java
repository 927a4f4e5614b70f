package io.camelclio.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.smokeball.records.RecordKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the firm's questions have to be answered, reckoned from the vendors' own records with decimals, without any SQL. Each
 * answer is a row of texts as {@link Warehouse#rows} gives them.
 */
final class Answers {

    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    private final PlayedFirm firm;
    private final List<Work> work = new ArrayList<>();

    /**
     * A time entry, a fixed fee or an expense.
     *
     * @param seconds null for what is not time
     */
    private record Work(
            String vendor,
            String kind,
            String day,
            String matter,
            String user,
            BigDecimal seconds,
            BigDecimal recorded,
            BigDecimal value,
            boolean billable,
            boolean billed) {

        String week() {
            return day == null
                    ? "-"
                    : LocalDate.parse(day)
                            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                            .toString();
        }
    }

    Answers(PlayedFirm firm) {
        this.firm = firm;
        firm.atClio("activities").forEach(this::addActivity);
        firm.atSmokeball("fees").forEach(this::addFee);
        firm.atSmokeball("expenses").forEach(this::addExpense);
    }

    private void addActivity(ObjectNode activity) {
        boolean time = activity.path("type").asText().equals("TimeEntry");
        BigDecimal quantity = number(activity, "quantity");
        BigDecimal price = number(activity, "price");
        BigDecimal recorded = activity.path("flat_rate").asBoolean()
                ? price
                : time ? divided(price.multiply(quantity), HOUR) : price.multiply(quantity);
        work.add(new Work(
                "clio",
                time ? "time" : "expense",
                text(activity.path("date")),
                text(activity.path("matter").path("id")),
                text(activity.path("user").path("id")),
                time ? quantity : null,
                cents(recorded),
                number(activity, "total"),
                !activity.path("non_billable").asBoolean()
                        && !activity.path("no_charge").asBoolean(),
                activity.path("billed").asBoolean()));
    }

    private void addFee(RecordKey key, ObjectNode fee) {
        boolean fixed = fee.path("feeType").asInt() == 0;
        BigDecimal minutes = number(fee, "durationWorked");
        BigDecimal rate = number(fee, "rate");
        work.add(new Work(
                "smokeball",
                fixed ? "fixed fee" : "time",
                day(fee, "feeDate"),
                key.parents().get(0),
                text(fee.path("staff").path("id")),
                fixed ? null : minutes.multiply(BigDecimal.valueOf(60)),
                cents(withoutTax(
                        fixed ? rate : rate.multiply(minutes).divide(BigDecimal.valueOf(60), MathContext.DECIMAL128),
                        fee)),
                number(fee, "amountExcTax"),
                isBillable(fee),
                isBilled(fee)));
    }

    /** Of a rate that has tax in it as much as of the amount. */
    private static BigDecimal withoutTax(BigDecimal recorded, ObjectNode fee) {
        BigDecimal amount = number(fee, "amount");
        return fee.path("taxInclusive").asBoolean() && amount.signum() != 0
                ? recorded.multiply(number(fee, "amountExcTax")).divide(amount, MathContext.DECIMAL128)
                : recorded;
    }

    private void addExpense(RecordKey key, ObjectNode expense) {
        work.add(new Work(
                "smokeball",
                "expense",
                day(expense, "expenseDate"),
                key.parents().get(0),
                text(expense.path("staff").path("id")),
                null,
                null,
                number(expense, "amountExcTax"),
                isBillable(expense),
                isBilled(expense)));
    }

    private static boolean isBillable(ObjectNode entry) {
        return entry.path("isBillable").asBoolean(true)
                && !entry.path("isWrittenOff").asBoolean();
    }

    private static boolean isBilled(ObjectNode entry) {
        return entry.path("finalized").asBoolean()
                || entry.path("isInvoicedExternally").asBoolean();
    }

    /** Vendor, matter, its name, client, entries, hours, amount. */
    List<List<String>> unbilledTimeByMatter() {
        Map<String, List<String>> matters = matters();
        return grouped(
                        work.stream().filter(entry -> entry.kind.equals("time") && entry.billable && !entry.billed),
                        entry -> List.of(entry.vendor, shown(entry.matter)))
                .entrySet()
                .stream()
                .map(group -> {
                    List<String> matter = matters.getOrDefault(String.join("/", group.getKey()), List.of("-", "-"));
                    return row(
                            group.getKey(),
                            matter.get(0),
                            matter.get(1),
                            String.valueOf(group.getValue().size()),
                            hours(group.getValue()),
                            amount(group.getValue().stream().map(Work::value)));
                })
                .toList();
    }

    /** Vendor, Monday, hours, fees, expenses, amount. */
    List<List<String>> workInProgressByWeek() {
        return grouped(
                        work.stream().filter(entry -> entry.billable && !entry.billed),
                        entry -> List.of(entry.vendor, entry.week()))
                .entrySet()
                .stream()
                .map(group -> row(
                        group.getKey(),
                        hours(group.getValue()),
                        amount(group.getValue().stream()
                                .filter(entry -> !entry.kind.equals("expense"))
                                .map(Work::value)),
                        amount(group.getValue().stream()
                                .filter(entry -> entry.kind.equals("expense"))
                                .map(Work::value)),
                        amount(group.getValue().stream().map(Work::value))))
                .toList();
    }

    /** Vendor, user, hours, recorded, billed, percent. */
    List<List<String>> realisationByUser() {
        return grouped(
                        work.stream().filter(entry -> !entry.kind.equals("expense")),
                        entry -> List.of(entry.vendor, shown(entry.user)))
                .entrySet()
                .stream()
                .map(group -> {
                    BigDecimal recorded = sum(group.getValue().stream().map(Work::recorded));
                    BigDecimal billed = sum(group.getValue().stream()
                            .filter(entry -> entry.billable && entry.billed)
                            .map(Work::value));
                    return row(
                            group.getKey(),
                            hours(group.getValue()),
                            cents(recorded).toPlainString(),
                            cents(billed).toPlainString(),
                            recorded.signum() == 0
                                    ? "-"
                                    : billed.multiply(BigDecimal.valueOf(100))
                                            .divide(recorded, 1, RoundingMode.HALF_UP)
                                            .toPlainString());
                })
                .toList();
    }

    /** Vendor, stage, matters. */
    List<List<String>> openMattersByStage() {
        Map<List<String>, Integer> counts =
                new TreeMap<>((one, other) -> String.join("/", one).compareTo(String.join("/", other)));
        firm.atClio("matters").stream()
                .filter(matter -> matter.path("status").asText().equals("Open"))
                .forEach(matter -> counts.merge(
                        List.of("clio", shown(text(matter.path("matter_stage").path("name")))), 1, Integer::sum));
        Map<String, String> stages = new LinkedHashMap<>();
        firm.atSmokeball("stages")
                .values()
                .forEach(stage -> stages.put(
                        stage.path("matter").path("id").asText(),
                        text(stage.path("stage").path("name"))));
        firm.atSmokeball("matters").forEach((key, matter) -> {
            if (matter.path("status").asText().equals("Open")
                    && !matter.path("isLead").asBoolean()) {
                counts.merge(List.of("smokeball", shown(stages.get(key.id()))), 1, Integer::sum);
            }
        });
        return counts.entrySet().stream()
                .map(count -> row(count.getKey(), String.valueOf(count.getValue())))
                .toList();
    }

    /** What each matter and its client are called, by vendor and id. */
    private Map<String, List<String>> matters() {
        Map<String, List<String>> matters = new LinkedHashMap<>();
        firm.atClio("matters")
                .forEach(matter -> matters.put(
                        "clio/" + matter.path("id").asText(),
                        List.of(
                                shown(text(matter.path("display_number"))),
                                shown(text(matter.path("client").path("name"))))));
        Map<RecordKey, ObjectNode> contacts = firm.atSmokeball("contacts");
        firm.atSmokeball("matters").forEach((key, matter) -> {
            String number = matter.path("number").asText();
            ObjectNode client = contacts.get(new RecordKey(
                    List.of(), matter.path("clients").path(0).path("id").asText()));
            matters.put(
                    "smokeball/" + matter.path("id").asText(),
                    List.of(
                            number.isEmpty() ? shown(text(matter.path("title"))) : number,
                            shown(client == null ? null : name(client))));
        });
        return matters;
    }

    private static String name(ObjectNode contact) {
        if (contact.has("person")) {
            JsonNode person = contact.path("person");
            return person.path("firstName").asText() + " "
                    + person.path("lastName").asText();
        }
        return Stream.of("company", "trust", "groupOfPeople")
                .map(kind -> text(contact.path(kind).path("name")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Map<List<String>, List<Work>> grouped(Stream<Work> work, Function<Work, List<String>> by) {
        Map<List<String>, List<Work>> groups = new LinkedHashMap<>();
        work.forEach(entry -> groups.computeIfAbsent(by.apply(entry), any -> new ArrayList<>())
                .add(entry));
        return groups;
    }

    private static List<String> row(List<String> group, String... values) {
        return Stream.concat(group.stream(), Stream.of(values)).toList();
    }

    private static String hours(List<Work> work) {
        List<BigDecimal> seconds =
                work.stream().map(Work::seconds).filter(Objects::nonNull).toList();
        return seconds.isEmpty()
                ? "-"
                : sum(seconds.stream()).divide(HOUR, 2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String amount(Stream<BigDecimal> amounts) {
        return cents(sum(amounts)).toPlainString();
    }

    private static BigDecimal sum(Stream<BigDecimal> numbers) {
        return numbers.filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal divided(BigDecimal number, BigDecimal by) {
        return number.divide(by, 2, RoundingMode.HALF_UP);
    }

    private static BigDecimal cents(BigDecimal number) {
        return number == null ? null : number.setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal number(ObjectNode record, String field) {
        return record.path(field).isNumber() ? record.path(field).decimalValue() : null;
    }

    private static String day(ObjectNode record, String field) {
        String date = text(record.path(field));
        return date == null ? null : date.substring(0, 10);
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    private static String shown(String text) {
        return text == null ? "-" : text;
    }
}
