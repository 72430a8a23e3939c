package org.kamsuite.scoring.concentration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// The check figures of the public data sets; skipped where the sets are not at hand.
class PublishedDataTest {

    private static final Path DATA = Path.of("..", "..", "shared", "data");

    @Test
    void onlineRetailGross() throws IOException {
        Shares gross = shares(onlineRetail(true));
        assertThat(gross.total()).isEqualByComparingTo("8911407.904");
        assertThat(gross.ranked()).hasSize(4338);
        assertThat(gross.hhi().doubleValue()).isCloseTo(46.436, within(0.0005));
        assertThat(gross.gini().doubleValue()).isCloseTo(0.715140, within(5e-7));
        assertThat(gross.topShare(10).doubleValue()).isCloseTo(0.172619, within(5e-7));
        assertThat(gross.ranked().getFirst().amount()).isEqualByComparingTo("280206.02");
    }

    @Test
    void onlineRetailNet() throws IOException {
        Shares net = shares(onlineRetail(false));
        assertThat(net.total()).isEqualByComparingTo("8300065.814");
        assertThat(net.ranked())
                .extracting(holder -> holder.amount().stripTrailingZeros())
                .startsWith(new BigDecimal("279489.02"), new BigDecimal("256438.49"), new BigDecimal("187482.17"));
        assertThat(net.excluded()).hasSize(41);
    }

    @Test
    void northwindNet() throws IOException {
        Map<String, String> customers = new HashMap<>();
        for (List<String> row : rows("northwind/orders.csv")) {
            customers.put(row.get(0), row.get(1));
        }
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (List<String> row : rows("northwind/order_details.csv")) {
            BigDecimal discount = new BigDecimal(row.get(4)).setScale(4, RoundingMode.HALF_EVEN);
            BigDecimal amount = new BigDecimal(row.get(2))
                    .setScale(4, RoundingMode.HALF_EVEN)
                    .multiply(new BigDecimal(row.get(3)))
                    .multiply(BigDecimal.ONE.subtract(discount));
            amounts.merge(customers.get(row.get(0)), amount, BigDecimal::add);
        }
        Shares net = shares(amounts);
        assertThat(net.total()).isEqualByComparingTo("1265793.0395");
        assertThat(net.hhi().doubleValue()).isCloseTo(336.9089, within(0.00005));
        assertThat(net.gini().doubleValue()).isCloseTo(0.575454, within(5e-7));
    }

    @Test
    void ibmReceivables() throws IOException {
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (List<String> row : rows("ibm_ar/WA_Fn-UseC_-Accounts-Receivable.csv")) {
            amounts.merge(row.get(1), new BigDecimal(row.get(6)), BigDecimal::add);
        }
        Shares all = shares(amounts);
        assertThat(all.ranked()).hasSize(100);
        assertThat(all.total()).isEqualByComparingTo("147703.18");
        assertThat(all.hhi().doubleValue()).isCloseTo(109.2107, within(0.00005));
    }

    private static Map<String, BigDecimal> onlineRetail(boolean gross) throws IOException {
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (List<String> row : rows("online_retail/online_retail.csv.gz")) {
            BigDecimal quantity = new BigDecimal(row.get(3));
            BigDecimal price = new BigDecimal(row.get(5));
            boolean sold = !row.get(0).startsWith("C") && quantity.signum() > 0 && price.signum() > 0;
            if (!row.get(6).isEmpty() && (sold || !gross)) {
                amounts.merge(row.get(6), quantity.multiply(price), BigDecimal::add);
            }
        }
        return amounts;
    }

    private static Shares shares(Map<String, BigDecimal> amounts) {
        return Shares.of(amounts.entrySet().stream()
                .map(entry -> new Shares.Holder(
                        UUID.nameUUIDFromBytes(entry.getKey().getBytes(StandardCharsets.UTF_8)),
                        entry.getKey(),
                        entry.getValue()))
                .toList());
    }

    private static List<List<String>> rows(String file) throws IOException {
        Path path = DATA.resolve(file);
        assumeTrue(Files.exists(path), "the data set " + file + " is not here");
        List<List<String>> rows = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(path);
                BufferedReader text = new BufferedReader(new InputStreamReader(
                        file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8))) {
            text.readLine();
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                rows.add(cells(line));
            }
        }
        return rows;
    }

    // Enough for these files: no line breaks in quotes.
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
