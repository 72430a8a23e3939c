/// The anti-corruption layer: the ERP's words end here.
package org.kamsuite.scoring.erp;
