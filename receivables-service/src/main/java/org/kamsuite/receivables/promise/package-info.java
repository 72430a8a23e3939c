/// Promises to pay: who promised what until when, and whether the promise was kept.
package org.kamsuite.receivables.promise;
