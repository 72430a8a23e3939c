package org.kamsuite.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void theDocumentedPortsHoldUnlessAVariableSaysOtherwise() {
        var ports = Ports.fromEnvironment(Map.of("KAM_SERVICE_MONITOR_PORT", "18084", "KAM_KAFKA_PORT", " 19092 "));
        assertThat(ports.of(SuiteService.ACCOUNT)).isEqualTo(8081);
        assertThat(ports.of(SuiteService.MONITOR)).isEqualTo(18084);
        assertThat(ports.kafka()).isEqualTo(19092);
        assertThat(ports.postgres()).isEqualTo(5433);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "80 81"})
    void aVariableThatIsNoPortIsNamed(String value) {
        assertThatThrownBy(() -> Ports.fromEnvironment(Map.of("KAM_POSTGRES_PORT", value)))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("KAM_POSTGRES_PORT")
                .hasMessageContaining(value);
    }

    @Test
    void twoComponentsCannotShareAPort() {
        assertThatThrownBy(() -> Ports.fromEnvironment(Map.of("KAM_KAFKA_PORT", "8082")))
                .hasMessageContaining("kafka and scoring-service both want port 8082")
                .hasMessageContaining("KAM_SCORING_SERVICE_PORT");
    }

    @Test
    void aBusyPortIsReportedWithItsComponentAndTheVariableThatMovesIt() throws Exception {
        var free = Ports.free();
        free.requireFree();
        try (var other = new ServerSocket(free.of(SuiteService.RECEIVABLES), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(free::requireFree)
                    .isInstanceOf(LaunchFailure.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + ", wanted by receivables-service, is in use")
                    .hasMessageContaining("KAM_RECEIVABLES_SERVICE_PORT=");
        }
    }

    @Test
    void portsSurviveTheStateFile() {
        var ports = Ports.free();
        var properties = new Properties();
        ports.write(properties);
        assertThat(Ports.read(properties)).isEqualTo(ports);
    }
}
