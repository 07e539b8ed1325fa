/** The port through which plugins see the machine, so that a test can be any machine. */
package io.headroom.api.host;
