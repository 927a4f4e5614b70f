package io.camelclio.component.files;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plain name of a file, whoever gave it: no folder, nothing that a file system or a shell reads as more than a name,
 * and not too long for one.
 */
public final class FileName {

    private static final int LONGEST = 200;
    private static final Pattern EXTENDED = Pattern.compile(
            "filename\\*\\s*=\\s*(?<charset>[A-Za-z0-9_-]+)'[^']*'(?<name>[^;\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED =
            Pattern.compile("filename\\s*=\\s*\"(?<name>(?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern BARE =
            Pattern.compile("filename\\s*=\\s*(?<name>[^;\"\\s]+)", Pattern.CASE_INSENSITIVE);

    private FileName() {}

    /** The last part of a path as a plain name; empty when nothing is left of it. */
    public static Optional<String> plain(String path) {
        if (path == null) {
            return Optional.empty();
        }
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}<>:\"|?*$]", "_")
                .strip();
        name = name.replaceAll("^\\.+|[. ]+$", "");
        return name.isEmpty() ? Optional.empty() : Optional.of(shortened(name));
    }

    /** The name that an answer gives its file, else the last part of its address. */
    static Optional<String> of(Optional<String> contentDisposition, URI address) {
        return contentDisposition
                .flatMap(FileName::announced)
                .flatMap(FileName::plain)
                .or(() -> plain(address.getPath()));
    }

    private static Optional<String> announced(String disposition) {
        Matcher extended = EXTENDED.matcher(disposition);
        if (extended.find()) {
            Optional<String> name = decoded(extended.group("name"), extended.group("charset"));
            if (name.isPresent()) {
                return name;
            }
        }
        Matcher quoted = QUOTED.matcher(disposition);
        if (quoted.find()) {
            return Optional.of(quoted.group("name").replaceAll("\\\\(.)", "$1"));
        }
        Matcher bare = BARE.matcher(disposition);
        return bare.find() ? Optional.of(bare.group("name")) : Optional.empty();
    }

    private static Optional<String> decoded(String name, String charset) {
        try {
            Charset known = charset.equalsIgnoreCase("UTF-8") ? StandardCharsets.UTF_8 : Charset.forName(charset);
            return Optional.of(URLDecoder.decode(name.replace("+", "%2B"), known));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Keeps the ending, by which programs tell what a file is. */
    private static String shortened(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= 20 ? name.substring(dot) : "";
        return name.substring(0, LONGEST - ending.length()) + ending;
    }
}
