package org.kamsuite.receivables;

import org.junit.jupiter.api.Test;
import org.kamsuite.test.ArchitectureRules;

class ArchitectureTest {

    @Test
    void followsTheRules() {
        ArchitectureRules.check("org.kamsuite.receivables", 40);
    }
}
