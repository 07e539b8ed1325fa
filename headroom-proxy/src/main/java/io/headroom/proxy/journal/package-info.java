/** What is noted about exchanges. */
package io.headroom.proxy.journal;
