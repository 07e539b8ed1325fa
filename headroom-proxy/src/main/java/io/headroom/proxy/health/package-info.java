/** Health reports: alive, ready, and what is wrong (PX-1201 to PX-1204). */
package io.headroom.proxy.health;
