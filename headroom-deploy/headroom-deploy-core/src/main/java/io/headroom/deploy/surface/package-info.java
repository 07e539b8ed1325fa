/** The places of a machine that changes are made to: files, directories, registry values, and what commands do. */
package io.headroom.deploy.surface;
