/** Compresses the eligible texts inside a request body and leaves every other byte as it came. */
package io.headroom.compress.message;
