/** Who may ask: the checks before anything of a request is acted upon. */
package io.headroom.proxy.gate;
