package io.camelclio.app.settings;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be played instead of being real, and the settings that speak of the real one. */
public enum Part {
    CLIO(ClioSettings.NAMES),
    SMOKEBALL(SmokeballSettings.NAMES),
    KAFKA(new String[] {"KAFKA_BROKERS", "KAFKA_CLIENT_CONFIG"});

    private final String[] realSettings;

    Part(String[] realSettings) {
        this.realSettings = realSettings;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isReal(Given given) {
        return given.anyOf(realSettings);
    }

    /**
     * The parts to play: what {@code SANDBOX} names, or, where the command itself asks for a sandbox, all that have no
     * settings of their own.
     *
     * @param byDefault whether to play when {@code SANDBOX} is not set
     */
    public static Set<Part> played(Given given, boolean byDefault) throws SettingsException {
        Optional<String> sandbox = given.value("SANDBOX");
        if (sandbox.isEmpty()) {
            Set<Part> free = EnumSet.noneOf(Part.class);
            Arrays.stream(values())
                    .filter(part -> byDefault && !part.isReal(given))
                    .forEach(free::add);
            return free;
        }
        Set<Part> named = named(sandbox.get());
        List<String> contradictions = named.stream()
                .filter(part -> part.isReal(given))
                .map(part -> "SANDBOX plays " + part.word() + ", but " + part.givenNames(given)
                        + " is set for a real one; remove one of them")
                .toList();
        if (!contradictions.isEmpty()) {
            throw new SettingsException(contradictions);
        }
        return named;
    }

    private static Set<Part> named(String list) throws SettingsException {
        if (list.equalsIgnoreCase("true")) {
            return EnumSet.allOf(Part.class);
        }
        Set<Part> named = EnumSet.noneOf(Part.class);
        for (String word : list.split(",", -1)) {
            named.add(Arrays.stream(values())
                    .filter(part -> part.word().equalsIgnoreCase(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new SettingsException(List.of("SANDBOX is '" + list
                            + "'; allowed are true, or a list of clio, smokeball, kafka separated by commas"))));
        }
        return named;
    }

    private String givenNames(Given given) {
        return Arrays.stream(realSettings)
                .filter(name -> given.value(name).isPresent())
                .collect(Collectors.joining(", "));
    }
}
