/// REST conventions that all services share: problems, paging, entity tags, idempotency, parameters, CSV.
package org.kamsuite.platform.rest;
