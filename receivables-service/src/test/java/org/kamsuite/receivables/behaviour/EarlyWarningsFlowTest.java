package org.kamsuite.receivables.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.Scenario;

/// The warnings as they stood at any time.
@QuarkusTest
class EarlyWarningsFlowTest {

    @Inject
    EarlyWarnings warnings;

    private void raise(UUID account, LocalDate day) {
        QuarkusTransaction.requiringNew()
                .run(() -> assertThat(warnings.raise(
                                List.of(new EarlyWarnings.News(
                                        account, WarningRule.TERMS_STRETCH, day, "later than usual", List.of("R-1"))),
                                day))
                        .hasSize(1));
    }

    private void clear(UUID account, LocalDate day) {
        QuarkusTransaction.requiringNew()
                .run(() -> warnings.clear(
                        List.of(new EarlyWarnings.Known(account, WarningRule.TERMS_STRETCH, null)), day));
    }

    @Test
    void aWarningIsOpenUntilItWasSeenToBeOver() {
        UUID account = Scenario.of("known-warning", "EUR").account();
        Instant before = Instant.now();
        raise(account, LocalDate.of(2024, 3, 1));
        Instant raised = Instant.now();
        clear(account, LocalDate.of(2024, 4, 1));
        Instant cleared = Instant.now();
        raise(account, LocalDate.of(2024, 5, 1));
        String path = "/v1/early-warnings?accountId=" + account;

        assertThat(Scenario.get(path + "&knownAt=" + before).getList("items")).isEmpty();
        JsonPath open = Scenario.get(path + "&open=true&knownAt=" + raised);
        assertThat(open.getList("items.raisedOn")).containsExactly("2024-03-01");
        assertThat(open.getBoolean("items[0].open")).isTrue();
        assertThat(open.getString("items[0].clearedOn")).isNull();
        assertThat(Scenario.get(path + "&open=false&knownAt=" + raised).getList("items"))
                .isEmpty();
        JsonPath over = Scenario.get(path + "&knownAt=" + cleared);
        assertThat(over.getList("items.clearedOn")).containsExactly("2024-04-01");
        assertThat(over.getBoolean("items[0].open")).isFalse();
        // What is known by now is the same, however it is asked for.
        JsonPath now = Scenario.get(path);
        assertThat(now.getList("items.open")).containsExactly(true, false);
        assertThat(Scenario.get(path + "&knownAt=" + Instant.now().minusMillis(1))
                        .getList("items"))
                .isEqualTo(now.getList("items"));
        // On a day it was open, as is known now.
        JsonPath march = Scenario.get(path + "&asOf=2024-03-31");
        assertThat(march.getList("items.open")).containsExactly(true);
        assertThat(march.getString("items[0].clearedOn")).isNull();
        assertThat(Scenario.get(path + "&asOf=2024-04-01").getList("items.open"))
                .containsExactly(false);
        assertThat(Scenario.get(path + "&asOf=2024-02-29").getList("items")).isEmpty();
        assertThat(Scenario.as("anna", Roles.VIEWER)
                        .accept("text/csv")
                        .get(path + "&open=true&knownAt=" + raised)
                        .asString())
                .contains("2024-03-01," + account)
                .doesNotContain("2024-04-01");
    }

    @Test
    void leadTimesAndFalseAlarmsAreJudgedByWhatWasKnown() {
        Scenario it = Scenario.of("known-lead", "EUR");
        it.has(it.erp().invoice("1", "1985-02-01", "1985-03-01", "100"));
        raise(it.account(), LocalDate.of(1985, 4, 1));
        Instant issued = Instant.now();
        // Entered late: it never got 60 days late, and the warning was false.
        it.has(it.erp().payment("P", "1985-04-10", "100", "1"));
        String path = "/v1/early-warnings/lead-times?from=1985-04-01&to=1985-06-30";

        JsonPath then = Scenario.get(path + "&knownAt=" + issued);
        assertThat(then.getString("knownAt")).isEqualTo(issued.toString());
        assertThat(then.getList("items.accountId")).containsExactly(it.account().toString());
        assertThat(then.getString("items[0].reachedOn")).isEqualTo("1985-05-01");
        assertThat(then.getInt("falseAlarms.warnings")).isEqualTo(1);
        assertThat(then.getInt("falseAlarms.falseAlarms")).isZero();
        JsonPath now = Scenario.get(path);
        assertThat(now.getInt("accounts")).isZero();
        assertThat(now.getInt("falseAlarms.falseAlarms")).isEqualTo(1);
        JsonPath folded = Scenario.get(path + "&knownAt=" + Instant.now().minusMillis(1));
        assertThat(folded.<Object>get("items")).isEqualTo(now.get("items"));
        assertThat(folded.<Object>get("falseAlarms")).isEqualTo(now.get("falseAlarms"));
        // The warning itself was not known before it was raised.
        assertThat(Scenario.get(path + "&knownAt=1985-05-15T00:00:00Z").getInt("falseAlarms.warnings"))
                .isZero();
    }
}
