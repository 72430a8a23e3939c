package org.kamsuite.servicelevel;

import org.junit.jupiter.api.Test;
import org.kamsuite.test.ArchitectureRules;

class ArchitectureTest {

    @Test
    void theModuleKeepsTheRules() {
        ArchitectureRules.check("org.kamsuite.servicelevel", 30);
    }
}
