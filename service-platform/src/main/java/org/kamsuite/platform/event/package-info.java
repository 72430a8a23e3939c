/// Events in: CloudEvents codec, inbox, and the intake that takes each batch into account exactly once.
package org.kamsuite.platform.event;
