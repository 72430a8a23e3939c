/// One net change event per touched account, published beside the ingest instead of within it.
package org.kamsuite.platform.snapshot;
