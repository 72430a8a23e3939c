package org.kamsuite.bench;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.PaymentReceived;
import org.kamsuite.local.launch.Suite;

/// What ingest would be through an object-relational mapper: Hibernate with one `EntityManager` and one transaction a
/// message. The message is read, its id claimed, its document found or made, its fact, line, entry and item written or
/// changed. Without Kafka, without orders and their lines, without an outbox, on one connection.
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
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("drop schema if exists bench_single cascade");
            statement.execute(SCHEMA);
            statement.execute("create index entry_by_owner on bench_single.entry (owner_id)");
            statement.execute("create index entry_by_document on bench_single.entry (document_id, entry_date)");
            try (EntityManagerFactory mapper = mapper(database)) {
                return run(mapper, books, duration);
            } finally {
                statement.execute("drop schema bench_single cascade");
            }
        }
    }

    private static EntityManagerFactory mapper(Suite.Database database) {
        return new HibernatePersistenceConfiguration("bench")
                .managedClasses(Claim.class, Document.class, Fact.class, Line.class, Entry.class, Item.class)
                .jdbcUrl("jdbc:postgresql://127.0.0.1:%d/%s?currentSchema=bench_single"
                        .formatted(database.port(), database.name()))
                .jdbcCredentials(database.user(), database.password())
                .jdbcPoolSize(1)
                .createEntityManagerFactory();
    }

    private static double run(EntityManagerFactory mapper, Books books, Duration duration) {
        long begun = System.nanoTime();
        long end = begun + duration.toNanos();
        long[] done = {0};
        for (int account = 0; System.nanoTime() < end; account++) {
            books.invoicesAndPayments(account, account + 1, event -> {
                if (System.nanoTime() < end) {
                    mapper.runInTransaction(session -> take(session, event));
                    done[0]++;
                }
            });
        }
        return done[0] / ((System.nanoTime() - begun) / 1e9);
    }

    private static void take(EntityManager session, Event event) {
        Record data = EventType.of(event.type().name()).orElseThrow().read(event.data());
        session.persist(new Claim(event));
        switch (data) {
            case InvoiceIssued it -> {
                Document invoice = document(session, "INVOICE", it.invoiceNumber());
                session.persist(new Fact(invoice, event, it.issueDate(), it.currency(), it.payableAmount()));
                session.persist(new Line(invoice, null, it.payableAmount()));
                book(session, invoice, invoice, event, it.issueDate(), it.payableAmount());
            }
            case PaymentReceived it -> {
                Document payment = document(session, "PAYMENT", it.paymentNumber());
                Document invoice =
                        document(session, "INVOICE", it.allocations().getFirst().invoiceNumber());
                session.persist(new Fact(payment, event, it.valueDate(), it.currency(), it.amount()));
                session.persist(new Line(payment, invoice, it.amount()));
                book(
                        session,
                        payment,
                        invoice,
                        event,
                        it.valueDate(),
                        it.amount().negate());
            }
            default -> throw new IllegalArgumentException(event.type().name());
        }
    }

    private static Document document(EntityManager session, String kind, String number) {
        return session.createQuery(
                        "from Document d where d.system = :system and d.kind = :kind and d.number = :number",
                        Document.class)
                .setParameter("system", Books.SYSTEM)
                .setParameter("kind", kind)
                .setParameter("number", number)
                .getResultStream()
                .findFirst()
                .orElseGet(() -> {
                    Document made = new Document(kind, number);
                    session.persist(made);
                    return made;
                });
    }

    private static void book(
            EntityManager session, Document owner, Document invoice, Event event, LocalDate day, BigDecimal amount) {
        session.persist(new Entry(owner, invoice, day, amount));
        Item item = session.find(Item.class, invoice.id);
        if (item == null) {
            session.persist(new Item(invoice, event, amount));
        } else {
            item.open = item.open.add(amount);
        }
    }

    @Embeddable
    record ClaimKey(String source, String id) {}

    @Entity(name = "Claim")
    @Table(name = "inbox")
    static class Claim {
        @EmbeddedId
        ClaimKey key;

        @Column(name = "received_at")
        Instant receivedAt;

        Claim() {}

        Claim(Event event) {
            key = new ClaimKey(event.source(), event.id().toString());
            receivedAt = Instant.now();
        }
    }

    @Entity(name = "Document")
    static class Document {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Column(name = "document_id")
        Long id;

        String system;
        String kind;
        String number;

        Document() {}

        Document(String kind, String number) {
            this.system = Books.SYSTEM;
            this.kind = kind;
            this.number = number;
        }
    }

    @Embeddable
    record FactKey(@Column(name = "document_id") long document, int revision) {}

    @Entity(name = "Fact")
    static class Fact {
        @EmbeddedId
        FactKey key;

        String customer;

        @Column(name = "effective_date")
        LocalDate day;

        String currency;
        BigDecimal amount;

        @ColumnTransformer(write = "cast(? as jsonb)")
        String content;

        Fact() {}

        Fact(Document document, Event event, LocalDate day, String currency, BigDecimal amount) {
            this.key = new FactKey(document.id, 0);
            this.customer = event.key();
            this.day = day;
            this.currency = currency;
            this.amount = amount;
            this.content = new String(event.data(), StandardCharsets.UTF_8);
        }
    }

    @Embeddable
    record LineKey(@Column(name = "document_id") long document, int revision, int line) {}

    @Entity(name = "Line")
    @Table(name = "fact_line")
    static class Line {
        @EmbeddedId
        LineKey key;

        @Column(name = "invoice_id")
        Long invoice;

        BigDecimal amount;

        Line() {}

        Line(Document document, Document invoice, BigDecimal amount) {
            this.key = new LineKey(document.id, 0, 0);
            this.invoice = invoice == null ? null : invoice.id;
            this.amount = amount;
        }
    }

    @Entity(name = "Entry")
    static class Entry {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Column(name = "entry_id")
        Long id;

        @Column(name = "owner_id")
        long owner;

        @Column(name = "document_id")
        long document;

        @Column(name = "entry_date")
        LocalDate day;

        BigDecimal amount;

        Entry() {}

        Entry(Document owner, Document document, LocalDate day, BigDecimal amount) {
            this.owner = owner.id;
            this.document = document.id;
            this.day = day;
            this.amount = amount;
        }
    }

    @Entity(name = "Item")
    static class Item {
        @Id
        @Column(name = "document_id")
        long document;

        String customer;

        @Column(name = "open_amount")
        BigDecimal open;

        Item() {}

        Item(Document document, Event event, BigDecimal open) {
            this.document = document.id;
            this.customer = event.key();
            this.open = open;
        }
    }
}
