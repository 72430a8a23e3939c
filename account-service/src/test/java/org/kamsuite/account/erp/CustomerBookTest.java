package org.kamsuite.account.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kamsuite.account.erp.Customers.changed;
import static org.kamsuite.account.erp.Customers.fact;
import static org.kamsuite.account.erp.Customers.ref;
import static org.kamsuite.account.erp.Customers.registered;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kamsuite.account.registry.Account;
import org.kamsuite.account.registry.AccountContent;
import org.kamsuite.account.registry.Hierarchy;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;

class CustomerBookTest {

    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

    /// The register and the stored documents, as the database would hold them.
    private static final class Memory {
        private final Map<UUID, Account> accounts = new HashMap<>();
        private final List<CustomerFact> facts = new ArrayList<>();
        private final List<CustomerBook.Outcome> outcomes = new ArrayList<>();
        private long ids;
        private final Supplier<UUID> newIds = () -> new UUID(7, ++ids);

        CustomerBook book() {
            Hierarchy legal = new Hierarchy();
            accounts.values().forEach(a -> legal.put(a.accountId(), a.content().parents(ParentType.LEGAL)));
            return new CustomerBook(facts, accounts.values(), legal, ZoneOffset.UTC);
        }

        Memory take(List<CustomerFact> batch) {
            CustomerBook book = book();
            batch.forEach(fact -> outcomes.add(book.take(fact, newIds)));
            facts.addAll(book.taken());
            book.changed(NOW).forEach(account -> accounts.put(account.accountId(), account));
            return this;
        }

        Account account(String number) {
            return accounts.values().stream()
                    .filter(account -> account.content().references().contains(ref(number)))
                    .findFirst()
                    .orElseThrow();
        }

        /// Everything but ids and versions, which follow the order of arrival.
        Map<String, Object> shape() {
            Map<UUID, String> names = accounts.values().stream()
                    .collect(Collectors.toMap(
                            Account::accountId, a -> a.content().references().toString()));
            Map<String, Object> shape = new TreeMap<>();
            accounts.values().forEach(account -> {
                AccountContent content = account.content();
                shape.put(
                        names.get(account.accountId()),
                        List.of(
                                content.name(),
                                String.valueOf(content.city()),
                                String.valueOf(content.accountManager()),
                                content.team(),
                                content.parents().stream()
                                        .map(link -> names.get(link.parentId()) + link.validFrom() + link.validTo())
                                        .toList()));
            });
            return shape;
        }
    }

    @Test
    void aCustomerBecomesAnAccount() {
        Account account = new Memory()
                .take(List.of(registered("c", 0, "2026-03-01", null)))
                .account("c");

        assertThat(account.version()).isEqualTo(1);
        assertThat(account.content().legalName()).isEqualTo("Customer c");
        assertThat(account.content().parents()).isEmpty();
    }

    @Test
    void aParentThatIsNotKnownYetIsLinkedWhenItArrives() {
        Memory memory = new Memory().take(List.of(registered("c", 0, "2026-03-01", "p")));
        assertThat(memory.account("c").content().parents()).isEmpty();

        memory.take(List.of(registered("p", 0, "2026-03-05", null)));

        assertThat(memory.account("c").content().parents())
                .containsExactly(
                        new ParentRef(ParentType.LEGAL, memory.account("p").accountId(), null, null));
        assertThat(memory.account("c").version()).isEqualTo(2);
    }

    @Test
    void theSameDocumentsInAnyOrderAndAnyBatchesGiveTheSameAccounts() {
        List<CustomerFact> documents = List.of(
                registered("g", 0, "2026-01-01", null),
                registered("p", 0, "2026-03-01", "g"),
                registered("q", 0, "2026-03-01", "g"),
                registered("c", 0, "2026-03-02", "p"),
                changed("c", 2, "2026-07-01", "q"),
                fact(CustomerFact.Kind.CHANGED, "c", 3, "2026-08-01", "q", null, "anna"),
                fact(CustomerFact.Kind.CHANGED, "c", 4, "2026-08-15", "q", "Bonn", "ben"),
                changed("q", 1, "2026-09-01", null),
                registered("p", 0, "2026-03-01", "g"));
        Map<String, Object> expected = new Memory().take(documents).shape();
        assertThat(expected).hasSize(4);

        Random random = new Random(20_260_301);
        for (int run = 0; run < 500; run++) {
            List<CustomerFact> shuffled = new ArrayList<>(documents);
            java.util.Collections.shuffle(shuffled, random);
            Memory memory = new Memory();
            int from = 0;
            while (from < shuffled.size()) {
                int to = Math.min(shuffled.size(), from + 1 + random.nextInt(4));
                memory.take(shuffled.subList(from, to));
                from = to;
            }
            assertThat(memory.shape()).as("order %s", shuffled).isEqualTo(expected);
        }
    }

    @Test
    void aGroupThatMovesKeepsItsHistory() {
        Memory memory = new Memory()
                .take(List.of(
                        registered("p", 0, "2026-01-01", null),
                        registered("q", 0, "2026-01-01", null),
                        registered("c", 0, "2026-01-01", "p"),
                        changed("c", 1, "2026-07-01", "q")));
        AccountContent content = memory.account("c").content();

        Function<String, UUID> parentOn = day -> content.parent(ParentType.LEGAL, LocalDate.parse(day))
                .orElseThrow()
                .parentId();
        assertThat(parentOn.apply("2026-06-30")).isEqualTo(memory.account("p").accountId());
        assertThat(parentOn.apply("2026-07-01")).isEqualTo(memory.account("q").accountId());
    }

    @Test
    void aDocumentThatClosesACycleIsRefusedAndLeavesNothing() {
        Memory memory = new Memory()
                .take(List.of(registered("a", 0, "2026-01-01", "b"), registered("x", 0, "2026-01-01", "a")));
        Map<String, Object> before = memory.shape();

        memory.take(List.of(registered("b", 0, "2026-01-01", "x"), registered("y", 0, "2026-01-01", "a")));

        assertThat(memory.outcomes)
                .satisfiesExactly(
                        taken -> assertThat(taken).isInstanceOf(CustomerBook.Outcome.Taken.class),
                        taken -> assertThat(taken).isInstanceOf(CustomerBook.Outcome.Taken.class),
                        refused -> assertThat(refused).isInstanceOf(CustomerBook.Outcome.Refused.class),
                        taken -> assertThat(taken).isInstanceOf(CustomerBook.Outcome.Taken.class));
        assertThat(memory.shape()).containsAllEntriesOf(before).hasSize(3);
        assertThat(memory.account("a").version()).isEqualTo(1);
    }

    @Test
    void conflictsAreToldAndRepetitionsAreNot() {
        Memory memory = new Memory()
                .take(List.of(registered("c", 0, "2026-01-01", null)))
                .take(List.of(
                        registered("c", 0, "2026-01-01", null),
                        fact(CustomerFact.Kind.REGISTERED, "c", 0, "2026-01-01", null, "Bonn", null)));

        assertThat(memory.outcomes.get(1)).isInstanceOf(CustomerBook.Outcome.AlreadyKnown.class);
        assertThat(memory.outcomes.get(2)).isInstanceOf(CustomerBook.Outcome.Conflict.class);
        assertThat(memory.account("c").content().city()).isEqualTo("Berlin");
    }

    @Test
    void whatPeopleWroteStandsUntilTheErpSaysSomethingNew() {
        Memory memory = new Memory().take(List.of(registered("c", 0, "2026-01-01", null)));
        Account account = memory.account("c");
        AccountContent written = new AccountContent(
                "Customer c",
                "Our C",
                account.content().kind(),
                account.content().accountClass(),
                "STAR",
                "EUR",
                "DE",
                "Potsdam",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                account.content().references(),
                List.of(),
                List.of("carla"));
        memory.accounts.put(account.accountId(), account.changedTo(written, NOW));

        memory.take(List.of(fact(CustomerFact.Kind.CHANGED, "c", 1, "2026-02-01", null, "Bonn", "anna")));

        AccountContent content = memory.account("c").content();
        assertThat(content.city()).as("the ERP changed it").isEqualTo("Bonn");
        assertThat(content.name()).as("the ERP did not change it").isEqualTo("Our C");
        assertThat(content.tier()).isEqualTo("STAR");
        assertThat(content.team()).containsExactly("anna", "carla");
        assertThat(memory.account("c").version()).isEqualTo(3);
    }
}
