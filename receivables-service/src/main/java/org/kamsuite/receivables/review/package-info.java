/// How often the credit of an account is looked at by a person: risk classes, due dates, outcomes.
package org.kamsuite.receivables.review;
