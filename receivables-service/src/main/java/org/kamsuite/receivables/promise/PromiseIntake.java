package org.kamsuite.receivables.promise;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import org.kamsuite.contracts.erp.PromiseToPayMade;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.receivables.erp.IntakePart;

/// Makes the ERP's promises known by an id of ours. No statement for a batch without one.
@ApplicationScoped
class PromiseIntake implements IntakePart {

    @Inject
    PromiseStore store;

    @Inject
    Ids ids;

    @Override
    public void handle(List<ReceivedEvent> events) {
        List<PromiseStore.Registered> promises = events.stream()
                .<PromiseToPayMade>mapMulti((event, found) -> {
                    if (event.data() instanceof PromiseToPayMade it) {
                        found.accept(it);
                    }
                })
                .map(it -> new PromiseStore.Registered(ids.next(), it.customer(), it.promiseNumber()))
                .sorted(Comparator.comparing((PromiseStore.Registered each) ->
                                each.customer().system())
                        .thenComparing(PromiseStore.Registered::number))
                .toList();
        if (!promises.isEmpty()) {
            store.register(promises);
        }
    }
}
