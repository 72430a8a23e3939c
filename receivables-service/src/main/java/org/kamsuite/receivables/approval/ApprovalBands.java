package org.kamsuite.receivables.approval;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.kamsuite.platform.rest.Roles;

/// Bands of amounts and the role that approves each; a role of a higher band approves lower ones, too. Pure.
public final class ApprovalBands {

    private static final Set<String> ROLES =
            Set.of(Roles.KEY_ACCOUNT_MANAGER, Roles.FINANCE, Roles.KAM_DIRECTOR, Roles.ADMIN, Roles.INTEGRATION);

    private record Band(String role, BigDecimal upTo) {}

    private final List<Band> bands;

    private ApprovalBands(List<Band> bands) {
        this.bands = bands;
    }

    /// From a setting such as `finance:10000,kam-director:100000,admin`, in ascending order; the last one has no
    /// bound.
    public static ApprovalBands parse(String setting) {
        List<Band> bands = new ArrayList<>();
        for (String part : setting.split(",")) {
            String[] band = part.strip().split(":", 2);
            if (!ROLES.contains(band[0])) {
                throw new IllegalArgumentException("unknown role in approval bands: " + part);
            }
            bands.add(new Band(band[0], band.length == 1 ? null : new BigDecimal(band[1].strip())));
        }
        if (bands.stream().filter(band -> band.upTo() == null).toList().size() != 1
                || bands.getLast().upTo() != null) {
            throw new IllegalArgumentException("only the last approval band has no bound: " + setting);
        }
        return new ApprovalBands(List.copyOf(bands));
    }

    /// The role whose band the amount is in.
    ///
    /// @param amount in the reporting currency; null when it is not known: then the highest
    public String required(BigDecimal amount) {
        return bands.stream()
                .filter(band -> band.upTo() == null || amount != null && amount.compareTo(band.upTo()) <= 0)
                .findFirst()
                .orElseThrow()
                .role();
    }

    /// Whether one of these roles approves what needs that one.
    public boolean suffices(Set<String> roles, String required) {
        List<String> order = bands.stream().map(Band::role).toList();
        return roles.stream().anyMatch(role -> order.indexOf(role) >= order.indexOf(required));
    }

    /// For people: `up to 10000 finance, up to 100000 kam-director, above admin`.
    @Override
    public String toString() {
        return bands.stream()
                .map(band ->
                        (band.upTo() == null ? "above " : "up to " + band.upTo().toPlainString() + " ") + band.role())
                .collect(Collectors.joining(", "));
    }
}
