package org.kamsuite.receivables.book;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.kamsuite.receivables.ledger.DocumentKind;

/// A revision of a document as it arrives, with the business numbers that it names.
///
/// @param hash of the content; equal hashes are equal contents
/// @param content the contract's record as JSON without what is in the lines
public record NewFact(
        Number number,
        int revision,
        long customer,
        LocalDate date,
        String currency,
        BigDecimal amount,
        Instant recordedAt,
        String hash,
        String eventSource,
        String eventId,
        String content,
        List<Line> lines) {

    /// A business number within an ERP.
    public record Number(String system, DocumentKind kind, String number) {}

    public record Line(Number source, Number invoice, BigDecimal amount, BigDecimal discount, LocalDate dueDate) {}

    public NewFact {
        lines = List.copyOf(lines);
    }
}
