/** Edits of documents that keep every byte that they do not name: pure functions over bytes, one editor per kind of document. */
package io.headroom.deploy.edit;
