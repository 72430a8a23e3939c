package org.kamsuite.receivables.interest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.book.Histories;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;

/// Late interest of an account, and of given numbers.
@ApplicationScoped
class Interests {

    private static final String EUR = "EUR";
    private static final int LAST_YEAR = 2199;

    @Inject
    ReferenceRates rates;

    @Inject
    InterestPolicy policy;

    @Inject
    OpenItems openItems;

    @Inject
    Histories histories;

    @Inject
    Documents documents;

    @Inject
    AccountDirectory directory;

    @Inject
    Clock clock;

    /// What an account's view is computed from.
    private record Basis(
            LocalDate asOf,
            Map<HalfYear, BigDecimal> reference,
            Map<Long, Documents.Named> names,
            Map<Long, BigDecimal> disputed) {}

    /// @param askedFrom leaves out what was settled before; null: all that is not open on `asOf`
    InterestView of(UUID accountId, LocalDate askedFrom, LocalDate askedDay, Instant askedKnownAt, Scope scope) {
        directory.require(accountId);
        Instant now = clock.instant();
        LocalDate asOf = askedDay == null ? LocalDate.ofInstant(now, clock.getZone()) : askedDay;
        if (asOf.getYear() > LAST_YEAR) {
            throw Problem.badRequest("asOf", "must not be after the year " + LAST_YEAR);
        }
        LocalDate from = askedFrom == null ? asOf.plusDays(1) : askedFrom;
        if (from.isAfter(asOf.plusDays(1))) {
            throw Problem.badRequest("from", "must not be after asOf (" + asOf + "), but is " + askedFrom);
        }
        Instant knownAt = askedKnownAt != null && askedKnownAt.isBefore(now) ? askedKnownAt : null;
        List<Long> customers = openItems.customers(accountId, asOf, scope);
        Map<Long, List<InstalmentHistory>> invoices = histories.of(customers, from, asOf, knownAt).stream()
                .filter(part -> isLate(part, asOf))
                .filter(part -> askedFrom != null || part.open(asOf).signum() > 0)
                .collect(Collectors.groupingBy(InstalmentHistory::document));
        Basis basis = new Basis(
                asOf,
                rates.known(),
                documents.named(invoices.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                each -> each.getValue().getFirst().customer()))),
                openItems.of(customers, asOf, knownAt).stream()
                        .filter(item -> item.side() == Side.DISPUTE)
                        .collect(Collectors.toMap(OpenItem::document, OpenItem::amount, BigDecimal::add)));
        SortedSet<HalfYear> missing = new TreeSet<>();
        List<InterestView.Invoice> views = invoices.values().stream()
                .map(parts -> invoice(parts, basis, missing))
                .sorted(Comparator.comparing(InterestView.Invoice::dueDate)
                        .thenComparing(InterestView.Invoice::number)
                        .thenComparing(invoice -> invoice.customer().key()))
                .toList();
        return new InterestView(
                accountId,
                asOf,
                knownAt == null ? now : knownAt,
                scope,
                askedFrom,
                policy.marginPercent(),
                views,
                totals(views),
                new Money(
                        views.stream()
                                .filter(view -> view.compensation() != null)
                                .map(view -> view.compensation().amount())
                                .reduce(BigDecimal.ZERO, BigDecimal::add),
                        EUR),
                InterestView.METHOD,
                missing.isEmpty()
                        ? List.of()
                        : List.of("The reference rate of %s is not known: PUT /v1/reference-rates/{halfYear}."
                                .formatted(missing)));
    }

    private InterestView.Invoice invoice(List<InstalmentHistory> unsorted, Basis basis, SortedSet<HalfYear> missing) {
        List<InstalmentHistory> parts = unsorted.stream()
                .sorted(Comparator.comparing(InstalmentHistory::instalment))
                .toList();
        InstalmentHistory first = parts.getFirst();
        String currency = first.currency();
        List<LateInterest> all = new ArrayList<>();
        List<LateInterest> onDisputed = new ArrayList<>();
        List<InterestView.Span> spans = new ArrayList<>();
        BigDecimal left = basis.disputed().getOrDefault(first.document(), BigDecimal.ZERO);
        boolean claimable = false;
        for (InstalmentHistory part : parts) {
            LateInterest interest =
                    LateInterest.of(part, null, basis.asOf(), basis.reference(), policy.marginPercent());
            BigDecimal disputed = left.min(part.open(basis.asOf()));
            left = left.subtract(disputed);
            claimable |= disputed.signum() == 0 || disputed.compareTo(part.open(basis.asOf())) < 0;
            all.add(interest);
            missing.addAll(interest.missing());
            if (disputed.signum() > 0) {
                onDisputed.add(
                        LateInterest.of(part, disputed, basis.asOf(), basis.reference(), policy.marginPercent()));
            }
            interest.spans().forEach(span -> spans.add(InterestView.Span.of(part.instalment(), span, currency)));
        }
        Documents.Named named = basis.names().get(first.document());
        BigDecimal open = parts.stream().map(part -> part.open(basis.asOf())).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new InterestView.Invoice(
                named.customer(),
                named.number(),
                parts.stream()
                        .map(InstalmentHistory::judgedDueDate)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                new Money(open, currency),
                LateInterest.total(all, currency),
                LateInterest.total(onDisputed, currency),
                claimable ? new Money(policy.compensation(), EUR) : null,
                spans);
    }

    private static boolean isLate(InstalmentHistory part, LocalDate asOf) {
        LocalDate due = part.judgedDueDate();
        LocalDate last = due.isBefore(part.issueDate()) ? part.issueDate() : due;
        return last.isBefore(asOf) && part.open(last).signum() > 0;
    }

    private static List<InterestView.Total> totals(List<InterestView.Invoice> invoices) {
        return invoices.stream()
                .collect(Collectors.groupingBy(invoice -> invoice.open().currency(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> {
                    Money interest = sum(each.getValue(), each.getKey(), InterestView.Invoice::interest);
                    Money disputed = sum(each.getValue(), each.getKey(), InterestView.Invoice::interestOnDisputed);
                    return new InterestView.Total(
                            each.getKey(),
                            each.getValue().size(),
                            interest,
                            disputed,
                            interest == null || disputed == null ? null : interest.minus(disputed));
                })
                .toList();
    }

    private static Money sum(
            List<InterestView.Invoice> invoices, String currency, Function<InterestView.Invoice, Money> part) {
        Money sum = Money.zero(currency);
        for (InterestView.Invoice invoice : invoices) {
            if (part.apply(invoice) == null) {
                return null;
            }
            sum = sum.plus(part.apply(invoice));
        }
        return sum;
    }

    /// On given numbers; nothing is read but, where none are given, the reference rates.
    InterestView.Calculation calculate(InterestCalculationRequest request) {
        String currency = request.amount().currency();
        if (request.amount().amount().signum() <= 0) {
            throw Problem.badRequest("amount", "must be greater than 0");
        }
        if (request.until().isAfter(request.dueDate().plusYears(100))) {
            throw Problem.unprocessable("too-long", "until", "must be within 100 years after dueDate");
        }
        List<InstalmentHistory.Settlement> payments = new ArrayList<>();
        BigDecimal paid = BigDecimal.ZERO;
        for (int i = 0; i < request.payments().size(); i++) {
            InterestCalculationRequest.Payment payment = request.payments().get(i);
            if (!payment.amount().currency().equals(currency)) {
                throw Problem.unprocessable(
                        "currency-mismatch", "payments[" + i + "].amount", "must be in " + currency);
            }
            if (payment.amount().amount().signum() <= 0) {
                throw Problem.badRequest("payments[" + i + "].amount", "must be greater than 0");
            }
            paid = paid.add(payment.amount().amount());
            payments.add(new InstalmentHistory.Settlement(
                    payment.date(), Cause.PAYMENT, payment.amount().amount(), i));
        }
        if (paid.compareTo(request.amount().amount()) > 0) {
            throw Problem.unprocessable("overpaid", "payments", "are more than the amount");
        }
        BigDecimal margin = request.marginPercent() == null ? policy.marginPercent() : request.marginPercent();
        InstalmentHistory part = new InstalmentHistory(
                0,
                1,
                0,
                currency,
                // Paid before it was due is possible, too.
                LocalDate.of(1, 1, 1),
                request.dueDate(),
                request.amount().amount(),
                payments);
        LateInterest interest = LateInterest.of(part, null, request.until(), reference(request), margin);
        if (!interest.missing().isEmpty()) {
            throw Problem.unprocessable(
                    "rate-missing", "rates", "the reference rate of " + interest.missing() + " is needed");
        }
        return new InterestView.Calculation(
                request.dueDate(),
                request.until(),
                LateInterest.total(List.of(interest), currency),
                interest.spans().isEmpty() ? null : new Money(policy.compensation(), EUR),
                new Money(part.open(request.until()), currency),
                margin,
                interest.spans().stream()
                        .map(span -> InterestView.Span.of(1, span, currency))
                        .toList(),
                InterestView.METHOD);
    }

    private Map<HalfYear, BigDecimal> reference(InterestCalculationRequest request) {
        if (request.rates() == null) {
            return rates.known();
        }
        return request.rates().stream()
                .collect(Collectors.toMap(
                        rate -> HalfYear.parse(rate.halfYear()),
                        InterestCalculationRequest.Reference::ratePercent,
                        (a, b) -> {
                            throw Problem.badRequest("rates", "must name each half-year once");
                        }));
    }
}
