package org.kamsuite.account;

import org.junit.jupiter.api.Test;
import org.kamsuite.test.ArchitectureRules;

class ArchitectureTest {

    @Test
    void theServiceKeepsTheSuitesRules() {
        ArchitectureRules.check("org.kamsuite.account", 30);
    }
}
