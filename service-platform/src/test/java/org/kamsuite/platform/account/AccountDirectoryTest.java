package org.kamsuite.platform.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.test.RoundTrips;

@QuarkusTest
class AccountDirectoryTest {

    private static final LocalDate SPRING = LocalDate.parse("2025-04-01");
    private static final LocalDate AUTUMN = LocalDate.parse("2025-10-01");

    @Inject
    AccountDirectory directory;

    @Inject
    Jdbi jdbi;

    private final UUID parent = UUID.randomUUID();
    private final UUID child = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @Test
    void anOlderStateChangesNothing() {
        apply(state(parent, 2, "New name"));
        apply(state(parent, 1, "Old name"));
        assertThat(directory.require(parent).legalName()).isEqualTo("New name");
        assertThatThrownBy(() -> directory.require(UUID.randomUUID()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
    }

    @Test
    void aCustomerIsKnownBeforeItsAccountAndJoinsIt() {
        CustomerRef reference = reference();
        long customer = resolve(reference);
        assertThat(accountOf(customer)).isNull();
        apply(state(parent, 1, "Late", reference));
        assertThat(accountOf(customer)).isEqualTo(parent);
        assertThat(resolve(reference)).isEqualTo(customer);
    }

    @Test
    void aReferenceThatMovedBelongsToItsNewAccountInWhateverOrderTheEventsCome() {
        for (int seed = 0; seed < 24; seed++) {
            UUID from = UUID.randomUUID();
            UUID to = UUID.randomUUID();
            CustomerRef moved = reference();
            List<AccountState> events = Arrays.asList(
                    state(from, 1, "From", moved),
                    state(from, 2, "From"),
                    state(to, 1, "To"),
                    state(to, 2, "To", moved));
            Collections.shuffle(events, new Random(seed));
            long customer = resolve(moved);
            events.forEach(this::apply);
            assertThat(accountOf(customer)).as("order %s", events).isEqualTo(to);
        }
    }

    @Test
    void theGroupOnADayFollowsTheHierarchyOfThatDay() {
        apply(state(parent, 1, "Parent"));
        apply(state(other, 1, "Other"));
        apply(withParents(
                child,
                new ParentRef(ParentType.LEGAL, parent, null, AUTUMN),
                new ParentRef(ParentType.LEGAL, other, AUTUMN, null)));
        assertThat(scope(parent, SPRING, true)).containsExactlyInAnyOrder(parent, child);
        assertThat(scope(parent, AUTUMN, true)).containsExactly(parent);
        assertThat(scope(other, AUTUMN, true)).containsExactlyInAnyOrder(other, child);
        assertThat(scope(other, AUTUMN, false)).containsExactly(other);
        assertThat(root(child, SPRING)).isEqualTo(parent);
        assertThat(root(child, AUTUMN)).isEqualTo(other);
        assertThat(root(other, AUTUMN)).isEqualTo(other);
    }

    @Test
    void anAccountWhoseParentIsUnknownStandsForItself() {
        apply(withParents(child, new ParentRef(ParentType.LEGAL, parent, null, null)));
        assertThat(root(child, SPRING)).isEqualTo(child);
    }

    @Test
    void applyingAndResolvingTakeAFixedNumberOfRoundTrips() {
        assertThat(roundTrips(500)).isEqualTo(roundTrips(2)).isLessThanOrEqualTo(10);
    }

    private long roundTrips(int accounts) {
        List<AccountState> states = IntStream.range(0, accounts)
                .mapToObj(i -> state(UUID.randomUUID(), 1, "Account " + i, reference()))
                .toList();
        List<CustomerRef> references =
                IntStream.range(0, accounts).mapToObj(_ -> reference()).toList();
        long[] trips = new long[1];
        QuarkusTransaction.requiringNew()
                .run(() -> trips[0] = RoundTrips.of(() -> {
                    directory.customers(references);
                    directory.apply(states);
                }));
        return trips[0];
    }

    private void apply(AccountState state) {
        QuarkusTransaction.requiringNew().run(() -> directory.apply(List.of(state)));
    }

    private long resolve(CustomerRef reference) {
        return QuarkusTransaction.requiringNew()
                .call(() -> directory.customers(Set.of(reference)).get(reference));
    }

    private UUID accountOf(long customer) {
        return jdbi.withHandle(handle -> handle.createQuery("select account_id from erp_customer where customer_id = ?")
                .bind(0, customer)
                .map((row, _) -> row.getObject(1, UUID.class))
                .list()
                .getFirst());
    }

    private List<UUID> scope(UUID account, LocalDate asOf, boolean grouped) {
        return jdbi.withHandle(handle -> handle.createQuery("select account_scope(?, ?, ?)")
                .bind(0, account)
                .bind(1, asOf)
                .bind(2, grouped)
                .mapTo(UUID.class)
                .list());
    }

    private UUID root(UUID account, LocalDate asOf) {
        return jdbi.withHandle(handle -> handle.createQuery("select root_id from account_root(?) where account_id = ?")
                .bind(0, asOf)
                .bind(1, account)
                .mapTo(UUID.class)
                .one());
    }

    private static CustomerRef reference() {
        return new CustomerRef("dir", UUID.randomUUID().toString());
    }

    private static AccountState state(UUID account, int version, String name, CustomerRef... references) {
        return state(account, version, name, List.of(references), List.of());
    }

    private static AccountState withParents(UUID account, ParentRef... parents) {
        return state(account, 1, "Child", List.of(), List.of(parents));
    }

    private static AccountState state(
            UUID account, int version, String name, List<CustomerRef> references, List<ParentRef> parents) {
        return new AccountState(
                account,
                version,
                name,
                AccountKind.CUSTOMER,
                AccountClass.REGULAR,
                null,
                "EUR",
                "DE",
                null,
                null,
                null,
                references,
                parents,
                List.of("anna"),
                null,
                null);
    }
}
