package org.kamsuite.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    Path dir;

    private Home home;

    @BeforeEach
    void create() {
        home = new Home(dir.resolve("kam")).create();
    }

    @Test
    void theFolderIsClosedToOthers() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.dir())))
                .isEqualTo("rwx------");
    }

    @Test
    void aVariableNamesTheFolder() {
        assertThat(Home.fromEnvironment(Map.of("KAM_HOME", dir.toString())).dir())
                .isEqualTo(dir);
        assertThat(Home.fromEnvironment(Map.of()).dir()).hasFileName(".kam");
    }

    @Test
    void onlyOneLauncherHasTheLock() {
        var lock = home.tryLock().orElseThrow();
        assertThat(home.tryLock()).isEmpty();
        assertThat(home.runningSuite()).isPresent();
        Home.release(lock);
        assertThat(home.runningSuite()).isEmpty();
        Home.release(home.tryLock().orElseThrow());
    }

    @Test
    void passwordsAreRandomKeptAndPrivate() throws Exception {
        var first = Secrets.of(home);
        assertThat(first.password("account_service")).hasSize(48).isNotEqualTo(first.password("scoring_service"));
        assertThat(Secrets.of(home).password("account_service")).isEqualTo(first.password("account_service"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secrets())))
                .isEqualTo("rw-------");
    }

    @Test
    void aPidFileNamesAProcessOnlyWhileThatOneLives() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        Processes.remember(home, "kafka", process.toHandle());
        assertThat(Processes.living(home.pidFile("kafka"))).isPresent();
        // The same number with another start time is another process.
        Files.writeString(home.pidFile("postgres"), process.pid() + " 2020-01-01T00:00:00Z");
        assertThat(Processes.living(home.pidFile("postgres"))).isEmpty();

        assertThat(Processes.endOrphans(home, List.of("kafka", "postgres", "account-service")))
                .containsExactly("kafka");
        assertThat(process.waitFor()).isNotZero();
        assertThat(home.pidFile("kafka")).doesNotExist();
    }

    @Test
    void resetDeletesTheSuitesOwnFilesOnly() throws Exception {
        Secrets.of(home);
        Files.writeString(home.dir().resolve("notes.txt"), "mine");
        ResetCommand.delete(home);
        assertThat(home.secrets()).doesNotExist();
        assertThat(home.dir().resolve("notes.txt")).exists();
    }

    @Test
    void theEndOfALogIsFound() throws Exception {
        var log = dir.resolve("a.log");
        Files.write(log, IntStream.range(0, 30_000).mapToObj(i -> "line " + i).toList());
        assertThat(Component.tail(log, 2)).containsExactly("line 29998", "line 29999");
        assertThat(Component.tail(dir.resolve("none.log"), 2)).hasSize(1);
    }
}
