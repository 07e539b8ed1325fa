/** The command line: the entry point and the tree of commands. */
package io.headroom.cli;
