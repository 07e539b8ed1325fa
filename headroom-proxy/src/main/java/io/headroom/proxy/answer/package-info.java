/** The routes that Headroom answers itself. */
package io.headroom.proxy.answer;
