/// HOW every service does it: events in and out, problems, paging, the account directory.
///
/// Admission rule: only what all five services use and what knows no business word; plain SQL, no entities, no base
/// classes.
package org.kamsuite.platform;
