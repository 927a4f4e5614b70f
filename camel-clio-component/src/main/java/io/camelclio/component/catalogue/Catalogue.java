package io.camelclio.component.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Everything Clio's API offers, read once from {@code clio-api.json}: the operations of Clio's OpenAPI document (4.0.13)
 * and the two that only its prose knows, {@code activate} of a webhook and {@code upload} of a document. Immutable.
 */
public final class Catalogue {

    private static final Catalogue CLIO = read("clio-api.json");

    private static final Pattern ANY_PARENT = Pattern.compile("\\d+|\\{id}");

    private final Map<String, Resource> resources = new LinkedHashMap<>();

    private Catalogue(Content content) {
        for (Content.Entry entry : content.resources()) {
            Map<ClioOperation, Operation> operations = new EnumMap<>(ClioOperation.class);
            entry.operations().forEach(operation -> operations.put(operation.name(), operation));
            resources.put(
                    entry.path(),
                    new Resource(
                            entry.path(),
                            entry.entity(),
                            operations,
                            new RecordFields(entry.record(), content.records())));
        }
    }

    public static Catalogue clio() {
        return CLIO;
    }

    /** All resources, by path. */
    public Collection<Resource> resources() {
        return List.copyOf(resources.values());
    }

    /**
     * Finds a resource.
     *
     * @param path with the parents' ids ({@code contacts/123/email_addresses}) or with placeholders in their places
     *     ({@code contacts/{contact_id}/email_addresses}, and {@code {id}} for any parent)
     * @throws IllegalArgumentException naming the resource that was probably meant
     */
    public Resource resource(String path) {
        return Optional.ofNullable(resources.get(path))
                .or(() -> first(resource -> matches(path, resource.path())))
                .orElseThrow(() -> new IllegalArgumentException("Clio has no resource '" + path + "'; " + hint(path)));
    }

    /** The fields of a record by its entity's name, such as a webhook model's: {@code calendar_entry}. */
    public Optional<RecordFields> record(String entity) {
        return first(resource -> resource.entity().equals(entity)).map(Resource::fields);
    }

    private Optional<Resource> first(Predicate<Resource> wanted) {
        return resources.values().stream().filter(wanted).findFirst();
    }

    private String hint(String path) {
        return resources.values().stream()
                .flatMap(resource -> resource.operations().values().stream()
                        .filter(operation -> matches(path, operation.path()))
                        .map(operation -> "did you mean '" + resource.path() + "' with operation=" + operation.name()
                                + (operation.needsId() ? " and an id" : "") + "?"))
                .findFirst()
                .orElseGet(() -> nearest(path));
    }

    private String nearest(String path) {
        Map<String, String> byShape = new LinkedHashMap<>();
        resources.keySet().forEach(template -> byShape.put(shape(template), template));
        return Names.near(shape(path), byShape.keySet())
                .map(shape -> "did you mean '" + byShape.get(shape) + "'?")
                .orElseGet(() -> Names.hint(path, resources.keySet()));
    }

    private static boolean matches(String path, String template) {
        String[] given = path.split("/", -1);
        String[] wanted = template.split("/");
        return given.length == wanted.length
                && IntStream.range(0, given.length)
                        .allMatch(at -> given[at].equals(wanted[at])
                                || wanted[at].startsWith("{")
                                        && ANY_PARENT.matcher(given[at]).matches());
    }

    /** A path without ids and names of placeholders, so that these do not count when paths are compared. */
    private static String shape(String path) {
        return path.replaceAll("(?<=/)(\\d+|\\{\\w+})(?=/|$)", "{}");
    }

    private static Catalogue read(String file) {
        try (InputStream content = Catalogue.class.getResourceAsStream(file)) {
            return new Catalogue(new ObjectMapper().readValue(content, Content.class));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + " from the component's own jar", e);
        }
    }

    /** The form of the file. */
    private record Content(String source, List<Entry> resources, Map<String, Map<String, String>> records) {

        private record Entry(String path, String entity, String record, List<Operation> operations) {}
    }
}
