/// service-monitor: what service accounts really get, measured from the documents of the ERPs and the service desk.
package org.kamsuite.servicelevel;
