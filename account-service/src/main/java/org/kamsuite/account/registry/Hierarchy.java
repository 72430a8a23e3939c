package org.kamsuite.account.registry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.kamsuite.contracts.account.ParentRef;

/// Who belongs to whom in one kind of hierarchy, over time: enough of it to tell whether a link would close
/// a cycle.
public final class Hierarchy {

    private final Map<UUID, List<ParentRef>> parents = new HashMap<>();

    /// The parents of an account, of this kind only; replaces what was known of it.
    public void put(UUID account, List<ParentRef> links) {
        parents.put(account, links);
    }

    public List<ParentRef> parentsOf(UUID account) {
        return parents.getOrDefault(account, List.of());
    }

    /// Whether on some day the account is its own ancestor.
    ///
    /// Walks upwards with the days on which all links so far hold together; links that never hold at the
    /// same time make no cycle.
    public boolean hasCycleAt(UUID account) {
        record Step(UUID account, Validity days) {}
        Deque<Step> open = new ArrayDeque<>(List.of(new Step(account, Validity.ALWAYS)));
        Set<Step> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            Step step = open.pop();
            for (ParentRef link : parentsOf(step.account())) {
                Step next = new Step(link.parentId(), step.days().and(Validity.of(link)));
                if (next.days().isEmpty()) {
                    continue;
                }
                if (link.parentId().equals(account)) {
                    return true;
                }
                if (seen.add(next)) {
                    open.push(next);
                }
            }
        }
        return false;
    }
}
