package io.camelclio.app;

import io.camelclio.app.settings.Given;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The commands of the application; without one it runs. */
@Command(
        name = "camel-clio",
        mixinStandardHelpOptions = true,
        versionProvider = ImplementationVersion.class,
        scope = ScopeType.INHERIT,
        description = "Legal practice data as an event stream: Clio and Smokeball into Kafka.",
        exitCodeListHeading = "%nEnds with%n",
        exitCodeList = {
            "0:when all went well",
            "1:when something failed, is wrong, or is not done",
            "2:when the call or the settings are wrong, or nobody said yes"
        },
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            CatchUpCommand.class,
            CursorCommand.class,
            AuthorizeCommand.class,
            TopicsCommand.class,
            EraseCommand.class,
            SubscriptionsCommand.class,
            DeadLettersCommand.class,
            GenerateCompletion.class
        })
public final class ClioToKafka {

    private ClioToKafka() {}

    /** Exits with 0 when all went well, 1 when a run failed or lost something, 2 when the set-up is wrong. */
    public static void main(String[] arguments) {
        // Since Java 22 there is a console without a terminal too, on which a script's input would count as a person's
        // word.
        System.setProperty("jdk.console", "java.base");
        String[] command = arguments.length == 0 ? new String[] {"run"} : arguments;
        if (!command[0].equals("run")) {
            leaveTheWordToTheAnswer();
        }
        System.exit(commandLine().execute(command));
    }

    /** What libraries log would stand in the middle of a command's answer. Has to be said before anything logs. */
    private static void leaveTheWordToTheAnswer() {
        Given given = Given.toThisProcess();
        if (!given.anyOf("log.level", "LOG_LEVEL")) {
            System.setProperty("log.level", "warn");
            System.setProperty("log.kafka.level", "error");
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new ClioToKafka());
    }
}
