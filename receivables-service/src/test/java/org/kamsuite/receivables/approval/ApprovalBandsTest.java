package org.kamsuite.receivables.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalBandsTest {

    private static final ApprovalBands BANDS = ApprovalBands.parse("finance:10000, kam-director:100000, admin");

    @ParameterizedTest
    @CsvSource({
        "0, finance",
        "10000, finance",
        "10000.01, kam-director",
        "100000, kam-director",
        "100000.01, admin",
        ", admin"
    })
    void theAmountChoosesTheRole(BigDecimal amount, String role) {
        assertThat(BANDS.required(amount)).isEqualTo(role);
    }

    @Test
    void aHigherRoleApprovesLowerAmounts() {
        assertThat(BANDS.suffices(Set.of("finance"), "finance")).isTrue();
        assertThat(BANDS.suffices(Set.of("admin"), "finance")).isTrue();
        assertThat(BANDS.suffices(Set.of("finance", "viewer"), "kam-director")).isFalse();
        assertThat(BANDS.suffices(Set.of("viewer"), "finance")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"finance:1,admin:2", "finance,admin", "clerk:1,admin", ""})
    void aSettingWithoutOneOpenEndIsRefused(String setting) {
        assertThatThrownBy(() -> ApprovalBands.parse(setting)).isInstanceOf(IllegalArgumentException.class);
    }
}
