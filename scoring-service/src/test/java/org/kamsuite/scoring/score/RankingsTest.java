package org.kamsuite.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.scoring.Documents;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.RoundTrips;

/// A ranking that is kept and refreshed is the one that would be computed anew.
@QuarkusTest
class RankingsTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Rankings rankings;

    @Inject
    SalesHistory history;

    @Inject
    Jdbi jdbi;

    private EventProbe probe;
    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();
    private final CustomerRef first = Documents.customer("KEPT-" + one);
    private final CustomerRef second = Documents.customer("KEPT-" + two);

    @BeforeEach
    void open() {
        probe = new EventProbe(bootstrapServers);
        probe.send(Documents.account(one, "One AG", "HUF", null, first));
        probe.send(Documents.account(two, "Two AG", "HUF", null, second));
        invoice(first, "1", "600");
        invoice(second, "2", "400");
        awaitOf(one, subject -> revenue(subject, "600"));
        awaitOf(two, subject -> revenue(subject, "400"));
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void eachKindOfChangeIsSeen() {
        invoice(first, "3", "50");
        awaitOf(one, subject -> revenue(subject, "650"));

        probe.send(List.of(Documents.creditNote(
                first, "KEPT-C-" + one, TODAY.toString(), "HUF", "600", "KEPT-1-" + first.number())));
        awaitOf(one, subject -> revenue(subject, "50"));

        probe.send(Documents.account(two, 2, "Two and Sons AG", "HUF", null, second));
        awaitOf(two, subject -> subject.name().equals("Two and Sons AG"));

        probe.send(
                (DomainEvent) new PaymentBehaviourChanged(one, TODAY, 12, null, new BigDecimal("12.5"), null, false));
        awaitOf(one, subject -> subject.payment() != null);

        // The customer moves: all his documents with him.
        probe.send(Documents.account(one, 2, "One AG", "HUF", null));
        probe.send(Documents.account(two, 3, "Two and Sons AG", "HUF", null, first, second));
        awaitOf(two, subject -> revenue(subject, "450"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(kept(Scope.ACCOUNT).place(one)).isEmpty());
        awaitAsAnew(Scope.ACCOUNT);
    }

    @Test
    void aGroupSeesItsMembersChange() {
        kept(Scope.GROUP);
        probe.send(Documents.account(two, 2, "Two AG", "HUF", one, second));
        awaitAsAnew(Scope.GROUP);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(revenue(
                                kept(Scope.GROUP).place(one).orElseThrow().subject(), "1000"))
                        .isTrue());
        invoice(second, "3", "7");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(revenue(
                                kept(Scope.GROUP).place(one).orElseThrow().subject(), "1007"))
                        .isTrue());
        awaitAsAnew(Scope.GROUP);
    }

    @Test
    void anUnchangedPortfolioCostsOneRoundTrip() {
        kept(Scope.ACCOUNT);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(RoundTrips.of(() -> kept(Scope.ACCOUNT))).isEqualTo(1));
    }

    @Test
    void whatWasTouchedIsReadAnewUntilItIsPublished() {
        Ranking before = kept(Scope.ACCOUNT);
        jdbi.useTransaction(handle -> {
            handle.execute("update account_directory set legal_name = 'Renamed AG' where account_id = ?", one);
            handle.execute("insert into touched_account (account_id) values (?) on conflict do nothing", one);
        });
        assertThat(before.place(one).orElseThrow().subject().name()).isEqualTo("One AG");
        assertThat(kept(Scope.ACCOUNT).place(one).orElseThrow().subject().name())
                .isEqualTo("Renamed AG");
        awaitOf(one, subject -> subject.name().equals("Renamed AG"));
    }

    private void invoice(CustomerRef customer, String number, String net) {
        probe.send(List.of(
                Documents.invoice(customer, "KEPT-" + number + "-" + customer.number(), TODAY.toString(), "HUF", net)));
    }

    private Ranking kept(Scope scope) {
        return rankings.get(Models.DEFAULT_2, TODAY, scope);
    }

    private void awaitOf(UUID account, Predicate<SubjectSales> expected) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> kept(Scope.ACCOUNT)
                        .place(account)
                        .map(Ranking.Place::subject)
                        .filter(expected)
                        .isPresent());
        awaitAsAnew(Scope.ACCOUNT);
    }

    private void awaitAsAnew(Scope scope) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(kept(scope))
                        .isEqualTo(Ranking.of(Models.DEFAULT_2, TODAY, history.ofAll(TODAY, scope))));
    }

    private static boolean revenue(SubjectSales subject, String amount) {
        return subject.main().last12().compareTo(new BigDecimal(amount)) == 0;
    }
}
