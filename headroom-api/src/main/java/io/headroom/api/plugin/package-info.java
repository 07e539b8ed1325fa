/** Finds plugins: one code path for the bundled ones, the user's folder and an embedding application. */
package io.headroom.api.plugin;
