package io.camelclio.ordeal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What all processes have logged, to be searched for what must not be there. */
final class Logs {

    /** As the played vendors invent access tokens. */
    private static final Pattern ACCESS_TOKEN =
            Pattern.compile("sandbox-\\d+-[0-9a-f]{6,}|sandbox-token-[0-9a-f-]{8,}");

    private final Path folder;

    Logs(Path folder) {
        this.folder = folder;
    }

    /** Where a secret, a token or the contents of a record stand: file and line, not what. */
    List<String> shown(Collection<String> secrets) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path log : files()) {
            int number = 0;
            for (String line :
                    Files.readString(log, StandardCharsets.ISO_8859_1).split("\n")) {
                number++;
                if (line.contains(Firm.PRIVILEGED)
                        || ACCESS_TOKEN.matcher(line).find()
                        || secrets.stream().anyMatch(line::contains)) {
                    found.add(log.getFileName() + ":" + number);
                }
            }
        }
        return found;
    }

    long lines() throws IOException {
        long lines = 0;
        for (Path log : files()) {
            lines += Files.readString(log, StandardCharsets.ISO_8859_1).lines().count();
        }
        return lines;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".log")).toList();
        }
    }
}
