package io.camelclio.app.kafka;

import io.camelclio.app.settings.Given;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The routes' {@code application.properties} as Camel will see them: a system property of the name wins, then an
 * environment variable in capitals with underscores.
 */
public final class RouteProperties {

    private static final String FILE = "application.properties";

    /** Where the packaged file lies on the class path. */
    private static final String PACKAGED = "io/camelclio/routes/" + FILE;

    private static final Pattern BEAN = Pattern.compile("camel\\.beans\\.([^.]+)");

    private final Properties file;
    private final Properties packaged;
    private final Given given;

    private RouteProperties(Properties file, Properties packaged, Given given) {
        this.file = file;
        this.packaged = packaged;
        this.given = given;
    }

    /** Reads a team's own file where its folder has one, else the packaged one. */
    public static RouteProperties load(Optional<Path> routesDir, Given given) {
        Properties packaged = read(
                "The packaged " + FILE,
                () -> RouteProperties.class.getClassLoader().getResourceAsStream(PACKAGED));
        Properties file = ownFile(routesDir)
                .map(own -> read(own.toString(), () -> Files.newInputStream(own)))
                .orElse(packaged);
        return new RouteProperties(file, packaged, given);
    }

    private static Properties read(String what, Source source) {
        Properties properties = new Properties();
        try (InputStream content = source.open()) {
            properties.load(content);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be read", e);
        }
    }

    /** Where Camel reads them from. */
    public static String location(Optional<Path> routesDir) {
        return ownFile(routesDir).map(own -> "file:" + own).orElse("classpath:" + PACKAGED);
    }

    private static Optional<Path> ownFile(Optional<Path> routesDir) {
        return routesDir.map(folder -> folder.resolve(FILE)).filter(Files::exists);
    }

    /** The names of the file. */
    public Set<String> names() {
        return file.stringPropertyNames();
    }

    /** The names of the beans of a class that the properties make. */
    public Set<String> beansOf(Class<?> type) {
        String made = "#class:" + type.getName();
        return names().stream()
                .filter(name -> value(name).filter(made::equals).isPresent())
                .map(BEAN::matcher)
                .filter(Matcher::matches)
                .map(bean -> bean.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A property without the space around it; an empty one is none. */
    public Optional<String> value(String name) {
        return override(name)
                .or(() -> Optional.ofNullable(file.getProperty(name)).map(String::strip))
                .filter(value -> !value.isEmpty());
    }

    /** Whether the user set this property: from outside, or in an own file that differs from the packaged one. */
    public boolean isGiven(String name) {
        return override(name).isPresent() || !Objects.equals(file.getProperty(name), packaged.getProperty(name));
    }

    private Optional<String> override(String name) {
        return given.value(name)
                .or(() -> given.value(name.toUpperCase(Locale.ROOT).replace('.', '_')));
    }

    private interface Source {
        InputStream open() throws IOException;
    }
}
