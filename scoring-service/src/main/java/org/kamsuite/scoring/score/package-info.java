/// Which accounts are key and why: models, scores, the ranking and its publication.
package org.kamsuite.scoring.score;
