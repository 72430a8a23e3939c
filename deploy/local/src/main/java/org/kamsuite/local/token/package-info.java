/// Bearer tokens for a suite on this machine.
package org.kamsuite.local.token;
