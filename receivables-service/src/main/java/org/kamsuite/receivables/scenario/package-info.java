/// What if: customers pay later, default, or leave. Computed on what is open now; nothing is stored.
package org.kamsuite.receivables.scenario;
