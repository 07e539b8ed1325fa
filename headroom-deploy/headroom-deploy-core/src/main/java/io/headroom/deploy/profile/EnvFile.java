package io.headroom.deploy.profile;

import io.headroom.api.change.FileContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment that the proxy gets, since supervisors pass on nothing: {@code NAME=value} per line, raw, without quoting, {@code #}
 * for comments. It may hold secrets and belongs to its owner alone.
 *
 * @param values values by name, in order
 */
public record EnvFile(Map<String, String> values) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String PREFIX = "HEADROOM_";

    /** What the profile says itself, or what only the launcher of one command reads. */
    private static final Set<String> OWN = Set.of(
            "HEADROOM_WORKSPACE_DIR",
            "HEADROOM_HOST",
            "HEADROOM_PORT",
            "HEADROOM_PROXY_PORT",
            "HEADROOM_PROFILE",
            "HEADROOM_PRESET",
            "HEADROOM_RUNTIME",
            "HEADROOM_SUPERVISOR",
            "HEADROOM_SCOPE",
            "HEADROOM_JAVA_OPTS",
            "HEADROOM_CACHE_DIR",
            "HEADROOM_ARCHIVE",
            "HEADROOM_DEBUG",
            "HEADROOM_IMAGE",
            "HEADROOM_DOCKER_IMAGE");

    private static final Set<String> TAKEN = Set.of(
            "HTTPS_PROXY",
            "https_proxy",
            "HTTP_PROXY",
            "http_proxy",
            "ALL_PROXY",
            "all_proxy",
            "NO_PROXY",
            "no_proxy",
            "NODE_EXTRA_CA_CERTS",
            "SSL_CERT_FILE",
            "REQUESTS_CA_BUNDLE");

    private static final Set<String> PATHS = Set.of(
            "HEADROOM_CONFIG_DIR", "HEADROOM_CONFIG", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE");

    /** Checks names and values. The exception's message is meant for users and shows no value. */
    public EnvFile {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        values.forEach(EnvFile::check);
    }

    private static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of an environment variable.");
        }
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf(0) >= 0) {
            throw new IllegalArgumentException("The value of " + name + " has a line break, which no environment file"
                    + " can hold. Unset it, or give another value with --env " + name + "=VALUE.");
        }
    }

    /**
     * What the proxy needs from an environment: Headroom's settings, upstreams, proxies and certificates that are set there, in name
     * order, and what is asked for by name.
     *
     * @param environment the environment of {@code apply}
     * @param asked values by name, as given with {@code --env}; they win
     * @param base what relative paths are relative to
     * @return the environment of the proxy
     */
    public static EnvFile of(Map<String, String> environment, Map<String, String> asked, Path base) {
        Map<String, String> values = new LinkedHashMap<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (isTaken(name) && !value.isEmpty()) {
                values.put(
                        name,
                        PATHS.contains(name)
                                ? base.resolve(value)
                                        .toAbsolutePath()
                                        .normalize()
                                        .toString()
                                : value);
            }
        });
        values.putAll(asked);
        return new EnvFile(values);
    }

    private static boolean isTaken(String name) {
        if (name.startsWith(PREFIX)) {
            return !OWN.contains(name) && !name.startsWith("HEADROOM_DEPLOYMENT_");
        }
        return name.endsWith("_TARGET_API_URL") || TAKEN.contains(name);
    }

    /**
     * Reads a file.
     *
     * @param file the file; nothing is set if there is none
     * @return its values
     * @throws IOException if it cannot be read, or has a line that is neither a comment nor {@code NAME=value}
     */
    public static EnvFile read(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return new EnvFile(values);
        }
        int number = 0;
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\r?\n", -1)) {
            number++;
            int equals = line.indexOf('=');
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (equals < 1 || !NAME.matcher(line.substring(0, equals)).matches()) {
                throw new IOException(file + ", line " + number + ": it is neither NAME=value nor a comment");
            }
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return new EnvFile(values);
    }

    /**
     * The file as it is written.
     *
     * @return its bytes
     */
    public FileContent content() {
        StringBuilder text =
                new StringBuilder("# The environment of the proxy. Raw values: no quotes, one per line.\n");
        values.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return FileContent.of(text.toString());
    }

    /** Shows names only. */
    @Override
    public String toString() {
        return "EnvFile" + values.keySet();
    }
}
