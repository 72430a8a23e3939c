/// Calls the services of a running suite as their clients do, and waits until they have taken in what was sent.
package org.kamsuite.local.client;
