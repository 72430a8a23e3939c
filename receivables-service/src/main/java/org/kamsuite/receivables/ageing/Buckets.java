package org.kamsuite.receivables.ageing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// How ages in days are put together. Pure.
///
/// @param bounds the last day of each bucket but the last, ascending: 30, 60, 90, 120 is current, 1–30, 31–60, 61–90,
///     91–120, over 120
/// @param cuts the same with the bounds of the six buckets that every row has: sums between two cuts make any bucket
record Buckets(List<Integer> bounds, List<Integer> cuts) {

    private static final int MOST = 12;
    private static final List<Integer> USUAL = List.of(30, 60, 90, 120);
    static final Buckets DEFAULT = of(USUAL);

    private static Buckets of(List<Integer> bounds) {
        SortedSet<Integer> cuts = new TreeSet<>(USUAL);
        cuts.addAll(bounds);
        return new Buckets(List.copyOf(bounds), List.copyOf(cuts));
    }

    /// @param text `30,60,90,120`
    /// @return empty when it is not 1 to 12 ascending days up to 3650
    static Optional<Buckets> parse(String text) {
        if (!text.matches("[1-9][0-9]{0,3}(,[1-9][0-9]{0,3}){0,11}")) {
            return Optional.empty();
        }
        List<Integer> bounds =
                Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
        boolean ascending = new TreeSet<>(bounds).stream().toList().equals(bounds);
        return ascending && bounds.size() <= MOST && bounds.getLast() <= 3650
                ? Optional.of(of(bounds))
                : Optional.empty();
    }

    /// Which sum an age belongs to: 0 up to day 0, then one up to each cut, then the rest.
    int index(long age) {
        if (age <= 0) {
            return 0;
        }
        int index = 1;
        for (int cut : cuts) {
            if (age <= cut) {
                return index;
            }
            index++;
        }
        return index;
    }

    /// How many sums there are.
    int size() {
        return cuts.size() + 2;
    }

    /// One bucket; null where it has no end.
    record Range(String name, Integer from, Integer to) {}

    List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        ranges.add(new Range("current", null, 0));
        int from = 1;
        for (int bound : bounds) {
            ranges.add(new Range(from + "-" + bound, from, bound));
            from = bound + 1;
        }
        ranges.add(new Range("over " + bounds.getLast(), from, null));
        return ranges;
    }

    /// What the sums have between two ages, both included.
    BigDecimal sum(List<BigDecimal> sums, Integer from, Integer to) {
        int first = from == null ? 0 : index(from);
        int last = to == null ? size() - 1 : index(to);
        return sums.subList(first, last + 1).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
