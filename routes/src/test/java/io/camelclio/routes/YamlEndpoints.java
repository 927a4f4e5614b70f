package io.camelclio.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every endpoint that a route, a Kamelet or a piece of YAML in a page of the documentation names. */
final class YamlEndpoints {

    /**
     * An endpoint with its options.
     *
     * @param place the file, and in a page the line of the piece of YAML
     */
    record Found(String place, String scheme, String uri, Map<String, String> options) {

        /** As one line of text, which is how the catalogue takes it. */
        String line() {
            return uri
                    + options.entrySet().stream()
                            .map(option -> option.getKey() + "=" + option.getValue())
                            .collect(Collectors.joining("&", options.isEmpty() ? "" : "?", ""));
        }

        @Override
        public String toString() {
            return place + " " + line();
        }
    }

    private static final YAMLMapper YAML = new YAMLMapper();

    private static final Pattern PIECE = Pattern.compile(
            "^(?:( *)```yaml\\n(.*?)```|\\[source,yaml]\\n----\\n(.*?)\\n----)", Pattern.DOTALL | Pattern.MULTILINE);

    private final List<Found> found = new ArrayList<>();

    private YamlEndpoints() {}

    static List<Found> ofRoutesAndKamelets() {
        YamlEndpoints endpoints = new YamlEndpoints();
        Stream.of(RouteFiles.routes(), RouteFiles.kamelets())
                .flatMap(List::stream)
                .forEach(file -> endpoints.collect(file.toString(), RouteFiles.read(file)));
        return endpoints.found;
    }

    static List<Found> ofPages() {
        YamlEndpoints endpoints = new YamlEndpoints();
        Pages.all().forEach(endpoints::readPage);
        return endpoints.found;
    }

    private void readPage(Path page) {
        String text = Pages.text(page);
        PIECE.matcher(text).results().forEach(piece -> {
            String place = page + ":" + text.substring(0, piece.start()).lines().count();
            String yaml = piece.group(2) == null ? piece.group(3) : piece.group(2);
            try {
                collect(place, YAML.readTree(yaml));
            } catch (IOException e) {
                throw new UncheckedIOException(place + " is no YAML", e);
            }
        });
    }

    private void collect(String place, JsonNode node) {
        if (node.path("uri").isTextual()) {
            add(place, node.path("uri").asText(), node.path("parameters"));
        }
        node.forEach(part -> collect(place, part));
    }

    private void add(String place, String uri, JsonNode parameters) {
        Map<String, String> options = new TreeMap<>();
        parameters
                .properties()
                .forEach(
                        option -> options.put(option.getKey(), option.getValue().asText()));
        String inner = uri.replaceFirst("^master:[^:]*:", "");
        String address = inner.replaceFirst("\\?.*", "");
        if (inner.contains("?")) {
            for (String option : inner.substring(inner.indexOf('?') + 1).split("&")) {
                options.put(option.replaceFirst("=.*", ""), option.replaceFirst("^[^=]*=", ""));
            }
        }
        found.add(new Found(place, address.replaceFirst(":.*", ""), address, options));
    }
}
