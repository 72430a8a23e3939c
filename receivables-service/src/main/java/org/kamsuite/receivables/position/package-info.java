/// What an account owes on a day: position, open items, and the event that tells others.
package org.kamsuite.receivables.position;
