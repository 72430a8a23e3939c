/// Where the words of the ERPs and of the service desk stop: their documents are kept as facts, append-only, and
/// translated into histories.
package org.kamsuite.servicelevel.erp;
