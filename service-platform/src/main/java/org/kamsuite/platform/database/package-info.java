/// The database as something that may be away: waiting for it at the start, and telling passing faults from others.
package org.kamsuite.platform.database;
