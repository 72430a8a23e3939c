package org.kamsuite.account.hierarchy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.ParentType;

/// A hierarchy on a day, on the wire.
@Schema(name = "AccountTree", description = "The account with all that belong to it on that day, and its way up.")
record TreeView(
        @Schema(required = true) UUID accountId,
        @Schema(required = true) ParentType type,

        @Schema(required = true, description = "The day for which it holds.")
        LocalDate asOf,

        @Schema(required = true, description = "From the head of the group to the account, both included.")
        List<Step> path,

        @Schema(required = true, description = "Accounts in the tree, the account included.")
        int accounts,

        @Schema(required = true, description = "Most links from the account down to one of them.")
        int depth,

        @Schema(required = true) Reach scope,
        @Schema(required = true) Node tree) {

    @Schema(name = "AccountTreeStep")
    record Step(
            @Schema(required = true) UUID accountId,
            @Schema(required = true) String legalName) {}

    @Schema(name = "AccountTreeNode")
    record Node(
            @Schema(required = true) UUID accountId,
            @Schema(required = true) String legalName,
            @Schema(required = true) String name,
            @Schema(required = true) AccountKind kind,

            @Schema(name = "class", required = true) @JsonProperty("class")
            AccountClass accountClass,

            String tier,
            @Schema(description = "ISO 3166-1 alpha-2.") String country,
            String city,

            @Schema(required = true, description = "Those that belong to it, by registered name.")
            List<Node> children) {}

    /// @param path from the head to the account
    /// @param members the account first, then by depth and registered name
    static TreeView of(ParentType type, LocalDate asOf, List<Step> path, List<Member> members) {
        Member top = members.getFirst();
        Map<UUID, List<Node>> children = new HashMap<>();
        // From the deepest upwards: when an account's turn comes, its children are complete.
        for (Member member : members.reversed()) {
            Node node = new Node(
                    member.accountId(),
                    member.legalName(),
                    member.name(),
                    member.kind(),
                    member.accountClass(),
                    member.tier(),
                    member.country(),
                    member.city(),
                    children.getOrDefault(member.accountId(), List.of()).reversed());
            children.computeIfAbsent(member.parentId(), _ -> new java.util.ArrayList<>())
                    .add(node);
        }
        Node tree = children.get(top.parentId()).getLast();
        return new TreeView(
                top.accountId(),
                type,
                asOf,
                path,
                members.size(),
                members.getLast().depth(),
                Reach.of(members),
                tree);
    }
}
