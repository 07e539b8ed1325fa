/** Changes and traces as JSON, as journal, manifest and ownership keep them. */
package io.headroom.deploy.record;
