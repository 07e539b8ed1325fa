/** Files that nobody but their owner may read. */
package io.headroom.proxy.disk;
