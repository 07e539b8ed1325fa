/** Files as they are written for good: whole or not at all, with all that belongs to them. */
package io.headroom.deploy.file;
