package io.camelclio.testkit.clio.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code multiparts} of a request: at most 50, numbered from 1 to 10,000, each with its length and perhaps its MD5
 * (Clio, "Documents"). The refusals' wording is ours.
 */
final class MultipartForm {

    private static final int MOST_IN_ONE_REQUEST = 50;
    private static final int LAST_NUMBER = 10_000;

    private MultipartForm() {}

    /** The headers each part is to be put with, by the part's number; empty if the request has no parts. */
    static Map<Integer, Map<String, String>> parse(ObjectNode data) {
        JsonNode parts = data.path("multiparts");
        if (parts.size() > MOST_IN_ONE_REQUEST) {
            throw ApiError.unprocessable("multiparts may have at most " + MOST_IN_ONE_REQUEST + " parts in a request");
        }
        Map<Integer, Map<String, String>> headers = new TreeMap<>();
        for (JsonNode part : parts) {
            if (headers.put(number(part), headers(part)) != null) {
                throw ApiError.unprocessable("part_number must be unique");
            }
        }
        return headers;
    }

    private static int number(JsonNode part) {
        int number = part.path("part_number").asInt();
        if (number < 1 || number > LAST_NUMBER) {
            throw ApiError.unprocessable("part_number must be between 1 and " + LAST_NUMBER);
        }
        return number;
    }

    private static Map<String, String> headers(JsonNode part) {
        String length = part.path("content_length").asText();
        if (!length.matches("[0-9]{1,18}")) {
            throw ApiError.unprocessable("content_length must be a number of bytes");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Length", length);
        String md5 = part.path("content_md5").asText("");
        if (!md5.isEmpty()) {
            headers.put("Content-MD5", checked(md5));
        }
        return headers;
    }

    private static String checked(String md5) {
        try {
            if (Base64.getDecoder().decode(md5).length == 16) {
                return md5;
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, like a digest of another length.
        }
        throw ApiError.unprocessable("content_md5 must be a base64-encoded MD5 digest");
    }
}
