/// Service levels of accounts and of the portfolio: the figures over line and inquiry states.
package org.kamsuite.servicelevel.level;
