/** What plugins may see of finished exchanges, and how they may sign requests. */
package io.headroom.api.exchange;
