package io.camelclio.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the project's documentation, read from where they lie. */
final class Pages {

    static final Path PROJECT = Path.of("..");

    private Pages() {}

    static List<Path> all() {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().matches(".*\\.(md|adoc)"))
                    .filter(file -> !file.toString().matches(".*/(target|node_modules|\\.[a-z]+)/.*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(page.toString(), e);
        }
    }
}
