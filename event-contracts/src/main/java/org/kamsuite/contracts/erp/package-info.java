/// What an ERP or a service desk sends. ERP words stop in the `erp` package of each service.
package org.kamsuite.contracts.erp;
