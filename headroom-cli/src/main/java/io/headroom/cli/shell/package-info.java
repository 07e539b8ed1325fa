/** {@code headroom shell-integration}: scripts that point the tools of a shell at a proxy that runs. */
package io.headroom.cli.shell;
