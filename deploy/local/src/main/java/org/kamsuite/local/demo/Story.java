package org.kamsuite.local.demo;

/// What a reader of the demo can find out. A story belongs to customers of [World]; its figures stand here, its
/// whereabouts in `docs/demo.md`. Months count from the first day of the demo, of which the first run makes 18.
public enum Story {
    /// Nothing special.
    NONE,
    /// One group makes more than a quarter of the revenue in its currency; by order sizes in `customers.csv`.
    DOMINANT,
    /// Pays later and later.
    DRIFTING,
    /// A large customer whose deliveries slip in the last quarter.
    SLIPPING,
    /// A large customer who is known through one single person.
    SINGLE,
    /// Buys in spring.
    SEASONAL,
    /// Disputes prices since they were raised.
    DISPUTING,
    /// Has stopped ordering, asking and talking.
    QUIET,
    /// Grows, pays early, is served without fault.
    STAR;

    /// Month in which [#DRIFTING] begins, and by how many days a month it grows.
    static final double DRIFT_FROM = 9;

    static final double DRIFT_DAYS_PER_MONTH = 6;

    /// Month in which [#SLIPPING] begins; share of late deliveries from then on, and their days late.
    static final double SLIP_FROM = 14.6;

    static final double SLIP_SHARE = 0.55;
    static final int SLIP_DAYS_LEAST = 3;
    static final int SLIP_DAYS_MOST = 14;

    /// Month in which prices rise, by how much, and the share of invoices that [#DISPUTING] disputes from then on.
    static final double PRICES_RISE_FROM = 8;

    static final double PRICE_RISE = 0.06;
    static final double DISPUTED_SHARE = 0.4;

    /// Month after which [#QUIET] orders nothing any more, and in which the talks end.
    static final double QUIET_FROM = 14;

    static final double SILENT_FROM = 14.5;

    /// How often everybody else is served late, by how many days at most, and how often invoices are disputed.
    static final double LATE_SHARE = 0.06;

    static final int LATE_DAYS_MOST = 7;
    static final double USUAL_DISPUTES = 0.02;

    /// Orders of [#SEASONAL] by month of the year, against its mean.
    static final double[] SEASON = {0.3, 1.3, 2.6, 2.8, 2.1, 1.1, 0.6, 0.4, 0.3, 0.2, 0.15, 0.15};

    /// Orders of everybody else by month of the year: holidays in August and December.
    static final double[] USUAL_SEASON = {0.95, 1, 1.1, 1.05, 1.02, 1.05, 0.98, 0.8, 1.08, 1.1, 1.05, 0.75};
}
