/** Who answers on a port: whether it is proven to be ours, and who holds the port otherwise. */
package io.headroom.deploy.identity;
