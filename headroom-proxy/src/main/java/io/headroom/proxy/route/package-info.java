/** Where a request belongs: to Headroom itself, to a dialect, or unread to an upstream (PX-310 to PX-313). */
package io.headroom.proxy.route;
