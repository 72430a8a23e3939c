/// What is allowed in texts that people send.
package org.kamsuite.receivables.input;
