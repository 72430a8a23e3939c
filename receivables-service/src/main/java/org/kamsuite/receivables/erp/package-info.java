/// The anti-corruption layer: what the ERP says becomes facts of the ledger; ERP words stop here.
package org.kamsuite.receivables.erp;
