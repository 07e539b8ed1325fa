/** Decides from a text's origin what may happen to it. */
package io.headroom.compress.policy;
