package org.kamsuite.scoring.score;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.kamsuite.contracts.scoring.ScoreClass;

/// The models there are.
final class Models {

    private static final List<ScoringModel.ClassRule> CLASSES = List.of(
            new ScoringModel.ClassRule(ScoreClass.A, new BigDecimal("6.5")),
            new ScoringModel.ClassRule(ScoreClass.B, new BigDecimal("4.5")),
            new ScoringModel.ClassRule(ScoreClass.C, BigDecimal.ZERO));

    /// Value for the seller today (revenue and margin, 60 of 100) before promise (growth, 15) and
    /// reliability (repeat business and tenure, 25): the order in which the selection literature names
    /// the factors (McDonald and Woodburn: size and profit potential first, then growth). Revenue is
    /// measured against the average account instead of in money, so that the model fits a seller of any
    /// size and in any currency, and needs no exchange rates.
    static final ScoringModel DEFAULT_1 = new ScoringModel(
            "default/1",
            "Default model",
            "Points from 0 to 10 per criterion, times its weight, divided by the weights of the criteria for which there"
                    + " is input. A missing criterion takes no part and lowers the coverage. Value today (revenue,"
                    + " margin) weighs 60 of 100, growth 15, reliability (repeat business, tenure) 25. Revenue is"
                    + " measured against the average account in the same currency: it fits sellers of any size, and"
                    + " nothing is converted.",
            List.of(revenue("40"), margin("20"), growth("15"), repeatBusiness("15"), tenure("10")),
            CLASSES);

    /// As the first version, and how the account pays: who pays late is financed by the seller.
    /// Payment takes its weight from revenue, which says most already, and from repeat business and
    /// tenure, which say nothing about whether the money comes. The points follow the steps of the usual
    /// payment index (80 of 100 for prompt payment, 50 for 30 days after the due date).
    static final ScoringModel DEFAULT_2 = new ScoringModel(
            "default/2",
            "Default model with payment",
            "As default/1, and how the account pays: value today (revenue, margin) weighs 55 of 100, payment 15, growth"
                    + " 15, reliability (repeat business, tenure) 15. An account whose payment is not known takes no part"
                    + " in that criterion, which lowers its coverage.",
            List.of(revenue("35"), margin("20"), growth("15"), payment("15"), repeatBusiness("10"), tenure("5")),
            CLASSES);

    private Models() {}

    private static Criterion revenue(String weight) {
        return new Criterion(
                Criterion.Code.REVENUE,
                "Revenue",
                "Invoices less credit notes without tax of the twelve months to asOf, divided by the"
                        + " average of all accounts that have a positive one in this currency.",
                "× average account",
                new BigDecimal(weight),
                List.of(
                        Criterion.Breakpoint.of("0", "0"),
                        Criterion.Breakpoint.of("0.25", "2.5"),
                        Criterion.Breakpoint.of("1", "5"),
                        Criterion.Breakpoint.of("3", "7.5"),
                        Criterion.Breakpoint.of("10", "10")));
    }

    private static Criterion margin(String weight) {
        return new Criterion(
                Criterion.Code.MARGIN,
                "Margin",
                "(Revenue - cost) / revenue of the twelve months to asOf. Cost is quantity × unitCost of"
                        + " the invoice lines that tell it; revenue is counted in the same proportion, and"
                        + " that proportion is the coverage.",
                "share of revenue",
                new BigDecimal(weight),
                List.of(
                        Criterion.Breakpoint.of("0", "0"),
                        Criterion.Breakpoint.of("0.2", "5"),
                        Criterion.Breakpoint.of("0.4", "10")));
    }

    private static Criterion growth(String weight) {
        return new Criterion(
                Criterion.Code.GROWTH,
                "Growth",
                "(R1 - R0) / R0, where R1 is the revenue of the twelve months to asOf and R0 that of the"
                        + " twelve months before. With less than 24 months of history the last 6 (or 3)"
                        + " months against the 6 (3) before, at a coverage of 0.5 (0.25).",
                "rate",
                new BigDecimal(weight),
                List.of(
                        Criterion.Breakpoint.of("-0.5", "0"),
                        Criterion.Breakpoint.of("0", "5"),
                        Criterion.Breakpoint.of("0.5", "10")));
    }

    private static Criterion repeatBusiness(String weight) {
        return new Criterion(
                Criterion.Code.REPEAT_BUSINESS,
                "Repeat business",
                "The share of the twelve months to asOf in which there was an order that was not cancelled,"
                        + " or an invoice.",
                "share of months",
                new BigDecimal(weight),
                List.of(Criterion.Breakpoint.of("0", "0"), Criterion.Breakpoint.of("1", "10")));
    }

    private static Criterion tenure(String weight) {
        return new Criterion(
                Criterion.Code.TENURE,
                "Tenure",
                "Years (of 365.25 days) from the first order or invoice to asOf.",
                "years",
                new BigDecimal(weight),
                List.of(
                        Criterion.Breakpoint.of("0", "0"),
                        Criterion.Breakpoint.of("1", "4"),
                        Criterion.Breakpoint.of("3", "8"),
                        Criterion.Breakpoint.of("5", "10")));
    }

    private static Criterion payment(String weight) {
        return new Criterion(
                Criterion.Code.PAYMENT,
                "Payment",
                "Average days from due date to payment, weighted by amount, by the last figures up to asOf that"
                        + " receivables-service published; negative: paid before the due date. Of a group the average of"
                        + " its accounts by their settled invoices, with the share of its billed accounts that have"
                        + " figures as coverage.",
                "days beyond terms",
                new BigDecimal(weight),
                List.of(
                        Criterion.Breakpoint.of("-30", "10"),
                        Criterion.Breakpoint.of("-20", "9"),
                        Criterion.Breakpoint.of("0", "8"),
                        Criterion.Breakpoint.of("15", "7"),
                        Criterion.Breakpoint.of("22", "6"),
                        Criterion.Breakpoint.of("30", "5"),
                        Criterion.Breakpoint.of("60", "4"),
                        Criterion.Breakpoint.of("90", "3"),
                        Criterion.Breakpoint.of("120", "2")));
    }

    static List<ScoringModel> all() {
        return List.of(DEFAULT_1, DEFAULT_2);
    }

    static Optional<ScoringModel> find(String version) {
        return all().stream().filter(model -> model.version().equals(version)).findFirst();
    }
}
