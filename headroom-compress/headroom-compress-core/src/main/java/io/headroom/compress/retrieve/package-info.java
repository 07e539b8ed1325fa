/** The way back from a shortened text: ids that only their owner can make, and slices of originals. */
package io.headroom.compress.retrieve;
