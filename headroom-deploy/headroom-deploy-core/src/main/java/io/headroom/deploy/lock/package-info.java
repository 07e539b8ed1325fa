/** Locks between processes, which die with their holder. */
package io.headroom.deploy.lock;
