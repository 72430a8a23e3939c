package org.kamsuite.scoring;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.kamsuite.test.OpenApiContract;

@QuarkusTest
class OpenApiTest {

    @Test
    void theServedDocumentIsTheCommittedOne() throws IOException {
        OpenApiContract.assertCommitted();
    }
}
