/** Runs the proxy in the foreground. */
package io.headroom.cli.proxy;
