/// Projections checked against what they are made from, and made from it anew, while the service goes on.
package org.kamsuite.platform.rebuild;
