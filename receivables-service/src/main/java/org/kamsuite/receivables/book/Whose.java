package org.kamsuite.receivables.book;

import java.util.Collection;
import org.jdbi.v3.core.statement.Query;

/// Whose documents a statement reads: everybody's, one customer's, or those of several. Each case has a text of its
/// own, else the database may keep a plan that was good for all and read everything with it for one account. For one
/// customer, as most accounts have, it keeps one plan for all of them: making one takes longer than reading an account.
public final class Whose {

    private Whose() {}

    /// Puts the condition on the customer for `<mine>`.
    ///
    /// @param column that holds the customer
    /// @param customers null: everybody
    public static Query of(Query query, String column, Collection<Long> customers) {
        if (customers == null) {
            return query.define("mine", "true");
        }
        return customers.size() == 1
                ? query.define("mine", column + " = :customer")
                        .bind("customer", customers.iterator().next())
                : query.define("mine", column + " = any(:customers)").bindArray("customers", Long.class, customers);
    }

    /// As [#of], and what is open of theirs at the end of a day for `<items>`.
    ///
    /// @param day the name of the bound day
    public static Query withItems(Query query, String column, Collection<Long> customers, String day) {
        String items;
        if (customers == null) {
            items = "open_items(null, :%s)";
        } else if (customers.size() == 1) {
            items = "open_items_of(:customer, :%s)";
        } else {
            items = "open_items(:customers, :%s)";
        }
        return of(query, column, customers).define("items", items.formatted(day));
    }
}
