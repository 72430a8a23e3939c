package org.kamsuite.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.contracts.erp.InquiryReopened;
import org.kamsuite.contracts.erp.PaymentReceived;
import org.kamsuite.contracts.erp.PaymentReversed;
import org.kamsuite.contracts.erp.SatisfactionRecorded;

class ContractJsonTest {
    private static final String REVERSED = """
            {"customer":{"system":"sap","number":"1"},"paymentNumber":"P-1","reversedOn":"2026-03-02","reason":"x"}""";

    private static ContractViolation refused(byte[] json) {
        return catchThrowableOfType(ContractViolation.class, () -> ContractJson.read(json, PaymentReversed.class));
    }

    private static ContractViolation refused(String json) {
        return refused(json.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            null                  | must be a JSON object, but is null
            []                    | must be a JSON object
            [{}]                  | must be a JSON object
            "text"                | must be a JSON object
            5                     | must be a JSON object
            true                  | must be a JSON object
            {                     | is not valid JSON (line 1, column 2)
            {"customer":          | is not valid JSON (line 1, column 13)
            not json              | is not valid JSON (line 1, column 1)
            {'customer':1}        | is not valid JSON (line 1, column 2)
            {"x":NaN}             | is not valid JSON (line 1, column 9)
            """)
    void whatIsNoObjectIsRefusedInWords(String json, String problem) {
        var violation = refused(json);

        assertThat(violation.field()).isEqualTo("$");
        assertThat(violation.problem()).isEqualTo(problem);
    }

    @Test
    void aMissingBodyIsRefused() {
        assertThat(refused((byte[]) null)).hasMessage("$: is missing: a JSON object is expected");
        assertThat(refused(new byte[0])).hasMessage("$: is missing: a JSON object is expected");
        assertThat(refused("   ")).hasMessage("$: must be a JSON object");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        var json = REVERSED.replace("\"x\"", "\"Stra\u00dfe\"").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(refused(json).problem()).startsWith("is not valid JSON");
    }

    @Test
    void somethingBehindTheDocumentIsRefused() {
        assertThat(refused(REVERSED + " {}").problem()).isEqualTo("must be one JSON object, but something follows it");
        assertThat(refused(REVERSED + "]").field()).isEqualTo("$");
    }

    @Test
    void bombsAreRefused() {
        var deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        var deepWithin =
                REVERSED.replace("{\"customer\"", "{\"x\":" + "[".repeat(30) + "]".repeat(30) + ",\"customer\"");
        var large = REVERSED.replace("\"x\"", "\"" + "x".repeat(ContractJson.MAX_BYTES) + "\"");
        var longText = REVERSED.replace("\"x\"", "\"" + "x".repeat(300_000) + "\"");
        var longNumber = REVERSED.replace("{\"customer\"", "{\"revision\":" + "9".repeat(5_000) + ",\"customer\"");

        assertThat(refused(deep).problem()).startsWith("is too deep or too long");
        assertThat(refused(deepWithin).problem()).startsWith("is too deep or too long");
        assertThat(refused(large)).hasMessageStartingWith("$: must have at most 1048576 bytes, but has 1048");
        assertThat(refused(longText)).hasMessageStartingWith("reason: is too deep or too long");
        assertThat(refused(longNumber)).hasMessageStartingWith("$: is too deep or too long");
    }

    @Test
    void aScoreWithAnAbsurdExponentIsRefusedAndCostsNothing() {
        var json = Documents.example("erp.satisfaction.recorded.v1").toString().replace(":8,", ":1e1000000000,");

        var violation = catchThrowableOfType(
                ContractViolation.class, () -> ContractJson.read(json.getBytes(UTF_8), SatisfactionRecorded.class));

        assertThat(violation).hasMessage("score: must be a number of at most 40 digits");
    }

    @Test
    void unknownFieldsAreIgnored() {
        var json = REVERSED.replace("{\"customer\"", "{\"zz\":{\"deep\":[1,2,{\"a\":null}]},\"customer\"");

        assertThat(refused(json)).isNull();
    }

    @Test
    void theRevisionIsZeroWhenAbsent() {
        assertThat(ContractJson.read(REVERSED.getBytes(UTF_8), PaymentReversed.class)
                        .revision())
                .isZero();
        var explicitNull = REVERSED.replace("{\"customer\"", "{\"revision\":null,\"customer\"");
        assertThat(ContractJson.read(explicitNull.getBytes(UTF_8), PaymentReversed.class)
                        .revision())
                .isZero();
    }

    @Test
    void anOptionalFieldMayBeNullAndAnAbsentListIsEmpty() {
        var inquiry = Documents.example("erp.inquiry.reopened.v1").putNull("firstTimeFix");
        var payment = Documents.example("erp.payment.received.v1");
        payment.remove("allocations");

        assertThat(ContractJson.read(inquiry.toString().getBytes(UTF_8), InquiryReopened.class)
                        .firstTimeFix())
                .isNull();
        assertThat(ContractJson.read(payment.toString().getBytes(UTF_8), PaymentReceived.class)
                        .allocations())
                .isEmpty();
    }

    @Test
    void aTimeMayHaveAnOffset() {
        var json = Documents.example("erp.inquiry.reopened.v1").put("at", "2026-02-26T09:20:00.5+01:00");

        assertThat(ContractJson.read(json.toString().getBytes(UTF_8), InquiryReopened.class)
                        .at())
                .isEqualTo(Instant.parse("2026-02-26T08:20:00.5Z"));
    }

    @Test
    void aScoreMayBeText() {
        var json = Documents.example("erp.satisfaction.recorded.v1").put("score", "9.5");

        assertThat(ContractJson.read(json.toString().getBytes(UTF_8), SatisfactionRecorded.class)
                        .score())
                .isEqualByComparingTo("9.5");
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThat(refused(REVERSED.replace("\"x\"", "\"\\ud83d\"")))
                .hasMessage("reason: must not contain half a surrogate pair");
        assertThat(refused(REVERSED.replace("\"x\"", "\"\\ud83d\\ude00\""))).isNull();
    }

    @Test
    void aMessageShowsNothingThatBreaksALine() {
        var violation = refused(REVERSED.replace("\"2026-03-02\"", "\"a\\nb\\u001b[31m" + "z".repeat(500) + "\""));

        assertThat(violation.problem())
                .isEqualTo("must be an ISO date such as 2026-03-31, but is \"a?b?[31m" + "z".repeat(32) + "…\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0E66666666666667", "1e-2147483649"})
    void anExponentBeyondAllNumbersIsOutOfRange(String number) throws IOException {
        var type = EventType.of("kam.service-level.changed.v2").orElseThrow();
        var document = Documents.example(type).put("inFullRate", "NUMBER").toString();

        assertThatThrownBy(
                        () -> type.read(document.replace("\"NUMBER\"", number).getBytes(UTF_8)))
                .isInstanceOf(ContractViolation.class)
                .hasMessage("inFullRate: is a number out of range");
    }

    @Test
    void noDamageToTheBytesGivesAnythingButAViolation() {
        var random = new Random(20_260_302);
        int refusals = 0;
        for (var type : EventType.all()) {
            var intact = ContractJson.write(Documents.read(type, Documents.example(type)));
            for (int round = 0; round < 500; round++) {
                var damaged = intact.clone();
                for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                var cut = Arrays.copyOf(
                        damaged, random.nextInt(3) == 0 ? random.nextInt(damaged.length) : damaged.length);
                try {
                    type.read(cut);
                } catch (ContractViolation violation) {
                    refusals++;
                    assertThat(violation.getMessage())
                            .doesNotContain("not readable")
                            .matches("[$A-Za-z][\\w.\\[\\]]*: (is|must) [^\\p{Cntrl}]+");
                }
            }
        }
        assertThat(refusals).isGreaterThan(5_000);
    }
}
