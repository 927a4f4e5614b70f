package io.camelclio.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings file says what the application asks for, and what it takes where it gets no answer. */
class SettingsFileTest {

    private static final Path FILE = Path.of("src/distribution/conf/camel-clio.env");
    private static final Pattern SETTING = Pattern.compile("(?m)^#([A-Z_]+)=(.*)$");
    private static final Pattern TABLE = Pattern.compile("(?ms)^\\| setting \\|.*?^$");

    /** Read by the start script and by logging, and properties of the routes that have a setting's name. */
    private static final Set<String> NOT_OF_SETTINGS =
            Set.of("JAVA_HOME", "JAVA_OPTS", "LOG_LEVEL", "LATEST_STATE", "SMOKEBALL_COLLECTIONS");

    @Test
    void namesEverySettingThatTheApplicationAsksForAndNoOther() throws Exception {
        Set<String> asked = new HashSet<>(NOT_OF_SETTINGS);
        for (String credential : List.of("CLIO_REFRESH_TOKEN", "CLIO_ACCESS_TOKEN")) {
            Map<String, String> given = new HashMap<>(needed());
            given.remove("CLIO_REFRESH_TOKEN");
            given.put(credential, "a-token");
            Settings.read(Given.of(name -> {
                asked.add(name);
                return given.get(name);
            }));
        }

        assertThat(settings().keySet()).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void defaultsAreWhatTheApplicationTakes() throws Exception {
        Settings without = Settings.read(Given.of(needed()::get));
        for (Map.Entry<String, String> setting : settings().entrySet()) {
            if (!setting.getValue().isEmpty() && !NOT_OF_SETTINGS.contains(setting.getKey())) {
                Map<String, String> given = new HashMap<>(needed());
                given.put(setting.getKey(), setting.getValue());

                assertThat(Settings.read(Given.of(given::get)))
                        .as(setting.toString())
                        .isEqualTo(without);
            }
        }
        assertThat(Files.readString(Path.of("../application.properties")))
                .contains("latest_state = " + settings().get("LATEST_STATE"))
                .contains("smokeball.collections = " + settings().get("SMOKEBALL_COLLECTIONS"));
        assertThat(Files.readString(Path.of("../app/src/main/resources/log4j2.properties")))
                .contains("${env:LOG_LEVEL:-" + settings().get("LOG_LEVEL") + "}");
    }

    /** Those of the sandbox are no part of an installation. */
    @Test
    void readmeNamesTheSameSettingsWithTheSameDefaults() throws IOException {
        Matcher table = TABLE.matcher(Files.readString(Path.of("../../README.md")));
        assertThat(table.find()).isTrue();
        Set<String> named = new TreeSet<>();
        Map<String, String> defaults = new HashMap<>();
        for (String row : table.group().lines().skip(2).toList()) {
            String[] cells = row.split("\\|");
            List<String> names = Pattern.compile("`([A-Z_]+)`")
                    .matcher(cells[1])
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            List<String> values = Pattern.compile("`([^`]+)`")
                    .matcher(cells[cells.length - 1])
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            named.addAll(names);
            for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
                defaults.put(names.get(i), values.get(i));
            }
        }
        named.removeAll(Set.of("SANDBOX", "SANDBOX_SECONDS", "KAFKA_PORT", "KAFKA_DATA"));

        Map<String, String> ours = settings();
        ours.keySet().removeAll(Set.of("JAVA_HOME", "JAVA_OPTS"));
        assertThat(named).isEqualTo(ours.keySet());
        assertThat(ours).allSatisfy((name, value) -> {
            if (!value.isEmpty()) {
                assertThat(value).as(name).isEqualTo(defaults.get(name));
            }
        });
    }

    @Test
    void optionsOfJavaAreThoseThatTheStartScriptsGiveIt() throws IOException {
        for (String file :
                List.of("src/distribution/bin/camel-clio", "src/distribution/bin/camel-clio.cmd", "../../README.md")) {
            assertThat(Path.of(file)).content().contains(settings().get("JAVA_OPTS"));
        }
    }

    @Test
    void everyLineIsOneThatTheStartScriptTakes() throws IOException {
        assertThat(Files.readAllLines(FILE)).allMatch(line -> line.isEmpty() || line.matches("#( .*|[A-Z_]+=.*)"));
    }

    /** What has to be given for anything to run, with every vendor on. */
    private static Map<String, String> needed() {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("KAFKA_BROKERS", "kafka:9092");
        needed.put("CLIO_CLIENT_ID", "an-id");
        needed.put("CLIO_CLIENT_SECRET", "a-secret");
        needed.put("CLIO_REFRESH_TOKEN", "a-token");
        needed.put("CLIO_PUBLIC_URL", "https://clio.example.com");
        needed.put("SMOKEBALL_API_KEY", "a-key");
        needed.put("SMOKEBALL_CLIENT_ID", "an-id");
        needed.put("SMOKEBALL_CLIENT_SECRET", "a-secret");
        needed.put("SMOKEBALL_REFRESH_TOKEN", "a-token");
        return needed;
    }

    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        SETTING.matcher(Files.readString(FILE)).results().forEach(found -> assertThat(
                        settings.put(found.group(1), found.group(2)))
                .as(found.group(1))
                .isNull());
        return settings;
    }
}
