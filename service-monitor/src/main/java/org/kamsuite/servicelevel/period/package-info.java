/// The days that a question is about, the same for all features.
package org.kamsuite.servicelevel.period;
