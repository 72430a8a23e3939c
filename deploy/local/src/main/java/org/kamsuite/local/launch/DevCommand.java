package org.kamsuite.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// `./kam dev SERVICE`: Quarkus dev mode of one service, in its place in the running suite.
@Command(
        name = "dev",
        description = "Runs one service in Quarkus dev mode (live reload) in its place in the running suite.")
public final class DevCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /// Dev mode wants Maven 3.9 or newer; where the system's is older, this one is unpacked into the data folder.
    private static final String MAVEN = "3.9.16";

    @Parameters(
            paramLabel = "SERVICE",
            index = "0",
            description = "For example account-service. Further arguments go to Maven.")
    private String name;

    /// Further arguments go to Maven.
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var service = SuiteService.of(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no service '%s'. The services are: %s."
                                .formatted(
                                        name,
                                        Arrays.stream(SuiteService.values())
                                                .map(SuiteService::id)
                                                .collect(Collectors.joining(", ")))));
        var home = Home.fromEnvironment(System.getenv());
        var suite = Suite.attach(home)
                .orElseThrow(() -> new LaunchFailure("The suite does not run. Start it in another terminal: ./kam up"));
        var maven = maven(home);
        var hold = home.holdFile(service.id());
        Home.writePrivately(hold, Processes.line(ProcessHandle.current()));
        try {
            awaitFree(suite.ports().of(service), service);
            return run(service, home, suite, maven);
        } finally {
            Files.deleteIfExists(hold);
        }
    }

    private int run(SuiteService service, Home home, Suite suite, String maven)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                maven,
                "-pl",
                service.id(),
                "-am",
                "compile",
                "quarkus:dev",
                "-Dquarkus.devservices.enabled=false",
                "-Dquarkus.analytics.disabled=true",
                "-Dspotless.check.skip=true",
                "-Ddebug=false"));
        command.addAll(arguments);
        var builder =
                new ProcessBuilder(command).directory(Installation.checkout().toFile());
        builder.environment().putAll(new ServiceProcess(service, home, suite.ports(), Secrets.of(home)).settings());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.inheritIO().start();
        // Ctrl-C reaches Maven as well; wait for it, so that the service's place is not given back too early.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            process.destroy();
            try {
                process.waitFor(Duration.ofSeconds(20));
                Files.deleteIfExists(home.holdFile(service.id()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException stays) {
                // The launcher sees that this process is gone.
            }
        }));
        return process.waitFor();
    }

    private static void awaitFree(int port, SuiteService service) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (Ports.isBusy(port)) {
            if (System.nanoTime() > deadline) {
                throw new LaunchFailure(
                        "%s did not leave port %d. Is the suite's launcher alive?".formatted(service.id(), port));
            }
            Thread.sleep(200);
        }
    }

    private static String maven(Home home) throws IOException, InterruptedException {
        var unpacked = home.dir().resolve("maven");
        var program = unpacked.resolve("apache-maven-" + MAVEN).resolve("bin/mvn");
        if (Files.isExecutable(program)) {
            return program.toString();
        }
        if (isRecent("mvn")) {
            return "mvn";
        }
        System.out.println("Dev mode needs Maven 3.9 or newer; unpacking Maven " + MAVEN + " into " + unpacked);
        unpack(unpacked);
        if (!program.toFile().setExecutable(true)) {
            throw new LaunchFailure("Maven %s could not be unpacked into %s.".formatted(MAVEN, unpacked));
        }
        return program.toString();
    }

    private static void unpack(Path target) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                "mvn",
                "-B",
                "-q",
                "-ntp",
                "dependency:unpack",
                "-Dartifact=org.apache.maven:apache-maven:" + MAVEN + ":zip:bin",
                "-DoutputDirectory=" + target);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Outside the checkout's reactor: the artifact is wanted once, not once per module.
        builder.directory(Files.createDirectories(target).toFile());
        if (builder.inheritIO().start().waitFor() != 0) {
            throw new LaunchFailure("Maven %s could not be downloaded. Install Maven 3.9 or newer.".formatted(MAVEN));
        }
        // Without a project, the plugin's markers end up in a folder of this very name.
        PostgresServer.deleteTree(target.resolve("${project.basedir}"));
    }

    private static boolean isRecent(String maven) throws IOException, InterruptedException {
        var process = new ProcessBuilder(maven, "-v").redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        var version = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)").matcher(output);
        if (!version.find()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > 3 || major == 3 && Integer.parseInt(version.group(2)) >= 9;
    }
}
