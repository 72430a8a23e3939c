package org.kamsuite.account.overview;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.kamsuite.account.registry.Account;
import org.kamsuite.account.registry.Accounts;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Roles;

/// `/v1/accounts/{accountId}/overview`
@Path("/v1/accounts/{accountId}/overview")
@Tag(name = "Overview", description = "The account at a glance.")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

    private static final String EXAMPLE = """
            {"accountId":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d",
             "account":{"accountId":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d","version":1,"legalName":"Nordwind GmbH",
              "name":"Nordwind","kind":"CUSTOMER","class":"REGULAR","currency":"EUR","country":"DE",
              "references":[{"system":"sap-emea","number":"104711"}],"parents":[],"team":["anna"],
              "createdAt":"2026-01-05T08:00:00Z","changedAt":"2026-01-05T08:00:00Z"},
             "score":{"asOf":"2026-03-31","publishedAt":"2026-03-31T06:00:00Z","receivedAt":"2026-03-31T06:00:01Z",
              "model":"default-1","score":81.4,"class":"A","rank":2,"ranked":60,"coverage":1,
              "trailingRevenue":[{"amount":"1840200.00","currency":"EUR"}],"reasons":["Revenue: rank 2 of 60"]},
             "serviceLevel":{"asOf":"2026-03-31","publishedAt":"2026-03-31T06:00:00Z",
              "receivedAt":"2026-03-31T06:00:01Z","from":"2026-01-01","to":"2026-03-31","orders":18,"dueLines":71,
              "onTimeRate":0.93,"inFullRate":0.97,"otifRate":0.92,"overdueLines":1,"inquiries":4,
              "firstResponseMinutesP50":35,"resolutionMinutesP50":480},
             "receivables":{"asOf":"2026-03-31","publishedAt":"2026-03-31T06:00:00Z",
              "receivedAt":"2026-03-31T06:00:01Z","positions":[{"currency":"EUR",
               "balance":{"amount":"41200.00","currency":"EUR"},"openInvoices":5,
               "openAmount":{"amount":"43200.00","currency":"EUR"},
               "overdueAmount":{"amount":"1190.00","currency":"EUR"},
               "disputedAmount":{"amount":"0.00","currency":"EUR"},
               "unapplied":{"amount":"2000.00","currency":"EUR"},"oldestDaysPastDue":12}],
              "credit":{"asOf":"2026-03-31","publishedAt":"2026-03-31T06:00:00Z","state":"WATCH",
               "exposure":{"amount":"212500.00","currency":"EUR"},"limit":{"amount":"250000.00","currency":"EUR"},
               "utilisation":0.85,"bindingAccountId":"0199f3c4-5d6e-7a8b-9c0d-1e2f3a4b5c6d"},
              "paymentBehaviour":{"asOf":"2026-03-31","publishedAt":"2026-03-31T06:00:00Z","invoices":48,
               "index":71.4,"averageDaysBeyondTerms":8.25,"paidLateRatio":0.375,"drifting":true},
              "drift":{"detectedOn":"2026-03-28","publishedAt":"2026-03-28T06:00:00Z","method":"EWMA",
               "baselineDays":2.5,"currentDays":11.75,"shiftStartedOn":"2026-03-02",
               "reasons":["The last 6 invoices were settled 9 days later than usual"]},
              "warnings":[],"openDisputes":1,
              "dunning":{"level":2,"channel":"REMINDER","amount":{"amount":"1190.00","currency":"EUR"},
               "documents":["INV-1001"],"dueOn":"2026-04-02","publishedAt":"2026-03-31T06:00:00Z"},
              "paymentTerms":{"netDays":45,"discountPercent":2,"discountDays":10,"validFrom":"2026-02-01",
               "requestId":"0199f3c4-6d6e-7a8b-9c0d-1e2f3a4b5c6d","publishedAt":"2026-01-20T09:15:00Z"},
              "laterPaymentTerms":[]},
             "missing":[{"part":"relationship",
              "reason":"relationship-service has published nothing about this account (yet)"}],
             "coverage":0.75}""";

    @Inject
    Accounts accounts;

    @Inject
    PublishedParts parts;

    @Inject
    Clock clock;

    @GET
    @RolesAllowed({
        Roles.VIEWER,
        Roles.KEY_ACCOUNT_MANAGER,
        Roles.KAM_DIRECTOR,
        Roles.FINANCE,
        Roles.SERVICE_DESK,
        Roles.INTEGRATION,
        Roles.ADMIN
    })
    @Operation(
            operationId = "getAccountOverview",
            summary = "The account with its score, relationships, service level and receivables",
            description = "Joins what the other services published last, each part with its day (asOf), its publication"
                    + " and its arrival. A part that was never published is named in missing and lowers coverage."
                    + " The figures are those of the account alone, not of its group. Roles: all seven.")
    @APIResponse(
            responseCode = "200",
            description = "The overview",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OverviewView.class),
                            examples = @ExampleObject(name = "overview", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "No such account")
    public OverviewView get(@PathParam("accountId") UUID accountId) {
        Account account =
                accounts.find(accountId).orElseThrow(() -> Problem.notFound("There is no account " + accountId + "."));
        return OverviewView.of(account, parts.of(accountId), LocalDate.ofInstant(clock.instant(), clock.getZone()));
    }
}
