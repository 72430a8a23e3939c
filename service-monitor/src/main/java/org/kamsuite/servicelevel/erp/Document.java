package org.kamsuite.servicelevel.erp;

import java.time.Instant;
import java.util.Optional;
import org.kamsuite.contracts.erp.CustomerEvent;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryReopened;
import org.kamsuite.contracts.erp.InquiryResolved;
import org.kamsuite.contracts.erp.InquiryResponded;
import org.kamsuite.contracts.erp.InquiryStatusChanged;
import org.kamsuite.contracts.erp.InvoiceEvent;
import org.kamsuite.contracts.erp.OrderCancelled;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderConfirmed;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.PaymentEvent;
import org.kamsuite.contracts.erp.ReturnReceived;
import org.kamsuite.contracts.erp.ReturnRequested;
import org.kamsuite.contracts.erp.ReturnSettled;
import org.kamsuite.contracts.erp.SatisfactionRecorded;

/// What identifies a document within its system and type, and what it is about.
///
/// An order is placed once, but confirmed, changed and cancelled any number of times: those are told apart by their
/// moment. Of what happens to an inquiry, several things of a kind may happen at one moment: those are told apart by
/// their content too, so they are never in conflict.
///
/// @param subject the number of what it is about
/// @param number identifies the document; the same with a higher revision replaces it
/// @param at the effective moment
/// @param repeatable whether several with the same number and revision stand beside each other
record Document(Kind kind, String subject, String number, Instant at, boolean repeatable) {

    enum Kind {
        ORDER,
        INQUIRY,
        RETURN,
        SURVEY
    }

    /// Nothing for documents that this service does not measure.
    static Optional<Document> of(ErpEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case OrderPlaced e -> single(Kind.ORDER, e.orderNumber(), e.orderNumber(), e.orderedAt());
                    case OrderConfirmed e -> momentary(Kind.ORDER, e.orderNumber(), e.confirmedAt());
                    case OrderChanged e -> momentary(Kind.ORDER, e.orderNumber(), e.changedAt());
                    case OrderCancelled e -> momentary(Kind.ORDER, e.orderNumber(), e.cancelledAt());
                    case DeliveryShipped e -> single(Kind.ORDER, e.orderNumber(), e.deliveryNumber(), e.shippedAt());
                    case DeliveryReceived e -> single(Kind.ORDER, e.orderNumber(), e.deliveryNumber(), e.deliveredAt());
                    case InquiryOpened e -> single(Kind.INQUIRY, e.inquiryNumber(), e.inquiryNumber(), e.openedAt());
                    case InquiryResponded e -> repeatable(e.inquiryNumber(), e.respondedAt());
                    case InquiryStatusChanged e -> repeatable(e.inquiryNumber(), e.at());
                    case InquiryResolved e -> repeatable(e.inquiryNumber(), e.at());
                    case InquiryReopened e -> repeatable(e.inquiryNumber(), e.at());
                    case ReturnRequested e -> single(Kind.RETURN, e.returnNumber(), e.returnNumber(), e.at());
                    case ReturnReceived e -> single(Kind.RETURN, e.returnNumber(), e.returnNumber(), e.at());
                    case ReturnSettled e -> single(Kind.RETURN, e.returnNumber(), e.returnNumber(), e.at());
                    case SatisfactionRecorded e ->
                        single(Kind.SURVEY, e.surveyNumber(), e.surveyNumber() + '/' + e.aspect(), e.at());
                    case CustomerEvent _, InvoiceEvent _, PaymentEvent _ -> null;
                });
    }

    private static Document single(Kind kind, String subject, String number, Instant at) {
        return new Document(kind, subject, number, at, false);
    }

    private static Document momentary(Kind kind, String subject, Instant at) {
        return new Document(kind, subject, subject + '@' + at, at, false);
    }

    private static Document repeatable(String subject, Instant at) {
        return new Document(Kind.INQUIRY, subject, subject + '@' + at, at, true);
    }
}
