/** Who may come in: the Host and Origin checks, the class of the peer, and the token (PX-401 to PX-404). */
package io.headroom.proxy.gate;
