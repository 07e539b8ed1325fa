/** What is written down before it is done, so that a crash leaves nothing half done. */
package io.headroom.deploy.journal;
