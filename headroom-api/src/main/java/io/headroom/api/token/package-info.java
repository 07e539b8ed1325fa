/** How a model's tokens are counted. */
package io.headroom.api.token;
