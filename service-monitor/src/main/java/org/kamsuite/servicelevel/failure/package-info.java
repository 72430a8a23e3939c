/// Service failures: order lines that went wrong, told once and listed.
package org.kamsuite.servicelevel.failure;
