/// The account directory: ids, names, references, parent chain, class and team of every account, in every service.
package org.kamsuite.platform.account;
