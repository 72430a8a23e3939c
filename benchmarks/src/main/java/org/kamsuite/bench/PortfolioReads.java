package org.kamsuite.bench;

import java.util.List;

/// Reads over all accounts of the whole suite.
final class PortfolioReads implements Benchmark {

    @Override
    public String name() {
        return "portfolio-reads";
    }

    @Override
    public String about() {
        return "ageing, ranking, concentration and service levels over 10,000 accounts, against one SQL aggregate each";
    }

    @Override
    public void measure(Run run) throws Exception {
        SuiteStage stage = SuiteStage.of(run);
        for (Portfolio each :
                List.of(Portfolio.AGEING, Portfolio.RANKING, Portfolio.CONCENTRATION, Portfolio.SERVICE_LEVELS)) {
            each.measure(run, name(), stage.suite(), stage.circumstances());
        }
        // The others are computed each time, the ranking only what changed.
        Portfolio.RANKING.measureAfterChanges(run, name(), stage.suite(), stage.circumstances(), stage::account);
    }
}
