/** Where requests go: to an upstream as a model call or unread, or to an answer of our own. */
package io.headroom.proxy.route;
