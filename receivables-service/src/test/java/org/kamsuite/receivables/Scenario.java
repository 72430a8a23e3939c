package org.kamsuite.receivables;

import static io.restassured.RestAssured.given;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.RawRecord;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.Tokens;

/// One customer of one account in a feature test: its documents go to the service's handler on the test's own thread,
/// as the intake would hand them over, and people ask over REST.
public final class Scenario {

    private static final String SYSTEM = "sap-feature";

    private final Documents documents;
    private final UUID account = UUID.randomUUID();

    private Scenario(Documents documents) {
        this.documents = documents;
    }

    /// Registers an account of class KEY whose team is `kim`.
    public static Scenario of(String customer, String currency) {
        return of(customer, currency, AccountClass.KEY);
    }

    public static Scenario of(String customer, String currency, AccountClass accountClass) {
        Scenario scenario = new Scenario(new Documents(new CustomerRef(SYSTEM, customer), currency));
        QuarkusTransaction.requiringNew()
                .run(() -> bean(AccountDirectory.class)
                        .apply(List.of(new AccountState(
                                scenario.account,
                                1,
                                "Account " + customer,
                                AccountKind.CUSTOMER,
                                accountClass,
                                null,
                                currency,
                                "DE",
                                null,
                                null,
                                null,
                                List.of(scenario.documents.customer()),
                                List.of(),
                                List.of("kim"),
                                null,
                                null))));
        return scenario;
    }

    public static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    public UUID account() {
        return account;
    }

    public Documents erp() {
        return documents;
    }

    public String system() {
        return SYSTEM;
    }

    /// A number as [Documents] makes it.
    public String number(String number) {
        return documents.customer().number() + "-" + number;
    }

    public Scenario has(ErpEvent... events) {
        handle(List.of(events));
        return this;
    }

    public Scenario hears(DomainEvent... events) {
        handle(List.of(events));
        return this;
    }

    private void handle(List<?> events) {
        Instant now = Instant.now();
        List<ReceivedEvent> received = new ArrayList<>();
        for (Object event : events) {
            EventType type = EventType.of(event.getClass());
            String id = UUID.randomUUID().toString();
            RawRecord raw =
                    new RawRecord(type.topic(), 0, Math.abs(id.hashCode()), now, "key", Map.of(), new byte[0], false);
            received.add(new ReceivedEvent("/erp/" + SYSTEM, id, type, "subject", now, now, null, event, raw));
        }
        QuarkusTransaction.requiringNew().run(() -> bean(EventHandler.class).handle(received));
    }

    public static RequestSpecification as(String user, String... roles) {
        return given().auth().oauth2(Tokens.of(user, roles)).contentType("application/json");
    }

    public static RequestSpecification finance() {
        return as("fiona", Roles.FINANCE);
    }

    public static JsonPath get(String path) {
        return as("anna", Roles.VIEWER)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
