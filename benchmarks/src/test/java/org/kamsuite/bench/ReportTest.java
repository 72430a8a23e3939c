package org.kamsuite.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Figure SLOW =
            new Figure("ingest", "events", 400, "/s", "COPY", 1_000.0, Figure.Goal.atLeast(0.5), "");
    private static final Figure STEADY =
            new Figure("growth", "balance", 1.3, "ms", "small", 1.0, Figure.Goal.atMost(1.3), "p95 2 ms");
    private static final Figure ALONE = Figure.alone("memory", "all processes", 2_345.6, "MiB", "");

    @Test
    void aRatioIsComparedWithItsGoal() {
        assertThat(SLOW.ratio()).isEqualTo(0.4);
        assertThat(SLOW.reached()).isFalse();
        assertThat(STEADY.reached()).isTrue();
        assertThat(ALONE.ratio()).isNull();
        assertThat(ALONE.reached()).isNull();
    }

    @Test
    void aFigureWithoutLimitIsComparedItself() {
        Figure start = new Figure("start", "ready", 21, "s", null, null, Figure.Goal.atMost(20), "");
        assertThat(start.reached()).isFalse();
        assertThat(new Figure("x", "y", 1, "s", "z", 0.0, Figure.Goal.atMost(1), "").reached())
                .isNull();
    }

    @Test
    void theTableIsAligned() {
        assertThat(Report.lines(List.of(SLOW, STEADY, ALONE)))
                .containsExactly(
                        "benchmark  figure         value  unit  limit  ratio  goal     reached  note",
                        "ingest     events           400  /s    1,000   0.40  >= 0.50  NO       limit: COPY",
                        "growth     balance         1.30  ms     1.00   1.30  <= 1.30  yes      limit: small; p95 2 ms",
                        "memory     all processes  2,346  MiB       -      -  -        -");
    }

    @Test
    void theJsonHasFiguresAndCircumstances(@TempDir Path dir) throws Exception {
        Report report = new Report();
        report.add(SLOW);
        Path file = dir.resolve("results/run.json");
        report.write(file, Map.of("machine", Map.of("cores", "2")));
        var json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.at("/machine/cores").textValue()).isEqualTo("2");
        assertThat(json.at("/figures/0/ratio").doubleValue()).isEqualTo(0.4);
        assertThat(json.at("/figures/0/reached").booleanValue()).isFalse();
    }
}
