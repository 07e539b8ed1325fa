/** Shows the effect on a coding session of our own, without any network. */
package io.headroom.cli.demo;
