package org.kamsuite.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class MappingReaderTest {
    static final java.util.List<String> SHIPPED = MappingReader.SHIPPED;

    private static final String GOOD = """
            name: good
            system: erp
            maps:
              countries: {Norway: NO}
            input:
              columns:
                number: No
                country: {from: Country, map: countries}
                amount: {from: Amount, type: decimal}
                day: {from: Day, type: date, formats: [yyyy-MM-dd]}
            streams:
              - name: customers
                where: not blank(number)
                group: {by: number, pick: {final: {max: day}}}
                customer: ${number}
                time: ${day}
                emit:
                  - event: erp.customer.registered.v1
                    once: number
                    data:
                      name: Customer ${number}
                      country: ${final.country}
                      currency: EUR
                      paymentTerms: {netDays: 30}
            """;

    @Test
    void aGoodMappingIsRead() {
        Mapping mapping = MappingReader.read("good.yaml", GOOD);

        assertThat(mapping.name()).isEqualTo("good");
        assertThat(mapping.streams()).hasSize(1);
        assertThat(mapping.fingerprint())
                .hasSize(64)
                .isNotEqualTo(MappingReader.read("good.yaml", GOOD + "#").fingerprint());
    }

    @Test
    void norwayIsNotFalse() {
        Mapping mapping = MappingReader.read("good.yaml", GOOD);

        assertThat(mapping.inputs().getFirst().columns().get(1).read("Norway")).isEqualTo("NO");
    }

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void shippedMappingsAreReadAndNamedAsTheirFile(String name) {
        Mapping mapping = MappingReader.load(name);

        assertThat(mapping.name()).isEqualTo(name);
        assertThat(mapping.description()).isNotBlank();
    }

    @Test
    void anUnknownMappingNamesTheShippedOnes() {
        assertThatThrownBy(() -> MappingReader.load("nothing-like-it"))
                .isInstanceOf(MappingProblem.class)
                .hasMessageContaining("online-retail");
    }

    /// Each line: what to replace in the good mapping, by what, and the complaint.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: good            | nam: good              | bad.yaml:1: unknown setting "nam"
            system: erp           | system: "e r p"        | bad.yaml:2: a system id
            map: countries        | map: towns             | bad.yaml:8: there is no map "towns"
            type: decimal         | type: money            | bad.yaml:9: "money" is none of text, decimal
            , formats: [yyyy-MM-dd] | ` `                  | bad.yaml:10: a date or instant needs "formats"
            formats: [yyyy-MM-dd] | formats: [yyyy-bb]     | bad.yaml:10: bad date format
            number: No            | number: [No            | bad.yaml:8: not readable as YAML
            number: No            | amount: No             | bad.yaml:9: "amount" occurs twice
            number: No            | index: No              | bad.yaml:7: "index" cannot be a name
            not blank(number)     | not blank(nubmer)      | bad.yaml:13: unknown name "nubmer"
            not blank(number)     | not blank(number       | bad.yaml:13: ")" is missing
            final: {max: day}     | final: {last: day}     | bad.yaml:14: unknown setting "last"
            ${day}                | yesterday              | bad.yaml:16: "yesterday" is neither a date
            customer.registered   | customer.met           | bad.yaml:18: there is no ERP event "erp.customer.met.v1"
            erp.customer.registered | kam.account.registered | bad.yaml:18: there is no ERP event
            country: ${final      | contry: ${final        | bad.yaml:22: erp.customer.registered.v1 has no field "contry"
            {netDays: 30}         | {days: 30}             | bad.yaml:24: erp.customer.registered.v1.paymentTerms has no field "days"
            ${final.country}      | ${final.land}          | bad.yaml:22: unknown name "final.land"
            ${final.country}      | ${final.country        | bad.yaml:22: "${" without "}"
            currency: EUR         | customer: x            | bad.yaml:23: erp.customer.registered.v1 has no field "customer" here
            """)
    void mistakesAreNamedWithTheirLine(String part, String replacement, String complaint) {
        assertThat(GOOD).contains(part);
        String bad = GOOD.replace(part, replacement);

        assertThatThrownBy(() -> MappingReader.read("bad.yaml", bad))
                .isInstanceOf(MappingProblem.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void anEmptyFileIsNoMapping() {
        assertThatThrownBy(() -> MappingReader.read("bad.yaml", "")).hasMessageContaining("empty");
    }
}
