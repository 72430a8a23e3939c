/// Response to inquiries: one state per inquiry, folded from its whole history.
package org.kamsuite.servicelevel.response;
