package io.camelclio.tables;

import io.camelclio.tables.Changes.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * A small firm with the entries that a sandbox never makes up: tax within rates, rounded time, what was not entered, written
 * off, flat or fixed, and days beside the edge of a week. Its answers were worked out by hand, with no formula of the tables.
 */
final class GoldenFirm {

    static final String CONNECTION = "golden";

    /** What it has records of. */
    static final List<String> ENTITIES = List.of(
            "clio.matter",
            "clio.activity",
            "smokeball.matter",
            "smokeball.contact",
            "smokeball.staff",
            "smokeball.matter_stage",
            "smokeball.fee",
            "smokeball.expense");

    private static final List<String> CLIO_MATTERS = List.of("""
            {"id":10,"display_number":"00010-Acme","status":"Open","client":{"id":1,"name":"Acme"},
             "matter_stage":{"id":1,"name":"Trial"}}""", """
            {"id":11,"display_number":"00011-Roe","status":"Open","client":{"id":2,"name":"Roe"},"matter_stage":null}""", """
            {"id":12,"display_number":"00012-Roe","status":"Closed","matter_stage":{"id":1,"name":"Trial"}}""");

    /** 1 March 2026 was a Sunday. */
    private static final List<String> CLIO_ACTIVITIES = List.of(
            // Fifty minutes that the account bills as an hour: 300.00 at 300.
            time(1, "Ada", 10, "2026-03-01", 3000, "3600", "300", "300.00", ""),
            time(2, "Ada", 10, "2026-03-02", 3000, "3600", "300", "300.00", "\"billed\":true"),
            // Not rounded: an hour and a half at 300.
            time(3, "Ada", 10, "2026-03-02", 5400, "null", "300", "450.00", "\"billed\":true"),
            // Rounded to 0.3 of an hour at 310.
            time(4, "Ada", 10, "2026-03-03", 1000, "1080", "310", "93.00", ""),
            time(5, "Ada", 10, "2026-03-03", 7200, "7200", "500", "500.00", "\"billed\":true,\"flat_rate\":true"),
            // Half an hour at 300 that will not be billed, and an hour that is on the bill at no charge.
            time(6, "Ada", 10, "2026-03-04", 1800, "1800", "300", "150.00", "\"non_billable\":true"),
            time(7, "Ada", 10, "2026-03-04", 3600, "3600", "300", "300.00", "\"no_charge\":true,\"billed\":true"),
            // A Sunday. Rounded to 0.2 of an hour at 250.
            time(8, "Ben", 11, "2026-03-08", 600, "720", "250", "50.00", "\"on_bill\":true"),
            // A ninth of an hour at 333.33 is 37.0366….
            time(9, "Ben", 11, "2026-03-09", 400, "400", "333.33", "37.04", "\"billed\":true"),
            time(10, "Ben", 11, null, 360, "360", "250", "25.00", ""),
            time(11, "Ben", null, "2026-03-09", 3600, "3600", "250", "250.00", ""),
            // Neither rate nor total are shown to the user who authorised; then a total alone.
            time(12, "Ben", 11, "2026-03-09", 900, "900", "null", "null", ""),
            time(13, "Ben", 11, "2026-03-09", 1800, "1800", "null", "80.00", "\"billed\":true"),
            """
            {"id":14,"type":"HardCostEntry","date":"2026-03-01","quantity":3,"price":10.10,"total":30.30,
             "matter":{"id":10},"user":{"id":1,"name":"Ada"}}""",
            """
            {"id":15,"type":"ExpenseEntry","date":"2026-03-09","quantity":2,"price":20,"total":40,"billed":true,
             "matter":{"id":11},"user":{"id":2,"name":"Ben"}}""",
            """
            {"id":16,"type":"ExpenseEntry","date":"2026-03-09","quantity":1,"price":5.55,"total":5.55,"non_billable":true,
             "matter":{"id":11},"user":{"id":2,"name":"Ben"}}""");

    private static final List<String> SMOKEBALL_MATTERS = List.of("""
            {"id":"m1","number":"1001","status":"Open","clients":[{"id":"c1"}]}""", """
            {"id":"m2","number":"","title":"Reed - Lease","status":"Open","clients":[{"id":"c2"}]}""", """
            {"id":"m5","number":"1005","status":"Open","isLead":true}""");

    private static final List<String> SMOKEBALL_CONTACTS = List.of("""
            {"id":"c1","person":null,"company":{"name":"Harbour Pty"}}""", """
            {"id":"c2","person":{"firstName":"Eve","lastName":"Reed"},"company":null}""");

    private static final List<String> SMOKEBALL_STAFF = List.of("""
            {"id":"s1","firstName":"Cy","lastName":"Lane"}""", """
            {"id":"s2","firstName":"Di","lastName":"Moor"}""");

    private static final List<String> SMOKEBALL_STAGES = List.of("""
            {"matter":{"id":"m1"},"stage":{"id":"1","name":"Intake"}}""");

    private static final List<String> SMOKEBALL_FEES = List.of(
            // An hour at 110 with 10 of tax in it, billed in full: 100 recorded, 100 billed.
            fee(
                    1,
                    "m1",
                    "s1",
                    "2026-03-02",
                    "110",
                    "60",
                    "60",
                    "110",
                    "100",
                    "\"taxInclusive\":true,\"finalized\":true"),
            // Tax on top. Worked an hour and a half (150), one hour to be billed (100). Monday where it was written,
            // Sunday in
            // UTC.
            fee(2, "m1", "s1", "2026-03-02T00:30:00+11:00", "100", "90", "60", "100", "100", "\"taxInclusive\":false"),
            // Worked three quarters of an hour at 220, 165 with tax, 150 without; half an hour billed: 110 with, 100
            // without.
            fee(
                    3,
                    "m1",
                    "s1",
                    "2026-03-02",
                    "220",
                    "45",
                    "30",
                    "110",
                    "100",
                    "\"taxInclusive\":true,\"finalized\":true"),
            // What was worked was not entered: half an hour at 200, and a tenth at 250.
            fee(4, "m1", "s1", "2026-03-03", "200", null, "30", "100", "100", "\"finalized\":true"),
            fee(5, "m1", "s1", "2026-03-03", "250", "null", "6", "25", "25", "\"finalized\":false"),
            // On the bill, but not in its total: 200 recorded.
            fee(
                    6,
                    "m1",
                    "s1",
                    "2026-03-04",
                    "200",
                    "60",
                    "60",
                    "200",
                    "200",
                    "\"finalized\":true,\"isWrittenOff\":true"),
            fee(7, "m1", "s1", "2026-03-04", "200", "30", "30", "100", "100", "\"isBillable\":false"),
            // A fixed fee of 550 with 50 of tax in it.
            fee(
                    8,
                    "m1",
                    "s1",
                    "2026-03-04",
                    "550",
                    "0",
                    "0",
                    "550",
                    "500",
                    "\"feeType\":0,\"taxInclusive\":true,\"finalized\":true"),
            // A fifth of an hour at 333.33. Sunday where it was written, Monday in UTC.
            fee(9, "m2", "s2", "2026-03-08T23:30:00-05:00", "333.33", "12", "12", "66.67", "66.67", "\"tax\":0"),
            // A third of an hour at 99.99: 33.33 with tax, 30.30 without.
            fee(
                    10,
                    "m2",
                    "s2",
                    "2026-03-09",
                    "99.99",
                    "20",
                    "20",
                    "33.33",
                    "30.30",
                    "\"taxInclusive\":true,\"isInvoicedExternally\":true"),
            // An hour at 100 for which matter and staff are told by the fields of old, and no amount without tax.
            """
            {"id":"f11","matterId":"m2","staffId":"s2","feeDate":"2026-03-09","feeType":1,"rate":100,"durationWorked":60,
             "duration":60,"amount":100,"amountExcTax":null}""",
            fee(12, "m2", "s2", "2026-03-09", "300", "0", "0", "300", "300", "\"feeType\":0,\"taxExempt\":true"),
            // Of a matter that was deleted.
            fee(13, "m3", "s2", "2026-03-09", "100", "60", "60", "100", "100", "\"finalized\":false"),
            fee(14, "m3", "s2", "2026-03-09", "100", "60", "60", "100", "100", "\"finalized\":true"),
            // Nobody said whether it is billable. Worked an hour (100), half of it to be billed (50).
            fee(15, "m2", "s2", "2026-03-09", "100", "60", "30", "50", "50", "\"isBillable\":null"));

    private static final List<String> SMOKEBALL_EXPENSES = List.of(
            // Three pieces at 11, with 3 of tax in them.
            expense(1, "m1", "s1", "2026-03-01", "11", "3", "33", "30", "\"taxInclusive\":true"),
            expense(2, "m2", "s2", "2026-03-09", "5", "2", "10", "10", "\"finalized\":true"),
            // Of a matter that was deleted.
            expense(3, "m3", "s2", "2026-03-09", "40", "1", "40", "40", "\"finalized\":false"),
            expense(4, "m2", "s2", "2026-03-09", "7.77", "1", "7.77", "7.77", "\"isWrittenOff\":true"));

    /** Vendor, matter, its name, client, entries, hours, amount. */
    static final List<List<String>> UNBILLED_TIME_BY_MATTER = List.of(
            // 1 and 4: 3000 + 1000 = 4000 s; 300 + 93.
            List.of("clio", "10", "00010-Acme", "Acme", "2", "1.11", "393.00"),
            // 8, 10 and 12: 600 + 360 + 900 = 1860 s; 50 + 25.
            List.of("clio", "11", "00011-Roe", "Roe", "3", "0.52", "75.00"),
            // 11.
            List.of("clio", "-", "-", "-", "1", "1.00", "250.00"),
            // 2 and 5: 90 + 6 = 96 minutes; 100 + 25.
            List.of("smokeball", "m1", "1001", "Harbour Pty", "2", "1.60", "125.00"),
            // 9, 11 and 15: 12 + 60 + 60 = 132 minutes; 66.67 + 100 + 50.
            List.of("smokeball", "m2", "Reed - Lease", "Eve Reed", "3", "2.20", "216.67"));

    /** Vendor, Monday, hours, fees, expenses, amount. */
    static final List<List<String>> WORK_IN_PROGRESS_BY_WEEK = List.of(
            // 1 and 14: 3000 s.
            List.of("clio", "2026-02-23", "0.83", "300.00", "30.30", "330.30"),
            // 4 and 8: 1000 + 600 s; 93 + 50.
            List.of("clio", "2026-03-02", "0.44", "143.00", "0.00", "143.00"),
            // 11 and 12: 3600 + 900 s; 250.
            List.of("clio", "2026-03-09", "1.25", "250.00", "0.00", "250.00"),
            // 10: 360 s.
            List.of("clio", "-", "0.10", "25.00", "0.00", "25.00"),
            // Expense 1.
            List.of("smokeball", "2026-02-23", "-", "0.00", "30.00", "30.00"),
            // 2, 5 and 9: 90 + 6 + 12 = 108 minutes; 100 + 25 + 66.67.
            List.of("smokeball", "2026-03-02", "1.80", "191.67", "0.00", "191.67"),
            // 11, 12 and 15: 60 + 60 = 120 minutes; 100 + 300 + 50.
            List.of("smokeball", "2026-03-09", "2.00", "450.00", "0.00", "450.00"));

    /** Vendor, user, name, hours, recorded, billed, percent. */
    static final List<List<String>> REALISATION_BY_USER = List.of(
            // 3000 + 3000 + 5400 + 1000 + 7200 + 1800 + 3600 = 25000 s; 300 + 300 + 450 + 93 + 500 + 150 + 300; 300 +
            // 450 + 500.
            List.of("clio", "1", "Ada", "6.94", "2093.00", "1250.00", "59.7"),
            // 600 + 400 + 360 + 3600 + 900 + 1800 = 7660 s; 50 + 37.04 + 25 + 250 + 80; 37.04 + 80.
            List.of("clio", "2", "Ben", "2.13", "442.04", "117.04", "26.5"),
            // 60 + 90 + 45 + 30 + 6 + 60 + 30 = 321 minutes; 100 + 150 + 150 + 100 + 25 + 200 + 100 + 500; 100 + 100 +
            // 100 + 500.
            List.of("smokeball", "s1", "Cy Lane", "5.35", "1325.00", "800.00", "60.4"),
            // 12 + 20 + 60 + 60 = 152 minutes; 66.67 + 30.30 + 100 + 300 + 100; 30.30.
            List.of("smokeball", "s2", "Di Moor", "2.53", "596.97", "30.30", "5.1"));

    /** Vendor, stage, matters. */
    static final List<List<String>> OPEN_MATTERS_BY_STAGE = List.of(
            List.of("clio", "Trial", "1"),
            List.of("clio", "-", "1"),
            List.of("smokeball", "Intake", "1"),
            List.of("smokeball", "-", "1"));

    private GoldenFirm() {}

    /**
     * Puts its records where the connectors read, but for those that are dead letters: a matter, an activity and a fee that
     * come by these alone, and an activity that is newer than its letter.
     */
    static void moveIn(Changes changes) throws ExecutionException, InterruptedException {
        send(changes, "clio.matter", CLIO_MATTERS, 0);
        send(changes, "clio.activity", CLIO_ACTIVITIES, 3);
        send(changes, "smokeball.matter", SMOKEBALL_MATTERS);
        changes.send(
                "smokeball.matter.latest.v1", Version.of(CONNECTION + "/m3", "{\"id\":\"m3\",\"number\":\"1003\"}"));
        changes.erase("smokeball.matter.latest.v1", CONNECTION + "/m3");
        send(changes, "smokeball.contact", SMOKEBALL_CONTACTS);
        send(changes, "smokeball.staff", SMOKEBALL_STAFF);
        send(changes, "smokeball.matter_stage", SMOKEBALL_STAGES);
        send(changes, "smokeball.fee", SMOKEBALL_FEES, 1);
        send(changes, "smokeball.expense", SMOKEBALL_EXPENSES);
        Instant before = Instant.now().minusSeconds(60);
        byte[] older = "{\"id\":8,\"type\":\"TimeEntry\",\"total\":9999}".getBytes(StandardCharsets.UTF_8);
        changes.send("clio.activity.v1", version(CLIO_ACTIVITIES, 7));
        changes.sendLetter("clio", "clio-webhook-matter", version(CLIO_MATTERS, 0));
        changes.sendLetter("clio", "clio-webhook-activity", version(CLIO_ACTIVITIES, 3));
        changes.sendLetter(
                "clio",
                "clio-webhook-activity",
                new Version(CONNECTION + "/7", older, "changed", before, before, false));
        changes.sendLetter("smokeball", "smokeball-fee", version(SMOKEBALL_FEES, 1))
                .get();
    }

    /** @param except the numbers of those that are not sent */
    private static void send(Changes changes, String entity, List<String> records, Integer... except) {
        for (int number = 0; number < records.size(); number++) {
            if (!List.of(except).contains(number)) {
                changes.send(entity + ".latest.v1", version(records, number));
            }
        }
    }

    private static Version version(List<String> records, int number) {
        return Version.of(CONNECTION + "/" + number, records.get(number));
    }

    private static String time(
            int id,
            String user,
            Integer matter,
            String date,
            int seconds,
            String rounded,
            String price,
            String total,
            String more) {
        return """
            {"id":%d,"type":"TimeEntry","user":{"id":%d,"name":"%s"},"matter":%s,"date":%s,"quantity":%d,"rounded_quantity":%s,
             "price":%s,"total":%s%s}""".formatted(
                        id,
                        user.equals("Ada") ? 1 : 2,
                        user,
                        matter == null ? "null" : "{\"id\":" + matter + "}",
                        date == null ? "null" : "\"" + date + "\"",
                        seconds,
                        rounded,
                        price,
                        total,
                        more.isEmpty() ? "" : "," + more);
    }

    /** @param worked null for a field that is not there */
    private static String fee(
            int id,
            String matter,
            String staff,
            String date,
            String rate,
            String worked,
            String minutes,
            String amount,
            String withoutTax,
            String more) {
        return """
            {"id":"f%d","matter":{"id":"%s"},"staff":{"id":"%s"},"feeDate":"%s","rate":%s,%s"duration":%s,"amount":%s,
             "amountExcTax":%s,%s%s}""".formatted(
                        id,
                        matter,
                        staff,
                        date,
                        rate,
                        worked == null ? "" : "\"durationWorked\":" + worked + ",",
                        minutes,
                        amount,
                        withoutTax,
                        more.contains("feeType") ? "" : "\"feeType\":1,",
                        more);
    }

    private static String expense(
            int id,
            String matter,
            String staff,
            String date,
            String price,
            String pieces,
            String amount,
            String withoutTax,
            String more) {
        return """
            {"id":"e%d","matter":{"id":"%s"},"staff":{"id":"%s"},"expenseDate":"%s","price":%s,"quantity":%s,"amount":%s,
             "amountExcTax":%s,%s}""".formatted(id, matter, staff, date, price, pieces, amount, withoutTax, more);
    }
}
