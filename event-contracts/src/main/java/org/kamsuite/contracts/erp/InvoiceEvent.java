package org.kamsuite.contracts.erp;

/// What comes on the topic `erp.invoices`: invoices, credit notes, disputes and write-offs.
public sealed interface InvoiceEvent extends ErpEvent
        permits InvoiceIssued, CreditNoteIssued, InvoiceDisputed, DisputeResolved, WriteOffPosted {}
