/// How sound a customer is by its own annual accounts: Altman's Z scores.
package org.kamsuite.receivables.solvency;
