/** What all commands share: streams, exit codes, tables, and where state lives. */
package io.headroom.cli.console;
