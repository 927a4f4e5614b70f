package io.camelclio.sample;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The catalogue of records that the tests of this module share, as the bytes a vendor would send. All are invented. */
public final class SampleRecords {

    /** A text that stands in records and must never stand in a message of ours. */
    public static final String CONFIDENTIAL = "privileged-and-confidential";

    public static final String EXACT_DIGITS =
            "{\"id\":3000000001,\"etag\":\"\\\"9a10\\\"\",\"updated_at\":\"2026-03-01T07:00:00-05:00\","
                    + "\"price\":250.00,\"total\":1E+2,\"quantity\":0.1000000000000000055511151231257827}";

    public static final String UNKNOWN_FIELDS_AND_NULLS =
            "{\"id\":2,\"etag\":null,\"invented_tomorrow\":{\"a\":[null,true,{}]},\"note\":null,\"\":0}";

    public static final String UNICODE =
            "{\"id\":3,\"note\":\"Zürich — 法律 \uD83D\uDCDC \\u0041\\ud83d\\ude00 \\/ \\\"\",\"Straße\":\"ß\"}";

    public static final String NESTED = "{\"matter\":{\"id\":77,\"updated_at\":\"2020-01-01T00:00:00Z\","
            + "\"client\":{\"id\":78}},\"ids\":[[1],[2,[3]]],\"id\":4}";

    public static final String SPACED = "{ \"id\" :\t5 ,\r\n \"note\" : \"{}[],:\\\\\" }";

    private SampleRecords() {}

    /** Every well-formed record of the catalogue. */
    public static List<String> wellFormed() {
        return List.of(EXACT_DIGITS, UNKNOWN_FIELDS_AND_NULLS, UNICODE, NESTED, SPACED, "{\"id\":6}", "{}");
    }

    /** What is no well-formed record, by the name of its fault. Each holds {@link #CONFIDENTIAL} where it can. */
    public static Map<String, byte[]> malformed() {
        return Map.ofEntries(
                Map.entry("nothing", bytes("")),
                Map.entry("white space only", bytes(" \n")),
                Map.entry("a text", bytes("\"" + CONFIDENTIAL + "\"")),
                Map.entry("an array", bytes("[\"" + CONFIDENTIAL + "\"]")),
                Map.entry("a bare word", bytes(CONFIDENTIAL)),
                Map.entry("cut within a text", bytes("{\"id\":1,\"note\":\"" + CONFIDENTIAL)),
                Map.entry("cut within a nested value", bytes("{\"id\":1,\"note\":{\"a\":\"" + CONFIDENTIAL + "\"")),
                Map.entry("cut before its last brace", bytes("{\"id\":1,\"note\":\"" + CONFIDENTIAL + "\"")),
                Map.entry("an unquoted value", bytes("{\"id\":1,\"note\":" + CONFIDENTIAL + "}")),
                Map.entry("an unquoted name", bytes("{" + CONFIDENTIAL + ":1}")),
                Map.entry("a number with a leading zero", bytes("{\"id\":01,\"note\":\"" + CONFIDENTIAL + "\"}")),
                Map.entry("a control character", bytes("{\"note\":\"" + CONFIDENTIAL + "\n\"}")),
                Map.entry("one field twice", bytes("{\"" + CONFIDENTIAL + "\":1,\"" + CONFIDENTIAL + "\":2}")),
                Map.entry(
                        "one nested field twice",
                        bytes("{\"id\":1,\"n\":{\"" + CONFIDENTIAL + "\":1,\"" + CONFIDENTIAL + "\":2}}")),
                Map.entry("followed by a word", bytes("{\"id\":1}" + CONFIDENTIAL)),
                Map.entry("followed by a second record", bytes("{\"id\":1}{\"note\":\"" + CONFIDENTIAL + "\"}")),
                Map.entry(
                        "in Latin-1", ("{\"note\":\"" + CONFIDENTIAL + " é\"}").getBytes(StandardCharsets.ISO_8859_1)),
                Map.entry("in UTF-16", ("{\"note\":\"" + CONFIDENTIAL + "\"}").getBytes(StandardCharsets.UTF_16)),
                Map.entry(
                        "in UTF-16 without a mark",
                        ("{\"note\":\"" + CONFIDENTIAL + "\"}").getBytes(StandardCharsets.UTF_16LE)),
                Map.entry("nested without end", bytes("{\"a\":".repeat(100_000))),
                Map.entry("nested very deeply", bytes("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
