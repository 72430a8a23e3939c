package org.kamsuite.receivables.book;

import java.util.Collection;
import org.jdbi.v3.core.statement.Query;

/// Whose documents a statement reads: everybody's or those of some customers. Each case has a text of its own, else the
/// database may keep a plan that was good for all and read everything with it for one account.
public final class Whose {

    // The day is hidden from the planner, too.
    private static final String ITEMS = """
            (select i.* from (
                    select unnest(array(select unnest(:customers))) as customer_id, cast(:%s as date) as day offset 0
                ) asked
                cross join lateral open_items_of(asked.customer_id, asked.day) i)""";

    private Whose() {}

    /// Puts the condition on the customer for `<mine>`. The array is hidden from the planner, so that one plan serves
    /// all accounts: to make one takes longer than to read an account.
    ///
    /// @param column that holds the customer
    /// @param customers null: everybody
    public static Query of(Query query, String column, Collection<Long> customers) {
        return customers == null
                ? query.define("mine", "true")
                : query.define("mine", column + " = any(array(select unnest(:customers)))")
                        .bindArray("customers", Long.class, customers);
    }

    /// As [#of], and what is open of theirs at the end of a day for `<items>`.
    ///
    /// @param day the name of the bound day
    public static Query withItems(Query query, String column, Collection<Long> customers, String day) {
        return of(query, column, customers)
                .define("items", (customers == null ? "open_items(null, :%s)" : ITEMS).formatted(day));
    }
}
