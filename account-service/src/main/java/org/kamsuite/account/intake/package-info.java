/// Where events come in: the ERPs' customers go to the register, what the other services publish to the
/// overview.
package org.kamsuite.account.intake;
