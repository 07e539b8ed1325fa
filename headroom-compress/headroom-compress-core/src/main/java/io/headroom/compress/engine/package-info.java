/** The steps from a text to its outcome: eligible, known, claimed, verified, counted, settled. */
package io.headroom.compress.engine;
