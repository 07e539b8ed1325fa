/**
 * The Undertow side: accepts requests, reads their bodies, asks gate and router, and sees each exchange through to its end, whoever ends
 * it. I/O threads neither parse nor compute here.
 */
package io.headroom.proxy.listener;
