/// What account-service tells the other services.
package org.kamsuite.contracts.account;
