/** Counts tokens: exactly for the models whose vocabulary is public, marked as an approximation for the others. */
package io.headroom.compress.token;
