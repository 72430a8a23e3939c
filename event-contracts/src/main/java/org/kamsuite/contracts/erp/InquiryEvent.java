package org.kamsuite.contracts.erp;

/// What comes on the topic `erp.inquiries`: inquiries, returns and satisfaction.
public sealed interface InquiryEvent extends ErpEvent
        permits InquiryOpened,
                InquiryResponded,
                InquiryStatusChanged,
                InquiryResolved,
                InquiryReopened,
                ReturnRequested,
                ReturnReceived,
                ReturnSettled,
                SatisfactionRecorded {}
