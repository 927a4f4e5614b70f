package io.camelclio.bench.subject;

import io.camelclio.bench.process.BenchProcess;
import io.camelclio.bench.process.Program;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How a process of the bench is started, as often as one likes. */
public record Start(String name, Program program, Map<String, String> environment, List<String> arguments) {

    public Start {
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /** Starts it and waits for nothing. */
    public BenchProcess process() throws IOException {
        return BenchProcess.start(name, program, environment, arguments.toArray(String[]::new));
    }

    /** The same in another way, such as with another class path. */
    public Start as(String otherName, Program otherProgram, List<String> otherArguments) {
        return new Start(otherName, otherProgram, environment, otherArguments);
    }
}
