package org.kamsuite.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final String ONE = "1".repeat(64);
    private static final String OTHER = "1".repeat(63) + "2";

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsReadAgain() {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("new"), "m", ONE);

        assertThat(checkpoint.read()).isNull();
        checkpoint.write(17, false);

        assertThat(new Checkpoint(folder.resolve("new"), "m", ONE).read())
                .isEqualTo(new Checkpoint.State(ONE, 17, false));
    }

    @Test
    void anotherImportOrADamagedFileCountsAsNone() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder, "m", ONE);
        checkpoint.write(17, true);

        assertThat(new Checkpoint(folder, "m", OTHER).read()).isNull();
        try (var files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "{\"fingerp");
        }
        assertThat(checkpoint.read()).isNull();
    }
}
