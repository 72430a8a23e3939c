package org.kamsuite.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.contracts.erp.PaymentReversed;
import org.kamsuite.contracts.servicelevel.ServiceLevelChanged;

class EventCodecTest {

    private static final Instant ARRIVAL = Instant.parse("2026-03-02T10:00:00Z");
    private static final String REVERSAL = """
            {"customer":{"system":"erp","number":"1"},"paymentNumber":"P-1","reversedOn":"2026-03-01","reason":"bounced"}""";

    @Test
    void binaryModeIsRead() {
        Decoded decoded = EventCodec.decode(binary(Map.of("ce_time", "2026-03-01T09:00:00+01:00"), REVERSAL));
        assertThat(decoded).isInstanceOfSatisfying(ReceivedEvent.class, event -> {
            assertThat(event.type().name()).isEqualTo("erp.payment.reversed.v1");
            assertThat(event.time()).isEqualTo("2026-03-01T08:00:00Z");
            assertThat(event.recordedAt()).isEqualTo(ARRIVAL);
            assertThat(event.data()).isInstanceOf(PaymentReversed.class);
        });
    }

    @Test
    void structuredModeIsReadWithAndWithoutItsContentType() {
        String envelope = """
                {"specversion":"1.0","id":"7","source":"/erp/x","type":"erp.payment.reversed.v1","subject":"P-1",
                 "time":"2026-03-01T09:00:00Z","data":%s}""".formatted(REVERSAL);
        for (Map<String, String> headers : List.of(
                Map.of("content-type", "application/cloudevents+json; charset=utf-8"), Map.<String, String>of())) {
            assertThat(EventCodec.decode(record(headers, envelope)))
                    .isInstanceOfSatisfying(
                            ReceivedEvent.class,
                            event -> assertThat(event.subject()).isEqualTo("P-1"));
        }
    }

    @Test
    void recordedTimeCountsUnlessItLiesAfterTheArrival() {
        assertThat(EventCodec.decode(binary(Map.of("ce_recordedtime", "2026-02-01T00:00:00Z"), REVERSAL)))
                .isInstanceOfSatisfying(
                        ReceivedEvent.class,
                        event -> assertThat(event.recordedAt()).isEqualTo("2026-02-01T00:00:00Z"));
        assertThat(EventCodec.decode(binary(Map.of("ce_recordedtime", "2036-02-01T00:00:00Z"), REVERSAL)))
                .isInstanceOfSatisfying(
                        ReceivedEvent.class,
                        event -> assertThat(event.recordedAt()).isEqualTo(ARRIVAL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ce_specversion | 0.3        | MALFORMED | specversion must be 1.0
            ce_id          | ''         | MALFORMED | attribute id is missing
            ce_time        | yesterday  | MALFORMED | RFC 3339
            ce_time        | +12345-01-01T00:00:00Z | MALFORMED | RFC 3339
            ce_type        | erp.customer.registered.v1 | INVALID | belongs on topic erp.customers
            """)
    void flawedEnvelopesAreRefusedWithTheReason(String header, String value, ReasonCode reason, String detail) {
        assertThat(EventCodec.decode(binary(Map.of(header, value), REVERSAL)))
                .isInstanceOfSatisfying(Decoded.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.detail()).contains(detail);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "42", "{\"customer\":null}", "\u0000", "{\"customer\":{}}"})
    void anythingElseIsRefusedAndNeverThrows(String body) {
        assertThat(EventCodec.decode(binary(Map.of(), body))).isInstanceOf(Decoded.Refused.class);
        assertThat(EventCodec.decode(record(Map.of(), body))).isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void aNewerTypeIsUnknownButNotRefused() {
        assertThat(EventCodec.decode(binary(Map.of("ce_type", "erp.payment.pledged.v7"), REVERSAL)))
                .isInstanceOf(Decoded.Unknown.class);
    }

    @Test
    void anOlderVersionArrivesAsTheNewest() {
        String level = """
                {"accountId":"01977a3e-5b1c-7c1e-9f00-3c5d2a104711","from":"2026-01-05","to":"2026-04-05","orders":12,
                 "dueLines":31,"onTimeRate":0.9,"inFullRate":1,"otifRate":0.9,"overdueLines":1,"inquiries":4}""";
        RawRecord sent = binary(Map.of("ce_type", "kam.service-level.changed.v1"), level);
        RawRecord onItsTopic = new RawRecord(
                "kam.service-level.events", 0, 1, ARRIVAL, sent.key(), sent.headers(), sent.value(), false);
        assertThat(EventCodec.decode(onItsTopic)).isInstanceOfSatisfying(ReceivedEvent.class, event -> {
            assertThat(event.type().name()).isEqualTo("kam.service-level.changed.v2");
            assertThat(event.data())
                    .isInstanceOfSatisfying(
                            ServiceLevelChanged.class,
                            told -> assertThat(told.onTimeLines()).isEqualTo(27));
        });
    }

    private static RawRecord binary(Map<String, String> changed, String body) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "ce_specversion", "1.0",
                "ce_id", "7",
                "ce_source", "/erp/x",
                "ce_type", "erp.payment.reversed.v1",
                "ce_subject", "P-1",
                "content-type", "application/json"));
        headers.putAll(changed);
        return record(headers, body);
    }

    private static RawRecord record(Map<String, String> headers, String body) {
        return new RawRecord(
                "erp.payments", 0, 1, ARRIVAL, "erp:1", headers, body.getBytes(StandardCharsets.UTF_8), false);
    }
}
