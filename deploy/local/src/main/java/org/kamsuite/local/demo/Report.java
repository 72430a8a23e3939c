package org.kamsuite.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// The report at the end of the demo: what a director of key accounts and a credit controller ask on a Monday. Every
/// number comes from the services over REST; sums are shown in whole units.
final class Report {

    private static final String ROLE = "kam-director";
    private static final int TOP = 10;
    private static final int QUARTER = 91;
    private static final int YEAR = 365;
    /// Concentration says something from so many customers on.
    private static final int CUSTOMERS_LEAST = 10;

    private static final double DEPENDENT_FROM = 0.25;

    private static final List<String> OVERDUE = List.of("d1To30", "d31To60", "d61To90", "d91To120", "over120");

    private final Suite suite;
    private final SuiteClient client;
    private final PrintStream out;
    private final int width;
    private final LocalDate today;

    Report(Suite suite, SuiteClient client, PrintStream out, int width, LocalDate today) {
        this.suite = suite;
        this.client = client;
        this.out = out;
        this.width = width;
        this.today = today;
    }

    void print() {
        JsonNode ranking = get(SuiteService.SCORING, "/v1/scores?limit=500&asOf=" + today);
        if (ranking.path("items").isEmpty()) {
            out.println("There is nothing to report on: no account has orders or invoices yet. Run ./kam demo first.");
            return;
        }
        out.println();
        out.println("What the services say on " + today + " (amounts in whole units, never added across currencies)");
        ranking();
        List<String> dependence = concentration(currencies(ranking));
        serviceLevels();
        ageing();
        collection();
        credit();
        forecast();
        worklist();
        paymentWarnings();
        List<Signal> signals = Signal.in(figures(ranking));
        signals(signals, dependence);
        quarantine();
        goOn(signals, ranking);
    }

    private void ranking() {
        JsonNode groups = get(SuiteService.SCORING, "/v1/scores?scope=group&limit=" + TOP + "&asOf=" + today);
        head("Key-account ranking: groups, model %s"
                .formatted(groups.path("model").asText()));
        Table table = new Table(">rank", "group", ">score", "class", ">revenue of 12 months", "why");
        for (JsonNode item : groups.path("items")) {
            table.row(
                    item.path("rank").asText(),
                    item.path("name").asText(),
                    Table.number(decimal(item, "score"), 2),
                    item.path("class").asText(),
                    stream(item.path("trailingRevenue")).map(Report::millions).collect(Collectors.joining(" + ")),
                    stream(item.path("reasons"))
                            .limit(2)
                            .map(reason -> reason.asText().replaceFirst("^[^:]*: ", ""))
                            .collect(Collectors.joining("; ")));
        }
        print(table);
    }

    private List<String> concentration(List<String> currencies) {
        head("Concentration of revenue: groups, last 12 months");
        Table table = new Table(
                "currency", ">groups", ">revenue", ">top 3", ">top 10", ">HHI", ">as many as", ">largest", "who");
        List<String> dependence = new ArrayList<>();
        for (String currency : currencies) {
            JsonNode answer = get(
                    SuiteService.SCORING,
                    "/v1/concentration?scope=group&limit=1&currency=" + currency + "&asOf=" + today);
            String who = answer.path("items").path(0).path("name").asText();
            Double largest = decimal(answer, "largestShare");
            table.row(
                    currency,
                    answer.path("accounts").asText(),
                    money(answer.path("total")),
                    Table.percent(decimal(answer, "top3Share")),
                    Table.percent(decimal(answer, "top10Share")),
                    Table.number(decimal(answer, "hhi"), 0),
                    Table.number(decimal(answer, "effectiveNumber"), 1),
                    Table.percent(largest),
                    who);
            if (largest != null
                    && largest > DEPENDENT_FROM
                    && answer.path("accounts").asInt() >= CUSTOMERS_LEAST) {
                dependence.add("%s makes %s of the revenue in %s".formatted(who, Table.percent(largest), currency));
            }
        }
        print(table);
        note(
                "HHI: 0 (many equal customers) to 10,000 (one). \"As many as\": that many equal customers would be as risky.");
        return dependence;
    }

    private void serviceLevels() {
        JsonNode answer = get(SuiteService.MONITOR, levels(today.minusDays(QUARTER), today.minusDays(1)));
        head("Service levels: last quarter, the worst and the best of those with 15 lines or more");
        Table table = new Table(
                "account",
                ">lines",
                ">on time",
                ">in full",
                ">both",
                ">days late",
                ">inquiries",
                ">1st answer",
                "solved");
        List<JsonNode> items = stream(answer.path("items"))
                .filter(item -> item.path("delivery").path("deliveredLines").asLong() >= 15)
                .sorted(Comparator.comparing((JsonNode item) -> rate(item.path("delivery"), "otifRate"))
                        .thenComparing(item -> item.path("name").asText()))
                .toList();
        int some = Math.min(4, items.size() / 2);
        items.subList(0, some)
                .forEach(item -> table.row(levels(item.path("name").asText(), item)));
        table.row("...", "", "", "", "", "", "", "", "");
        items.subList(items.size() - some, items.size())
                .forEach(item -> table.row(levels(item.path("name").asText(), item)));
        table.row(levels("All accounts", answer.path("total")));
        print(table);
    }

    private static String[] levels(String name, JsonNode item) {
        JsonNode delivery = item.path("delivery");
        JsonNode response = item.path("response");
        return new String[] {
            name,
            Table.number(decimal(delivery, "deliveredLines"), 0),
            Table.percent(decimal(delivery, "onTimeRate")),
            Table.percent(decimal(delivery, "inFullRate")),
            Table.percent(decimal(delivery, "otifRate")),
            Table.number(decimal(delivery.path("daysLate"), "mean"), 1),
            Table.number(decimal(response, "inquiries"), 0),
            minutes(decimal(response.path("firstResponseMinutes"), "p50")),
            minutes(decimal(response.path("resolutionMinutes"), "p50"))
        };
    }

    private void ageing() {
        JsonNode answer = get(SuiteService.RECEIVABLES, "/v1/ageing?limit=500&asOf=" + today);
        head("Receivables by age, in days past due");
        Table table = ages("currency");
        answer.path("totals").forEach(row -> table.row(ages(row.path("currency").asText(), row)));
        print(table);
        Table debtors = ages("most overdue");
        stream(answer.path("items"))
                .filter(row -> overdue(row).signum() > 0)
                .sorted(Comparator.comparing(Report::overdue).reversed())
                .limit(6)
                .forEach(row -> debtors.row(ages(
                        row.path("name").asText() + ", " + row.path("currency").asText(), row)));
        print(debtors);
    }

    private static Table ages(String first) {
        return new Table(
                first, ">not due", ">1-30", ">31-60", ">61-90", ">91-120", ">over 120", ">unapplied", ">total");
    }

    private static String[] ages(String first, JsonNode row) {
        return Stream.concat(
                        Stream.of(first),
                        Stream.of(
                                        "current",
                                        "d1To30",
                                        "d31To60",
                                        "d61To90",
                                        "d91To120",
                                        "over120",
                                        "unapplied",
                                        "total")
                                .map(bucket -> whole(amount(row.path(bucket)))))
                .toArray(String[]::new);
    }

    private void collection() {
        JsonNode answer = get(
                SuiteService.RECEIVABLES,
                "/v1/receivables-metrics?from=" + today.minusDays(YEAR) + "&to=" + today.minusDays(1));
        head("Collection: last 12 months");
        Table table = new Table(
                "currency", ">DSO", ">best possible", ">days to pay", ">days late", ">closed", ">late", ">late rate");
        for (JsonNode row : answer.path("byCurrency")) {
            table.row(
                    row.path("currency").asText(),
                    Table.number(decimal(row, "dsoSimple"), 1),
                    Table.number(decimal(row, "bestPossibleDso"), 1),
                    Table.number(decimal(row, "weightedAverageDaysToPay"), 1),
                    Table.number(decimal(row, "weightedAverageDaysLate"), 1),
                    Table.number(decimal(row, "invoices"), 0),
                    Table.number(decimal(row, "lateInvoices"), 0),
                    Table.percent(decimal(row, "lateRate")));
        }
        print(table);
    }

    private void credit() {
        JsonNode answer = get(SuiteService.RECEIVABLES, "/v1/credit-limits?limit=6");
        head("Credit: exposure of an account and all below it against its limit, today");
        Table table = new Table("account", ">exposure", ">limit", "from", ">used", "state");
        for (JsonNode row : answer.path("items")) {
            table.row(
                    row.path("name").asText(),
                    money(row.path("exposure")),
                    row.hasNonNull("limit") ? money(row.path("limit")) : "-",
                    row.path("limitSource").asText("-"),
                    Table.percent(decimal(row, "utilisation")),
                    row.path("state").asText());
        }
        print(table);
        note(
                "Exposure: open invoices, deliveries not yet invoiced and orders within the horizon, less unapplied payments.");
    }

    private void forecast() {
        JsonNode answer = get(SuiteService.RECEIVABLES, "/v1/receivables-forecast?weeks=13&asOf=" + today);
        head("Expected receipts: next 13 weeks");
        Table table = new Table(
                "currency",
                ">open",
                ">weeks 1-4",
                ">weeks 1-13",
                ">1 in 10 less than",
                ">more than",
                ">later",
                ">never");
        for (JsonNode flow : answer.path("byCurrency")) {
            table.row(
                    flow.path("currency").asText(),
                    whole(amount(flow.path("openAmount"))),
                    whole(amount(flow.path("weeks").path(3).path("cumulated"))),
                    whole(amount(flow.path("expectedInHorizon"))),
                    whole(amount(flow.path("horizonP10"))),
                    whole(amount(flow.path("horizonP90"))),
                    whole(amount(flow.path("beyondHorizon"))),
                    whole(amount(flow.path("expectedLoss"))));
        }
        print(table);
    }

    private void worklist() {
        JsonNode answer = get(SuiteService.RECEIVABLES, "/v1/collections/worklist?limit=5&asOf=" + today);
        head("Whom to talk to about money first: %s accounts; %s have something overdue"
                .formatted(answer.path("items").size(), answer.path("accounts").asText()));
        Table table = new Table("account", ">priority", ">overdue", ">oldest, days", "why");
        for (JsonNode item : answer.path("items")) {
            table.row(
                    item.path("name").asText(),
                    money(item.path("priority")),
                    stream(item.path("overdue")).map(Report::money).collect(Collectors.joining(" + ")),
                    item.path("oldestDaysPastDue").asText(),
                    stream(item.path("contributions"))
                            .map(part -> part.path("why").asText())
                            .filter(why -> !why.isEmpty())
                            .limit(2)
                            .collect(Collectors.joining("; ")));
        }
        print(table);
    }

    private void paymentWarnings() {
        JsonNode answer = get(SuiteService.RECEIVABLES, "/v1/early-warnings?open=true&limit=8");
        head("Early warnings of late payment, by receivables-service");
        for (JsonNode item : answer.path("items")) {
            signal(
                    "%s: %s"
                            .formatted(
                                    item.path("name").asText(),
                                    item.path("detail").asText()),
                    "receivables-service /v1/receivables/%s/payment-behaviour"
                            .formatted(item.path("accountId").asText()));
        }
        if (answer.path("items").isEmpty()) {
            out.println(
                    "  None (an account is judged when its feed has been quiet for a moment: --report-only asks again).");
        }
    }

    private void signals(List<Signal> signals, List<String> dependence) {
        head("Early warnings, found in the figures");
        for (String text : dependence) {
            signal(
                    "We depend on one group: " + text + ".",
                    "scoring-service /v1/concentration?scope=group&currency=EUR");
        }
        for (Signal signal : signals) {
            signal("%s: %s, %s.".formatted(signal.kind(), signal.name(), signal.text()), signal.where());
        }
        if (signals.isEmpty() && dependence.isEmpty()) {
            out.println("  None.");
        }
    }

    private void signal(String text, String where) {
        List<String> lines = Table.wrap(text, width - 4);
        out.println("  * " + lines.getFirst());
        lines.stream().skip(1).forEach(line -> out.println("    " + line));
        out.println("    see " + where);
    }

    private void quarantine() {
        head("Records that a service could not use");
        Table table = new Table("service", ">parked", "why");
        for (SuiteService service : SuiteService.values()) {
            JsonNode answer = client.get(service, "admin", "/ops/quarantine?limit=500");
            Map<String, Long> reasons = stream(answer.path("items"))
                    .collect(Collectors.groupingBy(
                            item -> item.path("reason").asText(), TreeMap::new, Collectors.counting()));
            long parked = reasons.values().stream().mapToLong(Long::longValue).sum();
            table.row(
                    service.id(),
                    answer.hasNonNull("nextCursor") ? parked + " or more" : Long.toString(parked),
                    reasons.isEmpty()
                            ? "-"
                            : reasons.entrySet().stream()
                                    .map(reason -> reason.getValue() + " " + reason.getKey())
                                    .collect(Collectors.joining(", ")));
        }
        print(table);
    }

    private void goOn(List<Signal> signals, JsonNode ranking) {
        head("Where to go on");
        for (SuiteService service : SuiteService.values()) {
            out.printf(
                    "  %-22s %s/q/swagger-ui   %s/q/openapi%n",
                    service.id(), suite.uri(service.id()), suite.uri(service.id()));
        }
        String account = signals.isEmpty()
                ? ranking.path("items").path(0).path("accountId").asText()
                : signals.getFirst().accountId().toString();
        out.println();
        out.println("  Paste these (in the folder of the suite):");
        for (String address : List.of(
                suite.uri(SuiteService.SCORING.id()) + "/v1/scores?scope=group&limit=5",
                suite.uri(SuiteService.ACCOUNT.id()) + "/v1/accounts/" + account + "/overview",
                suite.uri(SuiteService.RECEIVABLES.id()) + "/v1/receivables/" + account + "/ageing")) {
            out.printf("  curl -s -H \"Authorization: Bearer $(./kam token --role kam-director)\" '%s'%n", address);
        }
        out.println();
        out.println("  In Swagger UI: Authorize with the output of ./kam token --role kam-director");
        out.println("  ./kam import --list     your own data from CSV files");
        out.println("  ./kam up                the suite without the demo; data is kept");
        out.println("  ./kam reset             forget all data");
        out.println("  docs/demo.md            the stories in this data and where each can be seen");
    }

    /// What the services say about each account, asked some at a time.
    private List<Figures> figures(JsonNode ranking) {
        Map<UUID, JsonNode> lately = byAccount(levels(today.minusDays(QUARTER), today.minusDays(1)));
        Map<UUID, JsonNode> before = byAccount(levels(today.minusDays(YEAR), today.minusDays(QUARTER + 1)));
        List<JsonNode> accounts = stream(ranking.path("items")).toList();
        return SuiteClient.each(
                accounts,
                account -> {
                    UUID id = id(account);
                    return figures(account, accounts.size(), lately.get(id), before.get(id));
                },
                _ -> {});
    }

    private Figures figures(JsonNode account, int ranked, JsonNode lately, JsonNode before) {
        UUID id = id(account);
        String receivables = "/v1/receivables/" + id;
        JsonNode paid = get(
                SuiteService.RECEIVABLES,
                receivables + "/metrics?from=" + today.minusDays(QUARTER) + "&to=" + today.minusDays(1));
        JsonNode paidBefore = get(
                SuiteService.RECEIVABLES,
                receivables + "/metrics?from=" + today.minusDays(YEAR + QUARTER) + "&to=" + today.minusDays(YEAR));
        JsonNode position = get(SuiteService.RECEIVABLES, receivables + "?asOf=" + today);
        JsonNode coverage = get(SuiteService.RELATIONSHIP, "/v1/coverage/" + id + "?asOf=" + today);
        Sales sales = sales(id);
        BigDecimal disputed = amount(position.path("disputedAmount"));
        long inDispute = disputed.signum() == 0
                ? 0
                : stream(get(SuiteService.RECEIVABLES, receivables + "/items?limit=500&asOf=" + today)
                                .path("items"))
                        .filter(item -> amount(item.path("disputed")).signum() > 0)
                        .count();
        return new Figures(
                id,
                account.path("name").asText(),
                account.hasNonNull("rank") ? account.path("rank").asInt() : null,
                ranked,
                decimal(paid, "weightedAverageDaysLate"),
                decimal(paidBefore, "weightedAverageDaysLate"),
                amount(position.path("overdueAmount")).signum() > 0 ? money(position.path("overdueAmount")) : null,
                inDispute,
                disputed.signum() > 0 ? money(position.path("disputedAmount")) : null,
                lately == null ? null : decimal(lately.path("delivery"), "onTimeRate"),
                lately == null
                        ? 0
                        : lately.path("delivery").path("deliveredLines").asLong(),
                before == null ? null : decimal(before.path("delivery"), "onTimeRate"),
                lately == null ? null : decimal(lately.path("delivery"), "otifRate"),
                coverage.hasNonNull("threads") ? coverage.path("threads").asInt() : null,
                coverage.path("members").asInt(),
                coverage.path("singleThreaded").asBoolean(),
                sales.orders(1, 3),
                sales.orders(13, 3),
                sales.growth(),
                sales.seasonShare(),
                sales.season());
    }

    private Sales sales(UUID account) {
        YearMonth now = YearMonth.from(today);
        JsonNode answer = get(
                SuiteService.SCORING,
                "/v1/sales/" + account + "?from=" + now.minusMonths(18).atDay(1) + "&to=" + today);
        SortedMap<YearMonth, Long> orders = new TreeMap<>();
        Map<String, SortedMap<YearMonth, Double>> revenue = new HashMap<>();
        for (JsonNode month : answer.path("months")) {
            YearMonth when = YearMonth.parse(month.path("month").asText());
            orders.merge(when, month.path("orders").asLong(), Long::sum);
            revenue.computeIfAbsent(month.path("currency").asText(), _ -> new TreeMap<>())
                    .merge(when, amount(month.path("revenue")).doubleValue(), Double::sum);
        }
        return new Sales(
                now, orders, revenue.size() == 1 ? revenue.values().iterator().next() : Map.of());
    }

    /// Orders and revenue by month; revenue only of accounts with one currency.
    record Sales(YearMonth now, Map<YearMonth, Long> orders, Map<YearMonth, Double> revenue) {

        /// Orders of some full months, the last of which lies so many months back; null when nothing is known that
        /// far back.
        Long orders(int back, int months) {
            YearMonth first = now.minusMonths(back + months - 1L);
            if (orders.keySet().stream().noneMatch(month -> !month.isAfter(first))) {
                return null;
            }
            long sum = 0;
            for (int n = 0; n < months; n++) {
                sum += orders.getOrDefault(first.plusMonths(n), 0L);
            }
            return sum;
        }

        Double growth() {
            double lately = revenue(6, 6);
            double before = revenue(18, 6);
            boolean known = revenue.containsKey(now.minusMonths(18)) && before > 0;
            return known ? lately / before - 1 : null;
        }

        private double revenue(int back, int months) {
            double sum = 0;
            for (int n = 0; n < months; n++) {
                sum += revenue.getOrDefault(now.minusMonths(back - n), 0.0);
            }
            return sum;
        }

        private int best() {
            int best = 12;
            for (int back = 12; back >= 3; back--) {
                best = revenue(back, 3) > revenue(best, 3) ? back : best;
            }
            return best;
        }

        Double seasonShare() {
            double year = revenue(12, 12);
            return year > 0 ? revenue(best(), 3) / year : null;
        }

        String season() {
            YearMonth first = now.minusMonths(best());
            return first.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                    + " to "
                    + first.plusMonths(2).getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        }
    }

    private Map<UUID, JsonNode> byAccount(String path) {
        return stream(get(SuiteService.MONITOR, path).path("items"))
                .collect(Collectors.toMap(Report::id, item -> item));
    }

    private static String levels(LocalDate from, LocalDate to) {
        return "/v1/service-levels?limit=500&from=" + from + "&to=" + to;
    }

    private static List<String> currencies(JsonNode ranking) {
        TreeSet<String> currencies = stream(ranking.path("items"))
                .flatMap(item -> stream(item.path("trailingRevenue")))
                .map(money -> money.path("currency").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        return List.copyOf(currencies);
    }

    private JsonNode get(SuiteService service, String path) {
        return client.get(service, ROLE, path);
    }

    private void head(String text) {
        out.println();
        out.println(text);
        out.println("=".repeat(Math.min(width, text.length())));
    }

    private void print(Table table) {
        table.lines(width).forEach(out::println);
    }

    private void note(String text) {
        Table.wrap(text, width - 2).forEach(line -> out.println("  " + line));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static UUID id(JsonNode item) {
        return UUID.fromString(item.path("accountId").asText());
    }

    private static Double decimal(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asDouble() : null;
    }

    private static double rate(JsonNode node, String field) {
        return node.path(field).asDouble(1);
    }

    private static BigDecimal amount(JsonNode money) {
        return money.hasNonNull("amount") ? new BigDecimal(money.path("amount").asText()) : BigDecimal.ZERO;
    }

    private static BigDecimal overdue(JsonNode row) {
        return OVERDUE.stream().map(bucket -> amount(row.path(bucket))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String money(JsonNode money) {
        return whole(amount(money)) + " " + money.path("currency").asText();
    }

    /// `12.91 M EUR`.
    private static String millions(JsonNode money) {
        return Table.number(amount(money).movePointLeft(6).doubleValue(), 2) + " M "
                + money.path("currency").asText();
    }

    private static String whole(BigDecimal amount) {
        return String.format(
                Locale.ROOT, "%,d", amount.setScale(0, RoundingMode.HALF_UP).toBigInteger());
    }

    /// `45 min`, `6.2 h`, `3.1 days`.
    static String minutes(Double minutes) {
        if (minutes == null) {
            return "-";
        }
        if (minutes < 120) {
            return Math.round(minutes) + " min";
        }
        return minutes < 48 * 60 ? Table.number(minutes / 60, 1) + " h" : Table.number(minutes / 1440, 1) + " days";
    }
}
