package org.kamsuite.servicelevel.level;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.kamsuite.contracts.servicelevel.ServiceLevelChanged;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.platform.snapshot.AccountSnapshots;
import org.kamsuite.servicelevel.delivery.Basis;
import org.kamsuite.servicelevel.failure.ServiceFailures;
import org.kamsuite.servicelevel.period.Period;

/// Tells the other services what accounts got in the 365 days up to today, by lines and requested dates,
/// and what failed.
@ApplicationScoped
public class ServiceLevelSnapshots implements AccountSnapshots {

    @Inject
    ServiceLevels levels;

    @Inject
    ServiceFailures failures;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(List<UUID> accountIds) {
        Question question = new Question(Period.trailing(clock), Scope.ACCOUNT, Basis.REQUESTED, Grain.LINE);
        Map<UUID, Figures> figures = levels.of(accountIds, question);
        outbox.append(accountIds.stream()
                .sorted()
                .map(account -> event(account, question, figures.getOrDefault(account, Figures.NONE)))
                .toList());
        failures.publish(accountIds);
    }

    private static ServiceLevelChanged event(UUID account, Question question, Figures figures) {
        DeliveryView delivery = figures.delivery(question);
        ResponseView response = figures.response();
        return new ServiceLevelChanged(
                account,
                question.period().from(),
                question.period().to(),
                Math.toIntExact(delivery.orders()),
                Math.toIntExact(delivery.dueLines()),
                Math.toIntExact(delivery.deliveredLines()),
                Math.toIntExact(figures.units().onTime()),
                Math.toIntExact(figures.units().inFull()),
                Math.toIntExact(figures.units().otif()),
                delivery.onTimeRate(),
                delivery.inFullRate(),
                delivery.otifRate(),
                Math.toIntExact(delivery.overdueLines()),
                Math.toIntExact(response.inquiries()),
                response.firstResponseMinutes().p50(),
                response.resolutionMinutes().p50());
    }
}
