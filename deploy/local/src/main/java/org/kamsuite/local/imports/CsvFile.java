package org.kamsuite.local.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// One CSV file on disk, plain or gzip (told by its content, not its name), in the form its mapping gives.
///
/// @param number position among the files of its input
record CsvFile(Path path, int number) {
    private static final int BUFFER = 1 << 16;
    /// Longest record in characters. An unclosed quote would otherwise swallow the rest of the file.
    private static final int LONGEST_RECORD = 4 << 20;

    /// What a first look at the file says.
    ///
    /// @param hash SHA-256 of the content as stored
    /// @param lines line breaks after the header, about the number of rows
    record Survey(String hash, long lines) {}

    Survey survey() {
        MessageDigest digest = Hashes.sha256();
        long lines = 0;
        int last = '\n';
        try (InputStream file = Files.newInputStream(path);
                DigestInputStream hashed = new DigestInputStream(file, digest);
                InputStream content = content(hashed)) {
            byte[] buffer = new byte[BUFFER];
            for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
                last = length == 0 ? last : buffer[length - 1];
            }
            // What follows the compressed part belongs to the file too.
            hashed.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw unreadable(e);
        }
        long rows = lines + (last == '\n' ? 0 : 1) - 1;
        return new Survey(HexFormat.of().formatHex(digest.digest()), Math.max(0, rows));
    }

    /// Hands every record to `take`, in file order. A record with a wrong number of fields has a fault and
    /// carries what could be read.
    ///
    /// @throws ImportFailure if the file cannot be read on
    void read(Mapping.Input input, Consumer<Row> take) {
        long line = 1;
        try (InputStream file = Files.newInputStream(path);
                InputStream content = content(file);
                Reader reader = reader(content, input.format().encoding());
                CsvReader<CsvRecord> csv = csv(input.format(), reader)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new ImportFailure(path + ": the file is empty; a header line is needed");
            }
            CsvRecord header = records.next();
            int[] positions = positions(input, header);
            while (records.hasNext()) {
                CsvRecord csvRecord = records.next();
                line = csvRecord.getStartingLineNumber();
                take.accept(row(csvRecord, positions, header.getFieldCount()));
            }
        } catch (CsvParseException e) {
            throw new ImportFailure(path + ", after line " + line + ": " + reason(e)
                    + " The rows from there on were not read. If the file quotes nothing, say \"quote: none\"; if it"
                    + " is in another encoding, say \"encoding: …\".");
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String reason(CsvParseException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return "the text does not fit the encoding.";
            }
        }
        return "not readable as CSV: " + e.getMessage() + ".";
    }

    private ImportFailure unreadable(IOException e) {
        String reason = e instanceof java.io.EOFException
                ? "the compressed file ends early"
                : e instanceof CharacterCodingException
                        ? "the text does not fit the encoding; say \"encoding: …\" in the mapping"
                        : e instanceof java.nio.file.NoSuchFileException ? "there is no such file" : e.toString();
        return new ImportFailure(path + ": cannot be read: " + reason);
    }

    private static CsvReader<CsvRecord> csv(Mapping.CsvFormat format, Reader reader) {
        return CsvReader.builder()
                .fieldSeparator(format.separator())
                .quoteCharacter(format.quote() == null ? '\u0001' : format.quote())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(reader);
    }

    private Row row(CsvRecord csvRecord, int[] positions, int width) {
        String[] cells = new String[positions.length];
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= 0 && positions[i] < csvRecord.getFieldCount()) {
                cells[i] = csvRecord.getField(positions[i]);
            }
        }
        String fault = csvRecord.getFieldCount() == width
                ? null
                : "has " + csvRecord.getFieldCount() + " fields, the header has " + width;
        return new Row(number, csvRecord.getStartingLineNumber(), cells, fault);
    }

    private int[] positions(Mapping.Input input, CsvRecord header) {
        List<String> names = header.getFields().stream().map(String::strip).toList();
        List<String> missing = new ArrayList<>();
        int[] positions = new int[input.columns().size()];
        for (int i = 0; i < positions.length; i++) {
            Column column = input.columns().get(i);
            positions[i] = names.indexOf(column.from());
            if (positions[i] < 0 && !column.optional()) {
                missing.add(column.from());
            }
            if (names.lastIndexOf(column.from()) != positions[i]) {
                throw new ImportFailure(path + ": column \"" + column.from() + "\" occurs twice in the header");
            }
        }
        if (!missing.isEmpty()) {
            throw new ImportFailure(path + ": the header has no column " + String.join(", ", missing) + "; it has: "
                    + String.join(", ", names));
        }
        return positions;
    }

    private static InputStream content(InputStream file) throws IOException {
        InputStream buffered = new BufferedInputStream(file, BUFFER);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        return first == 0x1f && second == 0x8b ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /// A byte order mark wins over the encoding of the mapping. Text that does not fit the encoding is an error.
    private static Reader reader(InputStream content, Charset encoding) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(content, BUFFER);
        buffered.mark(3);
        byte[] start = buffered.readNBytes(3);
        buffered.reset();
        Charset charset = encoding;
        if (start.length == 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF) {
            charset = StandardCharsets.UTF_8;
            buffered.skipNBytes(3);
        } else if (start.length >= 2 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF) {
            charset = StandardCharsets.UTF_16BE;
            buffered.skipNBytes(2);
        } else if (start.length >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
            charset = StandardCharsets.UTF_16LE;
            buffered.skipNBytes(2);
        }
        return new InputStreamReader(
                buffered,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
