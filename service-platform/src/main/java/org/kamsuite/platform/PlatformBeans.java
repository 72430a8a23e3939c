package org.kamsuite.platform;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/// The beans that are not ours: the clock in the ledger's time zone, and Jdbi on the service's database.
class PlatformBeans {

    @Produces
    @DefaultBean
    @ApplicationScoped
    Clock clock(@ConfigProperty(name = "kam.zone") ZoneId zone) {
        return Clock.system(zone);
    }

    /// Takes its connections from the pool, so a statement inside a JTA transaction belongs to it. Arrays of the listed
    /// types can be bound to `unnest(:name)`.
    @Produces
    @Singleton
    Jdbi jdbi(AgroalDataSource dataSource) {
        Jdbi jdbi = Jdbi.create(dataSource);
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(Long.class, "bigint");
        jdbi.registerArrayType(Integer.class, "int");
        jdbi.registerArrayType(Boolean.class, "boolean");
        jdbi.registerArrayType(BigDecimal.class, "numeric");
        jdbi.registerArrayType(LocalDate.class, "date");
        jdbi.registerArrayType(
                Instant.class, "timestamptz", instant -> instant == null ? null : Timestamp.from(instant));
        return jdbi;
    }
}
