/** Edits JSON, JSONC and JSON5 documents by splices over their bytes. */
package io.headroom.deploy.edit.json;
