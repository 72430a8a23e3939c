package org.kamsuite.local;

import java.io.IOException;
import java.util.logging.LogManager;
import org.kamsuite.local.chaos.ChaosCommand;
import org.kamsuite.local.demo.DemoCommand;
import org.kamsuite.local.imports.ImportCommand;
import org.kamsuite.local.launch.DevCommand;
import org.kamsuite.local.launch.LaunchFailure;
import org.kamsuite.local.launch.ResetCommand;
import org.kamsuite.local.launch.UpCommand;
import org.kamsuite.local.token.TokenCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Main class behind the `kam` script, which finds a JDK, builds what is out of date and then runs this.
@Command(
        name = "kam",
        description = "The KAM Suite on this machine.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            ChaosCommand.class,
            ImportCommand.class,
            TokenCommand.class,
            DevCommand.class,
            ResetCommand.class
        })
public final class Kam {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    private Kam() {}

    public static void main(String[] arguments) throws IOException {
        if (System.getProperty("java.util.logging.config.file") == null) {
            try (var logging = Kam.class.getResourceAsStream("/logging.properties")) {
                LogManager.getLogManager().readConfiguration(logging);
            }
        }
        System.exit(commandLine().execute(arguments));
    }

    /// The command line; what people can act on is printed without a stack trace and ends with exit code 1.
    static CommandLine commandLine() {
        return new CommandLine(new Kam()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof LaunchFailure) {
                command.getErr().println(failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return 1;
        });
    }
}
