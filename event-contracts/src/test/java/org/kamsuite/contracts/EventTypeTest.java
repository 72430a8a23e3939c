package org.kamsuite.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.account.AccountEvent;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.OrderEvent;

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
        assertThat(EventType.all()).hasSize(49).doesNotHaveDuplicates();
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
