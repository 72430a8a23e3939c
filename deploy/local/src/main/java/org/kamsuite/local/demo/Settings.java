package org.kamsuite.local.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What finance sets in receivables-service before its reports mean something: exchange rates, loss rates, and the
/// rates that statutory interest rests on.
///
/// @param path where it is put
/// @param body what is put there
record Settings(String path, Map<String, Object> body) {

    /// Percent a year; made up, like the company.
    private static final String REFERENCE_RATE = "2.15";

    static List<Settings> of(LocalDate start, LocalDate today) {
        List<Settings> settings = new ArrayList<>();
        settings.add(new Settings("/v1/exchange-rates/" + start, Map.of("base", "EUR", "rates", rates())));
        settings.add(new Settings("/v1/provision-matrices/DEFAULT", matrix(start)));
        for (LocalDate half = start.withDayOfYear(1); half.isBefore(today); half = half.plusMonths(6)) {
            settings.add(new Settings(
                    "/v1/reference-rates/%d-H%d".formatted(half.getYear(), half.getMonthValue() < 7 ? 1 : 2),
                    Map.of("ratePercent", new BigDecimal(REFERENCE_RATE), "source", "Made up for the demo")));
        }
        return settings;
    }

    private static Map<String, String> rates() {
        return World.PRICE_LISTS.entrySet().stream()
                .filter(each -> !each.getKey().equals("EUR"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().toPlainString()));
    }

    /// The loss rates of IFRS 9, Illustrative Example 12.
    private static Map<String, Object> matrix(LocalDate start) {
        return Map.of(
                "validFrom",
                start.toString(),
                "reason",
                "Loss rates of IFRS 9, Illustrative Example 12",
                "buckets",
                List.of(
                        Map.of("name", "current", "lossRate", new BigDecimal("0.003")),
                        bucket("1-30", 1, "0.016"),
                        bucket("31-60", 31, "0.036"),
                        bucket("61-90", 61, "0.066"),
                        bucket("over 90", 91, "0.106")));
    }

    private static Map<String, Object> bucket(String name, int fromDays, String lossRate) {
        return Map.of("name", name, "fromDays", fromDays, "lossRate", new BigDecimal(lossRate));
    }
}
