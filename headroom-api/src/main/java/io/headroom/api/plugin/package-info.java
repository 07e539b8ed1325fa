/**
 * Finds plugins: one code path for the bundled ones, the user's folder and an embedding application.
 *
 * <p>{@link io.headroom.api.plugin.PluginSource} says where to look, {@link io.headroom.api.plugin.Plugins} holds what was found, and
 * {@link io.headroom.api.plugin.PluginReport} tells what came of each.
 */
package io.headroom.api.plugin;
