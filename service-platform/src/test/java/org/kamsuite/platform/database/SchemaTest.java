package org.kamsuite.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kamsuite.test.KamServers;

@QuarkusTest
@QuarkusTestResource(KamServers.class)
class SchemaTest {

    @Inject
    Flyway flyway;

    @Inject
    Jdbi jdbi;

    @Inject
    Schema schema;

    @Test
    void aBuildStartsOnTablesThatANewerOneHasMigrated() {
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into flyway_schema_history
                        (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                    values (9999, '9999', 'of a newer build', 'SQL', 'V9999__of_a_newer_build.sql', 1, 'x', 1, true)""");
            handle.execute("alter table audit add column of_a_newer_build text");
            try {
                assertThat(flyway.migrate().migrationsExecuted).isZero();
                flyway.validate();
            } finally {
                handle.execute("alter table audit drop column of_a_newer_build");
                handle.execute("delete from flyway_schema_history where installed_rank = 9999");
            }
        });
        assertThat(schema.isReady()).isTrue();
    }

    @Test
    void aDatabaseThatIsAwayIsToldFromOneThatRefusesAStatement() {
        assertThat(AbsentDatabase.is(new IllegalStateException(new SQLException("refused", "08001"))))
                .isTrue();
        assertThat(AbsentDatabase.is(new SQLException("the pool has none"))).isTrue();
        assertThat(AbsentDatabase.is(new SQLException("syntax", "42601"))).isFalse();
        assertThat(AbsentDatabase.isOrNotSetUp(new SQLException("no such database", "3D000")))
                .isTrue();
        assertThat(AbsentDatabase.is(new IllegalStateException("other"))).isFalse();
    }
}
