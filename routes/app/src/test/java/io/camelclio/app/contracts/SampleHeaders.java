package io.camelclio.app.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.collection.RecordKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Headers as a record of some kind could have them, with the key that such a record has.
 *
 * @param kind such as {@code clio.matter}
 * @param parent key of the record that it stands under; empty if it stands under none
 */
record SampleHeaders(String kind, String key, Optional<String> parent) {

    private static final String CONNECTION = "us";
    private static final String PARENT = "2f0d3c5e-58ab-4b43-9c04-5a7d1c2e9f10";
    private static final Collections SMOKEBALL = smokeball();

    private static Collections smokeball() {
        try {
            return Collections.read(Optional.empty(), Optional.empty());
        } catch (SettingsException e) {
            throw new AssertionError(e);
        }
    }

    static SampleHeaders of(String kind, JsonNode example) {
        String entity = kind.substring(kind.indexOf('.') + 1);
        if (kind.startsWith("clio.")) {
            return new SampleHeaders(kind, CONNECTION + "/" + example.path("id").asText(), Optional.empty());
        }
        Collection collection = SMOKEBALL.of(entity);
        RecordKey identity = collection.records().key();
        String parents = ("/" + PARENT).repeat(collection.parents().size());
        String own = identity.isOfWholeArray()
                ? parents.isEmpty() ? "/all" : ""
                : "/" + example.at("/" + identity.field()).asText();
        return new SampleHeaders(
                kind,
                CONNECTION + (identity.underParents() ? parents : "") + own,
                Optional.of(CONNECTION + parents).filter(parent -> !parents.isEmpty()));
    }

    /** @param type {@code changed} or {@code deleted} */
    Map<String, String> ofType(String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", sha256(kind + key + type));
        headers.put("ce_type", "com." + kind + "." + type + ".v1");
        headers.put("ce_source", "/" + kind.substring(0, kind.indexOf('.')) + "/" + CONNECTION);
        headers.put("ce_subject", key);
        headers.put("ce_time", "2026-03-04T21:20:31Z");
        headers.put("ce_asof", "2026-03-04T21:20:32.048531Z");
        parent.ifPresent(parent -> headers.put("ce_parent", parent));
        headers.put("content-type", "application/json");
        return headers;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
