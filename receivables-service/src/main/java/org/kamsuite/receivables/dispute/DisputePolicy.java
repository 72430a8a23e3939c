package org.kamsuite.receivables.dispute;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.contracts.receivables.OwnerDepartment;

/// Who settles a dispute for which reason, and how soon, as long as nobody decides otherwise.
@ConfigMapping(prefix = "kam.disputes")
interface DisputePolicy {

    /// The department that settles disputes of a reason.
    Map<DisputeReason, OwnerDepartment> owner();

    /// Days from the opening until it should be settled.
    Map<DisputeReason, Integer> targetDays();
}
