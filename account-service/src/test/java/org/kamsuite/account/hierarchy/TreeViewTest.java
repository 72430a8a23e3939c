package org.kamsuite.account.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.ParentType;

class TreeViewTest {

    private static Member member(int id, Integer parent, int depth, String country, String city) {
        return new Member(
                new UUID(0, id),
                parent == null ? null : new UUID(0, parent),
                depth,
                "Account " + id,
                "Account " + id,
                AccountKind.CUSTOMER,
                AccountClass.REGULAR,
                null,
                country,
                city);
    }

    @Test
    void membersAreNestedUnderTheirParents() {
        TreeView view = TreeView.of(
                ParentType.LEGAL,
                LocalDate.of(2026, 3, 31),
                List.of(),
                List.of(
                        member(1, null, 0, "DE", "Bonn"),
                        member(2, 1, 1, "DE", "Berlin"),
                        member(3, 1, 1, "FR", "Lyon"),
                        member(4, 3, 2, "FR", "Paris")));

        assertThat(view.accounts()).isEqualTo(4);
        assertThat(view.depth()).isEqualTo(2);
        assertThat(view.tree().children())
                .extracting(TreeView.Node::legalName)
                .containsExactly("Account 2", "Account 3");
        assertThat(view.tree().children().get(1).children())
                .extracting(TreeView.Node::legalName)
                .containsExactly("Account 4");
    }

    @Test
    void spreadFollowsCitiesAndCountries() {
        Member bonn = member(1, null, 0, "DE", "Bonn");
        Member berlin = member(2, 1, 1, "DE", "Berlin");
        Member lyon = member(3, 1, 1, "FR", "Lyon");
        Member somewhere = member(4, 1, 1, null, null);

        assertThat(Reach.of(List.of(bonn)).spread()).isEqualTo(Reach.Spread.LOCAL);
        assertThat(Reach.of(List.of(bonn, berlin)).spread()).isEqualTo(Reach.Spread.NATIONAL);
        assertThat(Reach.of(List.of(bonn, lyon)).spread()).isEqualTo(Reach.Spread.GLOBAL);
        assertThat(Reach.of(List.of(somewhere)).spread()).isEqualTo(Reach.Spread.UNKNOWN);
        assertThat(Reach.of(List.of(bonn, somewhere)).withoutCountry()).isEqualTo(1);
    }
}
