package org.kamsuite.relationship;

import org.junit.jupiter.api.Test;
import org.kamsuite.test.ArchitectureRules;

class ArchitectureTest {

    @Test
    void theRulesOfTheSuiteHold() {
        ArchitectureRules.check("org.kamsuite.relationship", 30);
    }
}
