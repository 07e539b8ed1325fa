/** Retrieval answered by the proxy: a tool that is offered in a client's name, and the turns that this takes (PX-901 to PX-903). */
package io.headroom.proxy.redeem;
