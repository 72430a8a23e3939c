package org.kamsuite.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.contracts.account.AccountEvent;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.OrderEvent;
import org.kamsuite.contracts.erp.WriteOffPosted;
import org.kamsuite.contracts.servicelevel.ServiceLevelChanged;

class EventTypeTest {
    @Test
    void aTypeIsFoundByItsNameAndByItsRecord() {
        var type = EventType.of("erp.invoice.issued.v1").orElseThrow();

        assertThat(type.topic()).isEqualTo("erp.invoices");
        assertThat(type.recordClass()).isEqualTo(InvoiceIssued.class);
        assertThat(type.fromErp()).isTrue();
        assertThat(EventType.of(InvoiceIssued.class)).isEqualTo(type);
        assertThat(EventType.of("kam.account.changed.v1").orElseThrow().fromErp())
                .isFalse();
    }

    @Test
    void anUnknownTypeIsNoError() {
        assertThat(EventType.of("erp.invoice.issued.v2")).isEmpty();
        assertThat(EventType.of((String) null)).isEmpty();
        assertThatThrownBy(() -> EventType.of(String.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOlderVersionIsReadAsTheNewest() {
        var older = EventType.of("kam.service-level.changed.v1").orElseThrow();
        var newest = EventType.of("kam.service-level.changed.v2").orElseThrow();

        assertThat(older.version()).isEqualTo(1);
        assertThat(older.superseded()).isTrue();
        assertThat(newest.superseded()).isFalse();
        assertThat(EventType.of(ServiceLevelChanged.class)).isEqualTo(newest);
        assertThat(Documents.read(older, Documents.example(older)))
                .isInstanceOfSatisfying(ServiceLevelChanged.class, level -> {
                    assertThat(level.deliveredLines()).isEqualTo(30);
                    assertThat(level.onTimeLines()).isEqualTo(28);
                    assertThat(level.inFullLines()).isEqualTo(29);
                    assertThat(level.otifLines()).isEqualTo(27);
                    assertThat(level.otifRate()).isEqualByComparingTo("0.9032");
                });
    }

    @Test
    void anOlderWriteOffIsANewOneThatGivesSomethingUp() {
        var older = EventType.of("erp.write-off.posted.v1").orElseThrow();

        assertThat(older.fromErp()).isTrue();
        assertThat(Documents.read(older, Documents.example(older))).isInstanceOfSatisfying(WriteOffPosted.class, it -> {
            assertThat(it.documentNumber()).isEqualTo("WO-3");
            assertThat(it.amount()).isEqualByComparingTo("12.40");
        });
    }

    @ParameterizedTest
    @CsvSource({"10, 0, 3, 0.3", "7, 0, 2, 0.2857142857142857", "3, 1, 1, 0.5", "30000, 1, 29998, 0.999966665555518"})
    void theRatesOfAnOlderVersionGiveBackTheirCounts(int due, int overdue, int onTime, BigDecimal rate) {
        var v1 = EventType.of("kam.service-level.changed.v1").orElseThrow();
        var document = Documents.example(v1);
        document.put("dueLines", due).put("overdueLines", overdue).put("onTimeRate", rate);

        assertThat(((ServiceLevelChanged) Documents.read(v1, document)).onTimeLines())
                .isEqualTo(onTime);
    }

    @Test
    void whatTheNewestVersionNeedsIsMissedInAnOlderOne() {
        var v1 = EventType.of("kam.service-level.changed.v1").orElseThrow();
        var document = Documents.example(v1);
        document.remove("onTimeRate");
        assertThatThrownBy(() -> Documents.read(v1, document)).hasMessage("onTimeRate: is missing");

        document.put("dueLines", 1);
        assertThat(((ServiceLevelChanged) Documents.read(v1, document)).onTimeLines())
                .isZero();
    }

    @Test
    void everyOlderVersionHasANewerOneOnItsTopicAndOnlyTheNewestIsPublished() {
        for (var type : EventType.all()) {
            var family = EventType.all().stream()
                    .filter(other -> family(other).equals(family(type)))
                    .toList();
            int newest = family.stream().mapToInt(EventType::version).max().orElseThrow();

            assertThat(type.superseded()).as(type.name()).isEqualTo(type.version() < newest);
            assertThat(family).extracting(EventType::topic).containsOnly(type.topic());
            assertThat(EventType.of(Documents.read(type, Documents.example(type))
                                    .getClass())
                            .version())
                    .as(type.name())
                    .isEqualTo(newest);
        }
    }

    private static String family(EventType type) {
        return type.name().substring(0, type.name().lastIndexOf('.'));
    }

    @Test
    void theTopicsAreTheElevenOfTheArchitecture() {
        assertThat(EventType.topics())
                .containsExactly(
                        "erp.customers",
                        "erp.orders",
                        "erp.deliveries",
                        "erp.invoices",
                        "erp.payments",
                        "erp.inquiries",
                        "kam.account.events",
                        "kam.scoring.events",
                        "kam.relationship.events",
                        "kam.service-level.events",
                        "kam.receivables.events");
    }

    @Test
    void everyRecordOfASealedHierarchyHasItsType() {
        assertThat(Stream.concat(records(ErpEvent.class), records(AccountEvent.class)))
                .allSatisfy(
                        record -> assertThat(EventType.of(record).recordClass()).isEqualTo(record))
                .hasSize(29);
        assertThat(EventType.all()).hasSize(51).doesNotHaveDuplicates();
    }

    @Test
    void aTopicHasTheTypesOfOneSealedInterface() {
        for (var topicInterface : ErpEvent.class.getPermittedSubclasses()) {
            assertThat(records(topicInterface).map(EventType::of).map(EventType::topic))
                    .containsOnly(topicOf(topicInterface));
        }
        assertThat(topicOf(OrderEvent.class)).isEqualTo("erp.orders");
    }

    @Test
    void everyErpRecordTellsItsDocumentAndItsCustomer() {
        for (var type : erpTypes()) {
            var event = (ErpEvent) Documents.read(type, Documents.example(type));

            assertThat(event.customer()).isEqualTo(new CustomerRef("sap-emea", "104711"));
            assertThat(event.customer().key()).isEqualTo("sap-emea:104711");
            assertThat(event.documentNumber()).isNotBlank();
        }
    }

    @Test
    void everyDomainRecordTellsItsAccount() {
        for (var type : EventType.all()) {
            if (!type.fromErp()) {
                assertThat(((DomainEvent) Documents.read(type, Documents.example(type))).accountId())
                        .hasToString("01977a3e-5b1c-7c1e-9f00-3c5d2a104711");
            }
        }
    }

    private static List<EventType> erpTypes() {
        return EventType.all().stream().filter(EventType::fromErp).toList();
    }

    private static String topicOf(Class<?> topicInterface) {
        return EventType.of(topicInterface.getPermittedSubclasses()[0]).topic();
    }

    private static Stream<Class<?>> records(Class<?> sealedType) {
        return sealedType.isRecord()
                ? Stream.of(sealedType)
                : Arrays.stream(sealedType.getPermittedSubclasses()).flatMap(EventTypeTest::records);
    }
}
