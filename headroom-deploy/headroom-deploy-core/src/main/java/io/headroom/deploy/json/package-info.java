/** JSON documents as values: what manifests, failure notes and probes are read from and written to. */
package io.headroom.deploy.json;
