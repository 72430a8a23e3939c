package org.kamsuite.local.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// How far an import of certain files by a certain mapping into a certain broker has been acknowledged.
final class Checkpoint {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /// @param documents documents (rows, where nothing is grouped) whose events are all acknowledged
    /// @param finished whether the import came to its end
    record State(String fingerprint, long documents, boolean finished) {}

    private final Path file;
    private final String fingerprint;

    /// @param fingerprint what the import depends on: mapping, system, content of the files, broker
    Checkpoint(Path folder, String name, String fingerprint) {
        this.file = folder.resolve(name + "-" + fingerprint.substring(0, 12) + ".json");
        this.fingerprint = fingerprint;
    }

    /// What an earlier run left, or null. An unreadable file counts as none: importing again is always safe.
    State read() {
        try {
            State state = JSON.readValue(file.toFile(), State.class);
            return state != null && fingerprint.equals(state.fingerprint()) && state.documents() >= 0 ? state : null;
        } catch (IOException _) {
            return null;
        }
    }

    void write(long documents, boolean finished) {
        try {
            Files.createDirectories(file.getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            JSON.writeValue(draft.toFile(), new State(fingerprint, documents, finished));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ImportFailure("Cannot note how far the import is in " + file + ": " + e, e);
        }
    }
}
