/// What the ERPs tell about their customers becomes accounts: the anti-corruption layer. ERP words stop
/// here.
package org.kamsuite.account.erp;
