package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a person at a terminal has around a command that runs in this JVM: settings, and what it shows on either stream. The
 * test's class needs the locks of system properties and of the output.
 */
final class CommandTerminal implements BeforeEachCallback, AfterEachCallback {

    private final Map<String, String> before = new HashMap<>();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private PrintStream out;
    private PrintStream err;

    @Override
    public void beforeEach(ExtensionContext test) {
        out = System.out;
        err = System.err;
        PrintStream watched = new PrintStream(shown, true, UTF_8);
        System.setOut(watched);
        System.setErr(watched);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        System.setOut(out);
        System.setErr(err);
        before.keySet().stream().toList().forEach(this::takeBack);
        shown.reset();
    }

    /** A setting, until the test is over or it is taken back. */
    void given(String name, String value) {
        before.putIfAbsent(name, System.getProperty(name, ""));
        System.setProperty(name, value);
    }

    void given(Map<String, String> settings) {
        settings.forEach(this::given);
    }

    /** As if a setting had never been given. */
    void takeBack(String name) {
        String value = before.remove(name);
        if (value == null || value.isEmpty()) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }

    /** All that was shown since the last {@link #take}. */
    String shown() {
        return shown.toString(UTF_8);
    }

    /** What was shown, and is forgotten then. */
    String take() {
        String text = shown();
        shown.reset();
        return text;
    }
}
