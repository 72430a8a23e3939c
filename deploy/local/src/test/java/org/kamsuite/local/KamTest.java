package org.kamsuite.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class KamTest {

    private final StringWriter errors = new StringWriter();

    @Test
    void anUnknownRoleIsRefusedWithTheListOfRoles() {
        assertThat(run("token", "--role", "viewer,boss")).isEqualTo(2);
        assertThat(errors.toString()).contains("Unknown role 'boss'").contains("key-account-manager");
    }

    @Test
    void aTokenForNoTimeIsRefused() {
        assertThat(run("token", "--role", "viewer", "--days", "0")).isEqualTo(2);
        assertThat(errors.toString()).contains("--days is 0");
    }

    @Test
    void devModeOfAnUnknownServiceIsRefusedWithTheListOfServices() {
        assertThat(run("dev", "billing")).isEqualTo(2);
        assertThat(errors.toString()).contains("no service 'billing'").contains("receivables-service");
    }

    @Test
    void everyCommandHasHelp() {
        for (var command : Kam.commandLine().getSubcommands().keySet()) {
            assertThat(run(command, "--help")).as(command).isZero();
        }
    }

    private int run(String... arguments) {
        var commandLine = Kam.commandLine();
        commandLine.setErr(new PrintWriter(errors, true));
        commandLine.setOut(new PrintWriter(new StringWriter()));
        return commandLine.execute(arguments);
    }
}
