/// The suite under fire: the same feed with and without faults has to end in the same figures.
package org.kamsuite.local.chaos;
