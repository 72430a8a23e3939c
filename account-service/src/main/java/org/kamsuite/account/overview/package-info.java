/// The account at a glance: what the other services published about it, each part with its time.
package org.kamsuite.account.overview;
