/// Measurements behind `./kam bench`. Each prints a figure, the limit that was measured in the same run and
/// their ratio; none is a test. Nothing of the suite depends on this module.
package org.kamsuite.bench;
