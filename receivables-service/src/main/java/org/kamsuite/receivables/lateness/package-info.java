/// How likely an open invoice is to be paid late, judged by what was known on its invoice date.
package org.kamsuite.receivables.lateness;
