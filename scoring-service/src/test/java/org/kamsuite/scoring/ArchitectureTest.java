package org.kamsuite.scoring;

import org.junit.jupiter.api.Test;
import org.kamsuite.test.ArchitectureRules;

class ArchitectureTest {

    @Test
    void followsTheRules() {
        ArchitectureRules.check("org.kamsuite.scoring", 25);
    }
}
