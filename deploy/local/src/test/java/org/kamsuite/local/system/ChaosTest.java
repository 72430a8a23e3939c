package org.kamsuite.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kamsuite.local.chaos.ChaosRun;
import org.kamsuite.local.chaos.Fault;
import org.kamsuite.local.launch.SuiteService;

/// Faults change no figure; `./kam chaos` is the longer form.
class ChaosTest {

    @TempDir
    Path folder;

    @Test
    void killedFrozenAndRestartedTheSuiteAnswersAsIfNothingHadHappened() {
        boolean built = Arrays.stream(SuiteService.values())
                .allMatch(service ->
                        Files.exists(Path.of("..", "..", service.id(), "target", "quarkus-app", "quarkus-run.jar")));
        Assumptions.assumeTrue(built, "the services are not packaged: run mvn verify");
        ChaosRun.Result result = new ChaosRun(
                        folder, 1, Duration.ofSeconds(45), Duration.ofSeconds(15), System.out, false, Optional.empty())
                .run();
        assertThat(result.faults())
                .containsKeys(Fault.KILL_SERVICE, Fault.KILL_DATABASE, Fault.KILL_BROKER, Fault.REBUILD);
        assertThat(result.problems())
                .allSatisfy((_, problems) -> assertThat(problems).isEmpty());
    }
}
