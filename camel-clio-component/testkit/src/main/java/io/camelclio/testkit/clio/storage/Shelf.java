package io.camelclio.testkit.clio.storage;

import io.camelclio.testkit.http.Content;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stored files by path. What is kept of their bytes is bounded, per file and in all: the oldest lose theirs first,
 * and of a file that lost them size and digest are still known. Thread-safe.
 */
final class Shelf {

    private static final int MOST_FILES = 20_000;
    private static final long MOST_BYTES_IN_ALL = 64L * 1024 * 1024;

    private final Map<String, StoredFile> files = new LinkedHashMap<>();
    private long kept;

    synchronized Optional<StoredFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    synchronized void put(String path, StoredFile file) {
        remove(path);
        if (files.size() == MOST_FILES) {
            remove(files.keySet().iterator().next());
        }
        files.put(path, file);
        kept += inMemory(file);
        for (Map.Entry<String, StoredFile> oldest : files.entrySet()) {
            if (kept <= MOST_BYTES_IN_ALL) {
                return;
            }
            long bytes = inMemory(oldest.getValue());
            if (bytes > 0) {
                oldest.setValue(oldest.getValue().withoutContent());
                kept -= bytes;
            }
        }
    }

    synchronized void remove(String path) {
        StoredFile file = files.remove(path);
        if (file != null) {
            kept -= inMemory(file);
        }
    }

    private static long inMemory(StoredFile file) {
        return file.content()
                .filter(KeptBytes.class::isInstance)
                .map(Content::length)
                .orElse(0L);
    }
}
