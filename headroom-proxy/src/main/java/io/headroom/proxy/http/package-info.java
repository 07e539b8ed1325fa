/** HTTP as values: heads of requests, header fields, and answers of our own. Knows no server. */
package io.headroom.proxy.http;
