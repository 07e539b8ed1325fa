/** The log: one writer off the request path, files that are rotated by size, and one redactor (PX-407, PX-1401 to PX-1403). */
package io.headroom.proxy.log;
