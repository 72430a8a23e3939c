package org.kamsuite.local.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./kam reset`: back to an empty suite.
@Command(name = "reset", description = "Deletes all local data: databases, broker, keys, passwords, logs. Asks first.")
public final class ResetCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /// Everything the suite writes into its folder; the folder may hold a person's own files too.
    private static final List<String> OWN = List.of(
            "postgres",
            "postgres.new",
            "postgres-bin",
            "postgres-bin.new",
            "kafka",
            "keys",
            "secrets",
            "imports",
            "logs",
            "run");

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
        var home = Home.fromEnvironment(System.getenv());
        if (!Files.isDirectory(home.dir())) {
            System.out.println("There is no data in " + home.dir());
            return 0;
        }
        if (home.runningSuite().isPresent()) {
            throw new LaunchFailure(
                    "The suite on %s is running. Stop it first (Ctrl-C in its terminal).".formatted(home.dir()));
        }
        if (!yes && !confirmed(home.dir())) {
            System.out.println("Nothing was deleted.");
            return 1;
        }
        delete(home);
        System.out.println("Deleted the data in " + home.dir());
        return 0;
    }

    static void delete(Home home) {
        Processes.endOrphans(home, Launcher.componentNames());
        for (var name : OWN) {
            PostgresServer.deleteTree(home.dir().resolve(name));
        }
    }

    private static boolean confirmed(Path dir) {
        System.out.printf("This deletes all databases, broker data, keys and logs in %s.%nType 'yes' to go on: ", dir);
        System.out.flush();
        var input = new Scanner(System.in);
        return input.hasNextLine() && input.nextLine().strip().equalsIgnoreCase("yes");
    }
}
