package io.camelclio.kafka.topics;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds topic files, on the class path or in a folder, and reads them; no topic may be defined twice. */
public final class TopicFiles {

    /** Where topic files lie on the class path. */
    public static final String PACKAGED = "kafka-config/topics/";

    private static final String EXTENSION = ".yaml";

    private TopicFiles() {}

    /**
     * The topics of all files under {@link #PACKAGED} on the class path, sorted by name. Another jar may add files of its
     * own there.
     *
     * @throws TopicException if there are none, one cannot be used, or a topic is defined twice
     */
    public static List<TopicDefinition> packaged() {
        return packaged(Optional.empty());
    }

    /**
     * As {@link #packaged()}, but for the files of a folder: each stands for the packaged one of its name, or is one more.
     *
     * @throws TopicException as there
     */
    public static List<TopicDefinition> packaged(Optional<Path> instead) {
        return packaged(TopicFiles.class.getClassLoader(), instead);
    }

    static List<TopicDefinition> packaged(ClassLoader loader, Optional<Path> instead) {
        Collection<String> names = packagedNames(loader);
        instead.ifPresent(folder -> names.addAll(namesOfFolder(folder)));
        List<TopicDefinition> topics = new ArrayList<>();
        for (String name : names) {
            Optional<Path> own = instead.map(folder -> folder.resolve(name)).filter(Files::exists);
            try (InputStream content =
                    own.isPresent() ? Files.newInputStream(own.get()) : loader.getResourceAsStream(PACKAGED + name)) {
                topics.add(TopicFile.parse(name, content));
            } catch (IOException e) {
                throw TopicException.unreadable(own.map(Path::toString).orElse("the class path"), e);
            }
        }
        return checked(topics, "the class path under " + PACKAGED);
    }

    private static Collection<String> namesOfFolder(Path folder) {
        try {
            return namesIn(folder);
        } catch (IOException e) {
            throw TopicException.unreadable(folder.toString(), e);
        }
    }

    /**
     * The topics of all {@code *.yaml} files in a folder, sorted by name.
     *
     * @throws TopicException if there are none, one cannot be used, or a topic is defined twice
     */
    public static List<TopicDefinition> in(Path folder) {
        List<TopicDefinition> topics = new ArrayList<>();
        try {
            for (String file : namesIn(folder)) {
                try (InputStream content = Files.newInputStream(folder.resolve(file))) {
                    topics.add(TopicFile.parse(file, content));
                }
            }
        } catch (IOException e) {
            throw TopicException.unreadable("folder " + folder, e);
        }
        return checked(topics, "folder " + folder);
    }

    private static List<TopicDefinition> checked(List<TopicDefinition> topics, String place) {
        if (topics.isEmpty()) {
            throw TopicException.noFiles(place);
        }
        Map<String, TopicDefinition> byName = new HashMap<>();
        for (TopicDefinition topic : topics) {
            TopicDefinition other = byName.put(topic.name(), topic);
            if (other != null) {
                throw TopicException.definedTwice(topic.name(), other.file(), topic.file());
            }
        }
        return topics.stream()
                .sorted(Comparator.comparing(TopicDefinition::name))
                .toList();
    }

    private static Collection<String> packagedNames(ClassLoader loader) {
        Collection<String> names = new TreeSet<>();
        try {
            for (URL place : Collections.list(loader.getResources(PACKAGED))) {
                names.addAll(namesIn(place));
            }
        } catch (IOException | URISyntaxException e) {
            throw TopicException.unreadable("the class path", e);
        }
        return names;
    }

    private static Collection<String> namesIn(URL place) throws IOException, URISyntaxException {
        URLConnection connection = place.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return namesIn(jar);
        }
        if ("file".equals(place.getProtocol())) {
            return namesIn(Path.of(place.toURI()));
        }
        throw new IOException("Files under %s cannot be listed".formatted(place));
    }

    private static Collection<String> namesIn(JarURLConnection jar) throws IOException {
        return jar.getJarFile().stream()
                .map(entry -> entry.getName())
                .filter(name -> name.startsWith(PACKAGED) && name.endsWith(EXTENSION))
                .map(name -> name.substring(PACKAGED.length()))
                .filter(name -> name.indexOf('/') < 0)
                .toList();
    }

    private static Collection<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(EXTENSION))
                    .sorted()
                    .toList();
        }
    }
}
