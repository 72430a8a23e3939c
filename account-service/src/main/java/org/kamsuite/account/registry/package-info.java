/// The register of accounts: what they are, which customers of the ERPs they are, who belongs to whom.
package org.kamsuite.account.registry;
