package org.kamsuite.account;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.kamsuite.test.KamServers;
import org.kamsuite.test.OpenApiContract;

@QuarkusTest
@QuarkusTestResource(KamServers.class)
class OpenApiTest {

    @Test
    void theServedDocumentIsTheCommittedOne() throws IOException {
        OpenApiContract.assertCommitted();
    }
}
