/// Groups: who belongs to whom on a day, from an account downwards, and its way up to the head of the
/// group.
package org.kamsuite.account.hierarchy;
