package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What holds for each command of the command line, so that a new one cannot do without. */
class CommandLineTest {

    private static final String COMPLETION = "camel-clio generate-completion";

    /** They print nothing that a script would read. */
    private static final Set<String> WITHOUT_DATA = Set.of("camel-clio run", COMPLETION);

    /** They take nothing away, and have nothing done again; everything else asks, and takes --yes for an answer. */
    private static final Set<String> HARMLESS = Set.of(
            "camel-clio run",
            "camel-clio check",
            "camel-clio authorize",
            "camel-clio cursor show",
            "camel-clio topics plan",
            "camel-clio subscriptions list",
            "camel-clio subscriptions renew",
            "camel-clio dead-letters list",
            "camel-clio dead-letters show",
            COMPLETION);

    @Test
    void everyCommandThatPrintsDataPrintsItForScriptsToo() {
        assertThat(commands().filter(command -> !has(command, "--json")).map(CommandLineTest::name))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_DATA);
    }

    @Test
    void everyCommandThatIsNotHarmlessCanBeAnsweredByAScript() {
        assertThat(commands().filter(command -> !has(command, "--yes")).map(CommandLineTest::name))
                .containsExactlyInAnyOrderElementsOf(HARMLESS);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCommandTeachesWhatItDoesWhatItTakesAndWithWhatItEnds(String name) {
        CommandSpec command = command(name);

        assertThat(command.usageMessage().description()).as("what it does").isNotEmpty();
        assertThat(Stream.concat(command.options().stream(), command.positionalParameters().stream())
                        .filter(argument -> argument.description().length == 0)
                        .map(ArgSpec::paramLabel))
                .as("arguments without a word about them")
                .isEmpty();
        assertThat(command.commandLine().getUsageMessage().lines().dropWhile(line -> !line.equals("Ends with")))
                .as("exit codes")
                .anyMatch(line -> line.startsWith("  0   "))
                .anyMatch(line -> line.startsWith("  1   "))
                .anyMatch(line -> line.startsWith("  2   "));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCommandThatIsCalledWronglyEndsWithTwoAndSaysNothingToScripts(String name) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = ClioToKafka.commandLine();
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

        int exit = commandLine.execute(
                (name + " --no-such-option").replaceFirst("^camel-clio ", "").split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).containsPattern("Unknown option: '--no-such-option'|Missing required");
    }

    static Stream<String> names() {
        return commands().map(CommandLineTest::name).filter(name -> !name.equals(COMPLETION));
    }

    private static CommandSpec command(String name) {
        return commands()
                .filter(command -> name(command).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<CommandSpec> commands() {
        return leaves(ClioToKafka.commandLine());
    }

    /** Those that do something; the others only hold them together. */
    private static Stream<CommandSpec> leaves(CommandLine commandLine) {
        Set<CommandLine> below = commandLine.getSubcommands().values().stream().collect(Collectors.toSet());
        return below.isEmpty()
                ? Stream.of(commandLine.getCommandSpec())
                : below.stream().flatMap(CommandLineTest::leaves);
    }

    private static String name(CommandSpec command) {
        return command.qualifiedName();
    }

    private static boolean has(CommandSpec command, String option) {
        return command.findOption(option) != null;
    }
}
