package io.camelclio.app.settings;

import io.camelclio.app.tls.ServerCertificate;
import io.camelclio.app.tls.TrustedCertificates;
import io.camelclio.pull.http.SecureAddress;
import io.camelclio.pull.token.FileTokenStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Reads settings and collects what is wrong with them, so that a person sees all of it at once. */
final class Checks {

    private final Given given;
    private final List<String> problems = new ArrayList<>();

    Checks(Given given) {
        this.given = given;
    }

    void problem(String text) {
        problems.add(text);
    }

    void throwIfAny() throws SettingsException {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    boolean added(String name) {
        return given.addedValue(name).filter(Boolean::parseBoolean).isPresent();
    }

    Optional<String> optional(String name) {
        return given.value(name);
    }

    String required(String name, String why) {
        return given.value(name).orElseGet(() -> {
            problem(name + " is missing; " + why);
            return null;
        });
    }

    /** A name that becomes part of every record key. */
    String connection(String name, String otherwise) {
        return matching(
                        name,
                        "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                        "1 to 64 letters, digits, dots, dashes and underscores")
                .orElse(otherwise);
    }

    Optional<String> matching(String name, String pattern, String allowed) {
        Optional<String> text = given.value(name);
        if (text.isPresent() && !text.get().matches(pattern)) {
            problem(name + " is '" + text.get() + "'; allowed are " + allowed);
        }
        return text;
    }

    Optional<URI> address(String name) {
        return given.value(name).map(text -> {
            try {
                URI address = URI.create(text.replaceAll("/+$", ""));
                if (SecureAddress.isBase(address)) {
                    return address;
                }
            } catch (IllegalArgumentException e) {
                // Told below, like any other text that is no address.
            }
            problem(name + " is '" + SecureAddress.withoutUser(text)
                    + "'; allowed is an https address without a query, fragment or user (http to a loopback address)");
            return null;
        });
    }

    int port(String name, int otherwise) {
        String text = given.value(name).orElse(String.valueOf(otherwise));
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        problem(name + " is '" + text + "'; allowed is a port number from 0 to 65535, 0 for any free one");
        return otherwise;
    }

    int wholeNumber(String name, int otherwise, int least, int most) {
        String text = given.value(name).orElse(String.valueOf(otherwise));
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        problem(name + " is '" + text + "'; allowed is a whole number from " + least + " to " + most);
        return otherwise;
    }

    Optional<Integer> seconds(String name) {
        Optional<String> text = given.value(name);
        if (text.isPresent() && !text.get().matches("[1-9]\\d{0,6}")) {
            problem(name + " is '" + text.get() + "'; allowed is a whole number of seconds from 1");
            return Optional.empty();
        }
        return text.map(Integer::valueOf);
    }

    Optional<Path> existing(String name) {
        Optional<Path> path = given.value(name).map(Path::of);
        if (path.isPresent() && !Files.isReadable(path.get())) {
            problem(name + " is '" + path.get() + "', which is not there or cannot be read");
        }
        return path;
    }

    /** A folder with routes in it: without any, an application would run and do nothing. */
    Optional<Path> routes(String name) {
        Optional<Path> folder = existing(name);
        folder.filter(Files::isReadable)
                .filter(path -> !holdsYaml(path.resolve("camel")))
                .ifPresent(path -> problem(name + " is '" + path + "', which holds no routes (camel/*.yaml); copy the"
                        + " packaged ones there, as the README shows"));
        return folder;
    }

    /** Whether the properties in a folder of routes make beans, which may be accounts; what they make is looked at later. */
    boolean namesAccounts(String name) {
        Optional<Path> file = given.value(name).map(folder -> Path.of(folder, "application.properties"));
        if (file.isEmpty()) {
            return false;
        }
        Properties properties = new Properties();
        try (InputStream content = Files.newInputStream(file.get())) {
            properties.load(content);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
        return properties.stringPropertyNames().stream().anyMatch(property -> property.startsWith("camel.beans."));
    }

    private static boolean holdsYaml(Path folder) {
        try (DirectoryStream<Path> routes = Files.newDirectoryStream(folder, "*.yaml")) {
            return routes.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    /** A file that can be made or replaced: its folder is there. */
    Optional<Path> writable(String name) {
        Optional<Path> file = given.value(name).map(Path::of).map(Path::toAbsolutePath);
        file.map(Path::getParent)
                .filter(folder -> !Files.isWritable(folder))
                .ifPresent(folder ->
                        problem(name + " is '" + file.get() + "', but its folder is not there or cannot be written"));
        return file;
    }

    /**
     * A file that others can read, or that cannot be written when the vendor gives a new token, is told at start.
     *
     * @param filledLater whether it may be empty
     * @param remedy how to fill it
     */
    void tokenFile(String name, Path file, boolean filledLater, String remedy) {
        writable(name);
        try {
            if (new FileTokenStore(file).load().isEmpty() && !filledLater) {
                problem(name + " is '" + file + "', which holds no refresh token; " + remedy);
            }
        } catch (IOException e) {
            problem(name + " is '" + file + "': " + e.getMessage());
        }
    }

    /** What a server shows of itself: a file of certificates and one of their key, or neither. */
    Optional<ServerCertificate> certificate(String name, String key) {
        Optional<Path> certificates = given.value(name).map(Path::of);
        Optional<Path> keys = given.value(key).map(Path::of);
        if (certificates.isPresent() != keys.isPresent()) {
            problem((certificates.isPresent() ? key : name) + " is missing; give both " + name + " and " + key
                    + ", files in PEM, or neither for plain http");
            return Optional.empty();
        }
        return certificates.flatMap(file -> {
            try {
                return Optional.of(ServerCertificate.read(file, keys.orElseThrow()));
            } catch (IOException e) {
                problem(name + " and " + key + " cannot be used: " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** Who is trusted besides those whom Java trusts. */
    Optional<TrustedCertificates> trusted(String name) {
        return given.value(name).map(Path::of).flatMap(file -> {
            try {
                return Optional.of(TrustedCertificates.read(file));
            } catch (IOException e) {
                problem(name + " cannot be used: " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    void contradicting(String name, String other) {
        if (given.value(name).isPresent() && given.value(other).isPresent()) {
            problem(name + " and " + other + " are both set; remove one of them");
        }
    }

    String oneOf(String name, List<String> allowed) {
        String word = given.value(name).orElse(allowed.get(0));
        if (!allowed.contains(word)) {
            problem(name + " is '" + word + "'; allowed are " + String.join(", ", allowed));
        }
        return word;
    }
}
