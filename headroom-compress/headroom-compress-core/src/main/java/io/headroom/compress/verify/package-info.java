/** Proves that a form stands for its text before it is used. */
package io.headroom.compress.verify;
