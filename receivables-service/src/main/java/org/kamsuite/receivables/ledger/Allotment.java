package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Shares a limited amount among claims, first come, first served. A claim without room waits, and gets room
/// that another one gives back; so the sum taken is at any time the lesser of the capacity and the sum of the
/// claims, whatever the path.
final class Allotment<K> {

    private static final class Claim {
        private BigDecimal net = BigDecimal.ZERO;
        private BigDecimal taken = BigDecimal.ZERO;

        private BigDecimal wanted() {
            return net.max(BigDecimal.ZERO).subtract(taken);
        }
    }

    private final Map<K, Claim> claims = new LinkedHashMap<>();
    private final Set<K> waiting = new LinkedHashSet<>();
    private final BiConsumer<K, BigDecimal> moved;
    private BigDecimal room;

    /// @param moved is told each change of what a claim takes; negative when it gives back
    Allotment(BigDecimal capacity, BiConsumer<K, BigDecimal> moved) {
        this.room = capacity;
        this.moved = moved;
    }

    /// Changes what `key` claims. The claim may be below zero meanwhile: taken back before it was made.
    void claim(K key, BigDecimal change) {
        Claim claim = claims.computeIfAbsent(key, _ -> new Claim());
        claim.net = claim.net.add(change);
        if (claim.wanted().signum() < 0) {
            move(key, claim, claim.wanted());
            settleWaiting();
        }
        settle(key, claim);
    }

    /// What `key` claims at present, however much of it has room.
    BigDecimal claimed(K key) {
        Claim claim = claims.get(key);
        return claim == null ? BigDecimal.ZERO : claim.net.max(BigDecimal.ZERO);
    }

    /// What `key` has of the capacity at present.
    BigDecimal taken(K key) {
        Claim claim = claims.get(key);
        return claim == null ? BigDecimal.ZERO : claim.taken;
    }

    /// What nobody has.
    BigDecimal room() {
        return room;
    }

    Set<K> keys() {
        return claims.keySet();
    }

    /// Ends it: everything taken is given back, nothing more is given.
    void close() {
        waiting.clear();
        claims.forEach((key, claim) -> move(key, claim, claim.taken.negate()));
        room = BigDecimal.ZERO;
    }

    private void settleWaiting() {
        while (room.signum() > 0 && !waiting.isEmpty()) {
            K first = waiting.iterator().next();
            waiting.remove(first);
            settle(first, claims.get(first));
        }
    }

    private void settle(K key, Claim claim) {
        move(key, claim, claim.wanted().min(room));
        if (claim.wanted().signum() > 0) {
            waiting.add(key);
        } else {
            waiting.remove(key);
        }
    }

    private void move(K key, Claim claim, BigDecimal change) {
        if (change.signum() != 0) {
            claim.taken = claim.taken.add(change);
            room = room.subtract(change);
            moved.accept(key, change);
        }
    }
}
