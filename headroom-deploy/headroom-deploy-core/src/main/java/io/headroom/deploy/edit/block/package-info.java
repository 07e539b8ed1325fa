/** Marked blocks of lines in text files that belong to somebody else. */
package io.headroom.deploy.edit.block;
