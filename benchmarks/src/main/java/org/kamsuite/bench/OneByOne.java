package org.kamsuite.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.PaymentReceived;
import org.kamsuite.local.launch.Suite;

/// What ingest would be with one transaction a message and one statement a row, as an object-relational mapper does it
/// at its best: the message is read, its id claimed, its document found or made, its fact, line, entry and item
/// written, all with prepared statements on one connection. Plain JDBC, so the mapper itself costs nothing here.
final class OneByOne {

    private static final String SCHEMA = """
            create schema bench_single
            create table inbox (source text, id text, received_at timestamptz not null, primary key (source, id))
            create table document (document_id bigint generated always as identity primary key, system text not null,
                kind text not null, number text not null, unique (system, kind, number))
            create table fact (document_id bigint references document, revision int, customer text not null,
                effective_date date not null, currency text, amount numeric, content jsonb not null,
                primary key (document_id, revision))
            create table fact_line (document_id bigint, revision int, line int, invoice_id bigint, amount numeric,
                primary key (document_id, revision, line), foreign key (document_id, revision) references fact)
            create table entry (entry_id bigint generated always as identity primary key, owner_id bigint not null,
                document_id bigint not null, entry_date date not null, amount numeric not null)
            create table item (document_id bigint primary key, customer text not null, open_amount numeric not null)
            """;

    private OneByOne() {}

    /// Messages a second, over some seconds.
    static double perSecond(Suite.Database database, Books books, Duration duration) throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("drop schema if exists bench_single cascade");
            statement.execute(SCHEMA);
            statement.execute("create index entry_by_owner on bench_single.entry (owner_id)");
            statement.execute("create index entry_by_document on bench_single.entry (document_id, entry_date)");
            statement.execute("set search_path = bench_single");
            connection.setAutoCommit(false);
            double perSecond = run(connection, books, duration);
            statement.execute("drop schema bench_single cascade");
            connection.commit();
            return perSecond;
        }
    }

    private static double run(Connection connection, Books books, Duration duration) throws SQLException {
        Writer writer = new Writer(connection);
        long begun = System.nanoTime();
        long end = begun + duration.toNanos();
        long[] done = {0};
        for (int account = 0; System.nanoTime() < end; account++) {
            books.invoicesAndPayments(account, account + 1, event -> {
                if (System.nanoTime() < end) {
                    writer.write(event);
                    done[0]++;
                }
            });
        }
        return done[0] / ((System.nanoTime() - begun) / 1e9);
    }

    private static final class Writer {

        private final Connection connection;
        private final PreparedStatement claim;
        private final PreparedStatement find;
        private final PreparedStatement make;
        private final PreparedStatement fact;
        private final PreparedStatement line;
        private final PreparedStatement entry;
        private final PreparedStatement item;

        Writer(Connection connection) throws SQLException {
            this.connection = connection;
            claim = connection.prepareStatement("insert into inbox values (?, ?, now())");
            find = connection.prepareStatement(
                    "select document_id from document where system = ? and kind = ? and number = ?");
            make = connection.prepareStatement(
                    "insert into document (system, kind, number) values (?, ?, ?) returning document_id");
            fact = connection.prepareStatement("insert into fact values (?, 0, ?, ?, ?, ?, cast(? as jsonb))");
            line = connection.prepareStatement("insert into fact_line values (?, 0, 0, ?, ?)");
            entry = connection.prepareStatement(
                    "insert into entry (owner_id, document_id, entry_date, amount) values (?, ?, ?, ?)");
            item = connection.prepareStatement("insert into item values (?, ?, ?) on conflict (document_id)"
                    + " do update set open_amount = item.open_amount + excluded.open_amount");
        }

        void write(Event event) {
            try {
                Record data = EventType.of(event.type().name()).orElseThrow().read(event.data());
                claim.setString(1, event.source());
                claim.setString(2, event.id().toString());
                claim.execute();
                switch (data) {
                    case InvoiceIssued it -> {
                        long id = document("INVOICE", it.invoiceNumber());
                        fact(event, id, it.issueDate(), it.currency(), it.payableAmount());
                        line(id, null, it.payableAmount());
                        entry(id, id, it.issueDate(), it.payableAmount());
                        item(id, event, it.payableAmount());
                    }
                    case PaymentReceived it -> {
                        long id = document("PAYMENT", it.paymentNumber());
                        long invoice =
                                document("INVOICE", it.allocations().getFirst().invoiceNumber());
                        fact(event, id, it.valueDate(), it.currency(), it.amount());
                        line(id, invoice, it.amount());
                        entry(id, invoice, it.valueDate(), it.amount().negate());
                        item(invoice, event, it.amount().negate());
                    }
                    default -> throw new IllegalArgumentException(event.type().name());
                }
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private long document(String kind, String number) throws SQLException {
            for (PreparedStatement each : new PreparedStatement[] {find, make}) {
                each.setString(1, Books.SYSTEM);
                each.setString(2, kind);
                each.setString(3, number);
                try (var rows = each.executeQuery()) {
                    if (rows.next()) {
                        return rows.getLong(1);
                    }
                }
            }
            throw new IllegalStateException("neither found nor made: " + number);
        }

        private void fact(Event event, long id, LocalDate day, String currency, java.math.BigDecimal amount)
                throws SQLException {
            fact.setLong(1, id);
            fact.setString(2, event.key());
            fact.setObject(3, day);
            fact.setString(4, currency);
            fact.setBigDecimal(5, amount);
            fact.setString(6, new String(event.data(), StandardCharsets.UTF_8));
            fact.execute();
        }

        private void line(long id, Long invoice, java.math.BigDecimal amount) throws SQLException {
            line.setLong(1, id);
            line.setObject(2, invoice, Types.BIGINT);
            line.setBigDecimal(3, amount);
            line.execute();
        }

        private void entry(long owner, long document, LocalDate day, java.math.BigDecimal amount) throws SQLException {
            entry.setLong(1, owner);
            entry.setLong(2, document);
            entry.setObject(3, day);
            entry.setBigDecimal(4, amount);
            entry.execute();
        }

        private void item(long document, Event event, java.math.BigDecimal amount) throws SQLException {
            item.setLong(1, document);
            item.setString(2, event.key());
            item.setBigDecimal(3, amount);
            item.execute();
        }
    }
}
