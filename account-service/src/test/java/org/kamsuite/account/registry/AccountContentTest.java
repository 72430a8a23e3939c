package org.kamsuite.account.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.account.AccountKind;

class AccountContentTest {

    private static AccountContent content(String name, String percent, List<CustomerRef> references) {
        return new AccountContent(
                "Nordwind GmbH",
                name,
                null,
                null,
                null,
                "EUR",
                "DE",
                null,
                null,
                null,
                null,
                null,
                null,
                Money.of("10", "EUR"),
                new Terms(30, new BigDecimal(percent), 10),
                references,
                null,
                List.of("ben", "anna", "ben"));
    }

    @Test
    void theSameContentIsEqualHoweverItIsWritten() {
        CustomerRef one = new CustomerRef("sap", "1");
        CustomerRef two = new CustomerRef("sap", "2");

        assertThat(content("N", "2.00", List.of(one, two))).isEqualTo(content("N", "2", List.of(two, one, two)));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        AccountContent content = content(null, "2", null);

        assertThat(content.name()).isEqualTo("Nordwind GmbH");
        assertThat(content.kind()).isEqualTo(AccountKind.CUSTOMER);
        assertThat(content.team()).containsExactly("anna", "ben");
        assertThat(content.references()).isEmpty();
    }

    @Test
    void whatIsStoredIsReadAgainAsItWas() {
        AccountContent content = content("N", "20", List.of(new CustomerRef("sap", "1")));

        assertThat(ContractJson.read(ContractJson.write(content), AccountContent.class))
                .isEqualTo(content);
    }

    @Test
    void nulCharactersAreRefused() {
        assertThatThrownBy(() -> content("a\0b", "2", null))
                .isInstanceOf(ContractViolation.class)
                .hasMessageContaining("name");
    }
}
