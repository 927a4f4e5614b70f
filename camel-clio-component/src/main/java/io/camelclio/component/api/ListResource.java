package io.camelclio.component.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one list endpoint of Clio's API accepts, read from {@code list-resources.txt}.
 *
 * @param path the resource path below {@code /api/v4/}, with {@code {id}} for each parent's id
 * @param entity the singular used in topics and event types
 * @param incremental whether {@code updated_since} is accepted
 * @param orderedById whether {@code order=id(asc)} is accepted; without it the default order is what one gets
 * @param maxLimit the most records on one page
 */
public record ListResource(String path, String entity, boolean incremental, boolean orderedById, int maxLimit) {

    private static final Map<String, ListResource> BY_PATH = load();

    /** Finds a resource by its path; ids in the path stand for any parent. Fails with the nearest known path. */
    public static ListResource of(String path) {
        return find(path)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Clio has no list of '" + path + "'; did you mean '" + nearest(path) + "'?"));
    }

    public static Optional<ListResource> find(String path) {
        return Optional.ofNullable(BY_PATH.get(path.replaceAll("/\\d+(/|$)", "/{id}$1")));
    }

    private static String nearest(String path) {
        return BY_PATH.keySet().stream()
                .min(Comparator.comparingInt(known -> distance(known, path)))
                .orElseThrow();
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static Map<String, ListResource> load() {
        try (var lines = new BufferedReader(new InputStreamReader(
                ListResource.class.getResourceAsStream("list-resources.txt"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(ListResource::parse)
                    .collect(Collectors.toUnmodifiableMap(ListResource::path, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ListResource parse(String line) {
        String[] column = line.split("\\s+");
        return new ListResource(
                column[0],
                column[1],
                column[2].equals("updated_since"),
                column[3].equals("id(asc)"),
                Integer.parseInt(column[4]));
    }
}
