/// What service-monitor tells the other services.
package org.kamsuite.contracts.servicelevel;
