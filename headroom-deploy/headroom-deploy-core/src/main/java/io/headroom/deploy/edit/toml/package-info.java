/** Edits of TOML documents that keep every byte that they do not name. */
package io.headroom.deploy.edit.toml;
