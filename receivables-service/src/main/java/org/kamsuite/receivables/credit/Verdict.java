package org.kamsuite.receivables.credit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.CreditState;

/// What the limits on an account's path, as they would be used after an order, come to. Pure.
///
/// BLOCK when a limit is exceeded. WARN when 80 % or more of one is used, when there is none, when an amount has no
/// exchange rate (it is never left out silently), or for a trigger. Else ALLOW.
record Verdict(CheckView.Decision decision, List<String> reasons) {

    static Verdict of(UUID account, CreditGroup.Evaluation after, List<String> triggers) {
        List<CreditGroup.Node> path = after.path(account);
        List<String> blocking = new ArrayList<>();
        List<String> warning = new ArrayList<>();
        for (CreditGroup.Node node : path) {
            if (node.state() == CreditState.EXCEEDED) {
                blocking.add(told(node, "exceeds"));
            } else if (node.state() == CreditState.WATCH) {
                warning.add(told(node, "uses " + Thresholds.percent(node.utilisation()) + " % of"));
            }
            if (!node.unconverted().isEmpty()) {
                warning.add("%s: %s cannot be converted to %s, so that it is not in the exposure."
                        .formatted(node.member().name(), node.unconverted(), node.currency()));
            }
        }
        if (path.stream().noneMatch(CreditGroup.Node::limited)) {
            warning.add("Neither the account nor one above it has a limit.");
        }
        warning.addAll(triggers);
        CheckView.Decision decision = !blocking.isEmpty()
                ? CheckView.Decision.BLOCK
                : warning.isEmpty() ? CheckView.Decision.ALLOW : CheckView.Decision.WARN;
        blocking.addAll(warning);
        return new Verdict(decision, blocking);
    }

    private static String told(CreditGroup.Node node, String verb) {
        return "%s: an exposure of %s %s the limit of %s."
                .formatted(
                        node.member().name(),
                        new Money(node.exposure(), node.currency()),
                        verb,
                        node.member().limit().amount());
    }
}
