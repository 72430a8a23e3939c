package org.kamsuite.local.token;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.kamsuite.local.launch.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./kam token`: prints a bearer token and nothing else, so that it can stand inside another command.
@Command(name = "token", description = "Prints a bearer token for the local suite, signed by its own key.")
public final class TokenCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = "--role",
            required = true,
            split = ",",
            paramLabel = "ROLE",
            description = "viewer, key-account-manager, kam-director, finance, service-desk, integration or admin;"
                    + " several with commas or by repeating it.")
    private List<String> roles = new ArrayList<>();

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            defaultValue = "local-user",
            description = "Who asks (default: ${DEFAULT-VALUE}).")
    private String subject;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "Valid for so many days, 1 to 3650 (default: ${DEFAULT-VALUE}).")
    private int days;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var known = roles.stream()
                .map(name -> LocalRole.of(name)
                        .orElseThrow(() ->
                                refused("Unknown role '%s'. The roles are: %s.".formatted(name, LocalRole.list()))))
                .toList();
        if (days < 1 || days > 3650) {
            throw refused("--days is %d; expected 1 to 3650.".formatted(days));
        }
        if (subject.isBlank() || subject.length() > 200) {
            throw refused("--subject must have 1 to 200 characters.");
        }
        var issuer = LocalIssuer.in(Home.fromEnvironment(System.getenv()).keys(), Clock.systemUTC());
        spec.commandLine().getOut().println(issuer.token(subject, known, Duration.ofDays(days)));
        return 0;
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
