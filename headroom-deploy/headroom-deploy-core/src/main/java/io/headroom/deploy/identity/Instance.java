package io.headroom.deploy.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of a proxy, as its run file tells it.
 *
 * @param id random, new at each start
 * @param pid the process
 * @param started when it started
 * @param port the port that it listens on
 * @param profile the profile that it belongs to, if it belongs to one
 * @param version the version of Headroom
 */
public record Instance(String id, long pid, Instant started, int port, Optional<String> profile, String version) {}
