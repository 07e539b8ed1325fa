/** Completion scripts for shells. */
package io.headroom.cli.completion;
