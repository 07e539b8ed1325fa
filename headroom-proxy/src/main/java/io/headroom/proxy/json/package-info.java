/** Writing JSON as a stream. */
package io.headroom.proxy.json;
