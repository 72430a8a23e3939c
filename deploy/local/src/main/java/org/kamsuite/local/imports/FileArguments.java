package org.kamsuite.local.imports;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which file of the command line is which input of the mapping.
final class FileArguments {
    private FileArguments() {}

    /// A mapping with one input takes any file. With several, a file is told by its name (`orders.csv`, also with
    /// `.gz`), by `input=path`, or a folder stands for the files in it that the mapping names.
    ///
    /// @throws ImportFailure if a file is missing or belongs nowhere
    static Map<String, List<CsvFile>> assign(Mapping mapping, List<String> arguments) {
        Map<String, List<CsvFile>> files = new LinkedHashMap<>();
        mapping.inputs().forEach(input -> files.put(input.name(), new ArrayList<>()));
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? "" : argument.substring(0, equals);
            if (files.containsKey(name)) {
                add(files, name, path(argument.substring(equals + 1)));
                continue;
            }
            Path path = path(argument);
            if (Files.isDirectory(path)) {
                folder(mapping, files, path);
            } else if (mapping.inputs().size() == 1) {
                add(files, mapping.inputs().getFirst().name(), path);
            } else {
                add(files, inputFor(mapping, path).name(), path);
            }
        }
        List<String> missing = mapping.inputs().stream()
                .filter(input -> files.get(input.name()).isEmpty())
                .map(input -> input.file() == null ? input.name() + "=FILE" : input.file())
                .toList();
        if (!missing.isEmpty()) {
            throw new ImportFailure("Mapping " + mapping.name() + " also needs: " + String.join(", ", missing)
                    + (mapping.inputs().size() == 1 ? "" : " (or name the folder that has them)"));
        }
        return files;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ImportFailure("\"" + text + "\" is no file name: " + e.getReason());
        }
    }

    private static void add(Map<String, List<CsvFile>> files, String input, Path path) {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new ImportFailure(path + ": there is no such file, or it cannot be read");
        }
        List<CsvFile> ofInput = files.get(input);
        ofInput.add(new CsvFile(path, ofInput.size()));
    }

    private static void folder(Mapping mapping, Map<String, List<CsvFile>> files, Path folder) {
        for (Mapping.Input input : mapping.inputs()) {
            if (input.file() == null) {
                throw new ImportFailure(folder + " is a folder; mapping " + mapping.name() + " needs a file");
            }
            Path plain = folder.resolve(input.file());
            Path compressed = folder.resolve(input.file() + ".gz");
            add(files, input.name(), Files.exists(plain) || !Files.exists(compressed) ? plain : compressed);
        }
    }

    private static Mapping.Input inputFor(Mapping mapping, Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        for (Mapping.Input input : mapping.inputs()) {
            String wanted = input.file() == null ? "" : input.file().toLowerCase(Locale.ROOT);
            if (name.equals(wanted) || name.equals(wanted + ".gz")) {
                return input;
            }
        }
        throw new ImportFailure(path + ": mapping " + mapping.name() + " knows no file of this name; say which it is: "
                + String.join(
                        ", ",
                        mapping.inputs().stream()
                                .map(input -> input.name() + "=" + path)
                                .toList()));
    }
}
