package org.kamsuite.local.launch;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./kam up`: starts the suite and stays until Ctrl-C; says where it is if it runs already.
@Command(
        name = "up",
        description = "Starts PostgreSQL, Kafka and the five services and stays until Ctrl-C. Data is kept.")
public final class UpCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        var home = Home.fromEnvironment(System.getenv());
        var running = Suite.attach(home);
        if (running.isPresent()) {
            System.out.println("The suite already runs:");
            describe(running.get());
            return 0;
        }
        System.out.println("Starting the suite; data folder " + home.dir());
        var suite = Suite.start(home, Ports.fromEnvironment(System.getenv()), System.out);
        describe(suite);
        System.out.println("Ctrl-C stops everything.");
        stay();
        return 0;
    }

    /// Prints where to find everything.
    public static void describe(Suite suite) {
        for (var service : SuiteService.values()) {
            System.out.printf("  %-22s %s/q/swagger-ui%n", service.id(), suite.uri(service.id()));
        }
        System.out.printf("  %-22s %s%n", KafkaServer.NAME, suite.bootstrapServers());
        System.out.printf(
                "  %-22s 127.0.0.1:%d%n", PostgresServer.NAME, suite.ports().postgres());
        System.out.printf("  %-22s %s%n", "logs", suite.homeFolder().logs());
        System.out.printf("  %-22s ./kam token --role viewer%n", "token");
    }

    /// Blocks until the process is told to end; the suite's shutdown hook then stops it.
    public static void stay() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
