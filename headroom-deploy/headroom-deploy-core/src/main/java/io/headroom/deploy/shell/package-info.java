/** Environment variables for shells, desktops and Windows: which files, and what stands in them. */
package io.headroom.deploy.shell;
