package org.kamsuite.platform;

import org.junit.jupiter.api.Test;
import org.kamsuite.test.ArchitectureRules;

class ArchitectureTest {

    @Test
    void thePlatformKeepsTheArchitecture() {
        ArchitectureRules.check("org.kamsuite.platform", 40);
    }
}
