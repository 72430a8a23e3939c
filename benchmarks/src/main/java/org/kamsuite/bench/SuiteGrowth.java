package org.kamsuite.bench;

/// Reads of one account in all services with 100 and with 10,000 accounts beside it. The accounts that are read have
/// the same documents both times.
final class SuiteGrowth implements Benchmark {

    @Override
    public String name() {
        return "growth-suite";
    }

    @Override
    public String about() {
        return "reads of an account in all services with 100 and with 10,000 accounts, against the small size";
    }

    @Override
    public void measure(Run run) {
        SuiteStage stage = SuiteStage.small(run);
        GrowingReads reads = new GrowingReads(run, name(), stage.suite(), AccountReads.READS, stage::account);
        reads.measureSmall();
        stage.enlarge();
        reads.measureLarge("%d and %s".formatted(SuiteStage.RICH, stage.circumstances()));
    }
}
