/// How much credit accounts have, use and may still use: limits along the legal hierarchy, checks of orders, reserved
/// credit.
package org.kamsuite.receivables.credit;
