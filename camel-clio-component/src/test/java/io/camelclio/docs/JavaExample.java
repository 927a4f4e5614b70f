package io.camelclio.docs;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;

/**
 * An example in Java, compiled: a class of its own, or statements as they stand in a {@code RouteBuilder}'s
 * {@code configure}, with a producer template and a connection at hand.
 */
final class JavaExample {

    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public |final )*class (\\w+)");
    private static final String IMPORTS = """
            import io.camelclio.component.*;
            import io.camelclio.component.api.*;
            import io.camelclio.pull.progress.*;
            import io.camelclio.pull.token.*;
            import java.io.*;
            import java.math.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.apache.camel.*;
            import org.apache.camel.builder.*;
            import org.apache.camel.main.*;
            import org.apache.camel.spi.*;
            """;

    private final Example example;
    private final String name;
    private final String source;

    JavaExample(Example example) {
        this.example = example;
        Matcher ownClass = CLASS.matcher(example.code());
        if (ownClass.find()) {
            name = ownClass.group(1);
            source = IMPORTS + example.code();
        } else {
            name = "Routes";
            source = IMPORTS + "public class Routes extends RouteBuilder {\n"
                    + "private CamelContext context;\nprivate ProducerTemplate template;\n"
                    + "private ClioConnection connection;\n"
                    + "public void configure() throws Exception {\n" + example.code() + "}\n}\n";
        }
    }

    /**
     * Compiles it.
     *
     * @return its routes; empty when it has none, for then it would do what it shows
     * @throws AssertionError with the compiler's words
     */
    Optional<RoutesBuilder> compile(Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter words = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean good = compiler.getTask(
                            words,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-d",
                                    folder.toString()),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            if (!good) {
                throw new AssertionError("The example at " + example.place() + " does not compile:\n" + words);
            }
        }
        return example.code().contains("from(\"") ? Optional.of(routes(folder)) : Optional.empty();
    }

    private RoutesBuilder routes(Path folder) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            return (RoutesBuilder)
                    loader.loadClass(name).getDeclaredConstructor().newInstance();
        }
    }
}
