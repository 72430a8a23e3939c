package org.kamsuite.scoring.sales;

import org.kamsuite.platform.rest.Scope;

/// Who counts to whom, as the body of a common table expression `members(subject_id, account_id)`.
public final class Members {

    private Members() {}

    /// The whole portfolio: every account for itself, or every group under its ultimate parent. Needs
    /// `:asOf`.
    public static String ofAll(Scope scope) {
        return scope.grouped()
                ? "select root_id as subject_id, account_id from account_root(:asOf)"
                : "select account_id as subject_id, account_id from account_directory";
    }

    /// Some accounts, each for itself. Needs `:accounts`, which are hidden from the planner: else it reads the sales of
    /// all for a thousand.
    public static String ofSome() {
        return "select account_id as subject_id, account_id from account_directory"
                + " where account_id = any(array(select unnest(:accounts)))";
    }

    /// One account, alone or with all that belong to it. Needs `:asOf`, `:account` and `:grouped`.
    public static String ofOne() {
        return "select :account as subject_id, member as account_id from account_scope(:account, :asOf, :grouped) member";
    }
}
