package org.kamsuite.bench;

/// Reads over all accounts of receivables-service, with all the invoices of the growth benchmark.
final class PortfolioReceivables implements Benchmark {

    @Override
    public String name() {
        return "portfolio-receivables";
    }

    @Override
    public String about() {
        return "ageing and metrics over 10,000 accounts with 1,000,000 invoices, against one SQL aggregate";
    }

    @Override
    public void measure(Run run) throws Exception {
        ReceivablesStage stage = ReceivablesStage.of(run);
        stage.enlarge();
        String circumstances =
                "%,d accounts, %d invoices each".formatted(stage.accounts(), ReceivablesStage.PER_ACCOUNT);
        Portfolio.AGEING.measure(run, name(), stage.suite(), circumstances);
        Portfolio.METRICS.measure(run, name(), stage.suite(), circumstances);
    }
}
