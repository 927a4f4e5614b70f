package io.camelclio.app.kafka;

import io.camelclio.app.settings.Given;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * The routes' {@code application.properties} as Camel will see them: a system property of the name wins, then an
 * environment variable in capitals with underscores.
 */
public final class RouteProperties {

    /** Where the packaged file lies on the class path. */
    public static final String PACKAGED = "application.properties";

    private final Properties file;
    private final Given given;

    private RouteProperties(Properties file, Given given) {
        this.file = file;
        this.given = given;
    }

    /** Reads a team's own file where its folder has one, else the packaged one. */
    public static RouteProperties load(Optional<Path> routesDir, Given given) {
        Properties file = new Properties();
        try (InputStream content = open(routesDir)) {
            file.load(content);
        } catch (IOException e) {
            throw new UncheckedIOException("The routes' " + PACKAGED + " cannot be read", e);
        }
        return new RouteProperties(file, given);
    }

    private static InputStream open(Optional<Path> routesDir) throws IOException {
        Optional<Path> own = ownFile(routesDir);
        return own.isPresent()
                ? Files.newInputStream(own.get())
                : RouteProperties.class.getClassLoader().getResourceAsStream(PACKAGED);
    }

    /** Where Camel reads them from. */
    public static String location(Optional<Path> routesDir) {
        return ownFile(routesDir).map(own -> "file:" + own).orElse("classpath:" + PACKAGED);
    }

    private static Optional<Path> ownFile(Optional<Path> routesDir) {
        return routesDir.map(folder -> folder.resolve(PACKAGED)).filter(Files::exists);
    }

    public Optional<String> value(String name) {
        return override(name).or(() -> Optional.ofNullable(file.getProperty(name)));
    }

    /** Whether the user set this property outside the file. */
    public boolean isGiven(String name) {
        return override(name).isPresent();
    }

    private Optional<String> override(String name) {
        return given.value(name)
                .or(() -> given.value(name.toUpperCase(Locale.ROOT).replace('.', '_')));
    }
}
