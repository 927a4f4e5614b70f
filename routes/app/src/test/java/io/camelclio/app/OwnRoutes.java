package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A copy of the packaged routes, to be edited as a team would edit it. */
final class OwnRoutes {

    private static final String PROPERTIES = "application.properties";
    private static final List<String> FILES = List.of(
            PROPERTIES,
            "camel/clio-polls.camel.yaml",
            "camel/clio-webhooks.camel.yaml",
            "camel/dead-letters.camel.yaml",
            "camel/smokeball.camel.yaml",
            "camel/smokeball-webhooks.camel.yaml",
            "kamelets/record-to-kafka.kamelet.yaml",
            "kamelets/smokeball-source.kamelet.yaml",
            "kamelets/smokeball-webhook-source.kamelet.yaml",
            "smokeball/collections.yaml",
            "smokeball/events.yaml");

    private final Path folder;

    private OwnRoutes(Path folder) {
        this.folder = folder;
    }

    static OwnRoutes copiedTo(Path folder) throws IOException {
        for (String file : FILES) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            try (InputStream packaged = OwnRoutes.class.getClassLoader().getResourceAsStream(packagedName(file))) {
                Files.copy(packaged, copy);
            }
        }
        return new OwnRoutes(folder);
    }

    private static String packagedName(String file) {
        return file.equals(PROPERTIES) ? "io/camelclio/routes/" + file : file;
    }

    Path folder() {
        return folder;
    }

    /** Replaces the first occurrence of a text, which must be there. */
    OwnRoutes replace(String file, String text, String by) throws IOException {
        Path path = folder.resolve(file);
        String content = Files.readString(path);
        assertThat(content).contains(text);
        int at = content.indexOf(text);
        Files.writeString(path, content.substring(0, at) + by + content.substring(at + text.length()));
        return this;
    }

    /** Sets a property of {@code application.properties}; the last line of a name wins. */
    OwnRoutes property(String name, String value) throws IOException {
        Path path = folder.resolve(PROPERTIES);
        String content = Files.readString(path);
        assertThat(content).contains(name + " =");
        Files.writeString(path, content + System.lineSeparator() + name + " = " + value + System.lineSeparator());
        return this;
    }

    OwnRoutes append(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.writeString(path, Files.readString(path) + System.lineSeparator() + text);
        return this;
    }

    OwnRoutes add(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return this;
    }
}
