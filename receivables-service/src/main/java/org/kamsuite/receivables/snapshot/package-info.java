/// What is told to the other services about accounts whose figures may have changed.
package org.kamsuite.receivables.snapshot;
