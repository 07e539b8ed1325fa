/** Shows settings and where they come from. */
package io.headroom.cli.config;
