package org.kamsuite.receivables.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.snapshot.TouchedAccounts;

/// Takes facts into the ledger, whether the ERP sent them or they were decided here: appends them, makes anew the
/// entries that they concern and marks the accounts whose figures may have changed, in a fixed number of round trips.
@ApplicationScoped
public class Postings {

    /// What a fact that was decided in this service names as its source.
    public static final String SOURCE = "/kam/receivables";

    private static final ObjectMapper JSON = ContractJson.mapper();

    @Inject
    Facts facts;

    @Inject
    Projection projection;

    @Inject
    TouchedAccounts touched;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /// A fact decided in this service, to be appended: recorded now.
    ///
    /// @param number within the ERP of the invoices that it is about; should that ERP post the same document under
    ///     this number, its higher revision replaces this one
    /// @param content what is kept of it as JSON, best a record of the event contract; never money of the fold
    public NewFact decided(
            NewFact.Number number,
            int revision,
            long customer,
            LocalDate date,
            String currency,
            BigDecimal amount,
            Object content,
            List<NewFact.Line> lines) {
        String json = json(content);
        return new NewFact(
                number,
                revision,
                customer,
                date,
                currency,
                amount,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                hash(json),
                SOURCE,
                ids.next().toString(),
                json,
                lines);
    }

    /// Appends what is new; a revision that is known with the same content is left as it is.
    ///
    /// @param posted each revision once
    /// @return those that contradict a known revision of their number and were not appended
    @Transactional(Transactional.TxType.MANDATORY)
    public List<NewFact> append(List<NewFact> posted) {
        if (posted.isEmpty()) {
            return List.of();
        }
        Set<Long> customers = new HashSet<>();
        posted.forEach(fact -> customers.add(fact.customer()));
        Map<NewFact.Number, Long> documents = facts.lock(posted, customers);
        Map<Facts.Revision, String> known = facts.append(posted, documents);
        List<Long> fresh = new ArrayList<>();
        List<NewFact> contradicting = new ArrayList<>();
        for (NewFact fact : posted) {
            long document = documents.get(fact.number());
            String hash = known.get(new Facts.Revision(document, fact.revision()));
            if (hash == null) {
                fresh.add(document);
            } else if (!hash.equals(fact.hash())) {
                contradicting.add(fact);
            }
        }
        if (!fresh.isEmpty()) {
            touched.markCustomers(projection.update(fresh, customers));
        }
        return contradicting;
    }

    private static String json(Object content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record cannot be written as JSON", e);
        }
    }

    private static String hash(String json) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
