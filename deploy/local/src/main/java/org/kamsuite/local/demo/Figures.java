package org.kamsuite.local.demo;

import java.util.UUID;

/// What the services say about one account; what they do not know is null. Shares and rates are 0 to 1.
///
/// @param rank place in the ranking of single accounts
/// @param ranked how many accounts have a place
/// @param daysLate weighted average days late of the invoices closed in the last quarter
/// @param daysLateBefore the same, about a year before
/// @param overdue past due today, with currency, or null when there is nothing
/// @param disputedInvoices invoices in dispute today
/// @param disputed disputed today, with currency, or null
/// @param onTime on-time rate of the last quarter, and over how many delivered lines
/// @param onTimeBefore on-time rate of the nine months before
/// @param otif on time and in full, last quarter
/// @param threads persons of the decision units to whom a strong tie exists
/// @param members places in the decision units
/// @param ordersLately orders of the last three full months
/// @param ordersYearAgo orders of the same months a year ago
/// @param growth revenue of the last six full months against the same a year ago, minus 1
/// @param seasonShare share of the three best months in a row in the revenue of twelve
/// @param season these months, in words
record Figures(
        UUID accountId,
        String name,
        Integer rank,
        int ranked,
        Double daysLate,
        Double daysLateBefore,
        String overdue,
        long disputedInvoices,
        String disputed,
        Double onTime,
        long deliveredLines,
        Double onTimeBefore,
        Double otif,
        Integer threads,
        int members,
        boolean singleThreaded,
        Long ordersLately,
        Long ordersYearAgo,
        Double growth,
        Double seasonShare,
        String season) {}
