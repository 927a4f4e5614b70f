package io.camelclio.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run's sections in their order; written anew after each part, so that a run that is stopped leaves what it has. */
public final class Report {

    /** Between these lines of a page a run writes what it measured. */
    static final String BEGIN = "<!-- measured: begin -->";

    static final String END = "<!-- measured: end -->";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Section machine;
    private final List<Section> sections = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    public Report(Machine machine) {
        this.machine = machine.section();
    }

    public void add(Section section, List<Target> itsTargets) {
        sections.add(section);
        targets.addAll(itsTargets);
    }

    private List<Section> all() {
        List<Section> all = new ArrayList<>(List.of(machine));
        if (!targets.isEmpty()) {
            all.add(Target.section(targets));
        }
        all.addAll(sections);
        return all;
    }

    /** Tables for the console, or to be pasted into a page. */
    public String markdown() {
        return markdown("##");
    }

    private String markdown(String heading) {
        StringBuilder text = new StringBuilder();
        all().forEach(section -> text.append(section.markdown(heading)));
        return text.toString();
    }

    String json() throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        all().forEach(section -> json.put(section.title(), section.data()));
        return JSON.writeValueAsString(json);
    }

    /** Writes {@code bench.json}, {@code bench.md} and {@code bench.html}. */
    public void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("bench.json"), json());
        Files.writeString(folder.resolve("bench.md"), markdown());
        Files.writeString(folder.resolve("bench.html"), Page.of(all()));
    }

    /**
     * Replaces what an earlier run has written into a page.
     *
     * @throws IOException if the page has no place for it
     */
    public void writeInto(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(
                    "%s has no lines '%s' and '%s', between which figures are written".formatted(page, BEGIN, END));
        }
        Files.writeString(page, text.substring(0, begin) + BEGIN + "\n\n" + markdown("###") + text.substring(end));
    }
}
