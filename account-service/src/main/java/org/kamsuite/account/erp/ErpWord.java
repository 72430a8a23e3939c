package org.kamsuite.account.erp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.kamsuite.account.registry.AccountContent;
import org.kamsuite.account.registry.Terms;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;

/// What the ERP says of an account, all in all.
///
/// @param legalParents the parents whose accounts are known
record ErpWord(CustomerMaster master, List<ParentRef> legalParents) {

    static final ErpWord NOTHING = new ErpWord(CustomerMaster.NOTHING, List.of());

    ErpWord {
        legalParents = List.copyOf(legalParents);
    }

    /// The content of an account of which only the ERP has spoken.
    AccountContent newAccount(CustomerRef customer) {
        return new AccountContent(
                master.registeredName(),
                master.name(),
                AccountKind.CUSTOMER,
                AccountClass.REGULAR,
                null,
                master.currency(),
                master.country(),
                master.city(),
                master.industry(),
                master.segment(),
                master.vatNumber(),
                master.lei(),
                master.accountManager(),
                master.creditLimit(),
                Terms.of(master.paymentTerms()),
                List.of(customer),
                legalParents,
                master.accountManager() == null ? List.of() : List.of(master.accountManager()));
    }

    /// Brings an account up to this word: a field that the ERP changed since its earlier word follows the
    /// ERP, another one stays as it is, so that what people wrote over REST stands until the ERP says
    /// something new.
    AccountContent applyTo(AccountContent present, ErpWord earlier) {
        CustomerMaster was = earlier.master;
        return new AccountContent(
                changed(was.registeredName(), master.registeredName(), present.legalName()),
                changed(was.name(), master.name(), present.name()),
                present.kind(),
                present.accountClass(),
                present.tier(),
                changed(was.currency(), master.currency(), present.currency()),
                changed(was.country(), master.country(), present.country()),
                changed(was.city(), master.city(), present.city()),
                changed(was.industry(), master.industry(), present.industry()),
                changed(was.segment(), master.segment(), present.segment()),
                changed(was.vatNumber(), master.vatNumber(), present.vatNumber()),
                changed(was.lei(), master.lei(), present.lei()),
                changed(was.accountManager(), master.accountManager(), present.accountManager()),
                changed(was.creditLimit(), master.creditLimit(), present.creditLimit()),
                changed(Terms.of(was.paymentTerms()), Terms.of(master.paymentTerms()), present.paymentTerms()),
                present.references(),
                parents(present, earlier),
                team(present, was));
    }

    private static <T> T changed(T was, T is, T present) {
        return Objects.equals(was, is) ? present : is;
    }

    private List<ParentRef> parents(AccountContent present, ErpWord earlier) {
        if (earlier.legalParents.equals(legalParents)) {
            return present.parents();
        }
        List<ParentRef> parents = new ArrayList<>(legalParents);
        present.parents().stream()
                .filter(link -> link.type() != ParentType.LEGAL)
                .forEach(parents::add);
        return parents;
    }

    // The account manager is on the team; his predecessor leaves it.
    private List<String> team(AccountContent present, CustomerMaster was) {
        if (Objects.equals(was.accountManager(), master.accountManager())) {
            return present.team();
        }
        Set<String> team = new HashSet<>(present.team());
        if (was.accountManager() != null) {
            team.remove(was.accountManager());
        }
        if (master.accountManager() != null) {
            team.add(master.accountManager());
        }
        return List.copyOf(team);
    }
}
