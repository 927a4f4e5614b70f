package io.camelclio.bench.process;

import java.util.ArrayList;
import java.util.List;

/**
 * What a process runs. No two subjects need to share a class path.
 *
 * @param options of the JVM
 */
public record Program(List<String> options, String classPath, String mainClass) {

    /** What every subject is given, so that none has more memory than another. */
    public static final List<String> SUBJECT_OPTIONS =
            List.of("-Xmx512m", "-Dlog4j2.configurationFile=classpath:bench/log4j2.properties");

    public Program {
        options = List.copyOf(options);
    }

    /** A class of the bench's own class path. */
    public static Program of(Class<?> main) {
        return new Program(SUBJECT_OPTIONS, System.getProperty("java.class.path"), main.getName());
    }

    List<String> command(List<String> moreOptions, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(options);
        command.addAll(moreOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }
}
