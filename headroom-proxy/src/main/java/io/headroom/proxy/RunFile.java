package io.headroom.proxy;

import io.headroom.proxy.disk.OwnerOnly;
import io.headroom.proxy.json.Json;
import io.headroom.proxy.json.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a running proxy leaves for the commands of its user: who it is, and the key that proves it and that administration asks for. Only
 * its owner may read it; it is removed at the stop.
 *
 * @param identity who runs
 * @param key 256 random bits in hex, new at each start
 */
public record RunFile(ProxyIdentity identity, String key) {
    private static final int LARGEST = 65_536;

    /** Checks that nothing is null. */
    public RunFile {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(key, "key");
    }

    /**
     * Where the run file of a port lies.
     *
     * @param workspace the workspace folder
     * @param port the port
     * @return the file's path
     */
    public static Path path(Path workspace, int port) {
        return workspace.resolve("run").resolve("proxy-" + port + ".json");
    }

    /**
     * Reads a run file.
     *
     * @param file its path
     * @return empty if there is none, or none that can be understood
     */
    public static Optional<RunFile> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            Map<String, String> fields = JsonFields.read(Files.readString(file, StandardCharsets.UTF_8));
            String key = fields.getOrDefault("key", "");
            if (!key.matches("[0-9a-f]{64}") || !fields.getOrDefault("name", "").equals("headroom")) {
                return Optional.empty();
            }
            ProxyIdentity identity = new ProxyIdentity(
                    fields.getOrDefault("instance", ""),
                    Long.parseLong(fields.getOrDefault("pid", "")),
                    Instant.parse(fields.getOrDefault("started", "")),
                    fields.getOrDefault("host", ""),
                    Integer.parseInt(fields.getOrDefault("port", "")),
                    Optional.ofNullable(fields.get("profile")),
                    fields.getOrDefault("version", ""));
            return Optional.of(new RunFile(identity, key));
        } catch (IOException | NumberFormatException | DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /** Does not show the key. */
    @Override
    public String toString() {
        return "RunFile[" + identity + "]";
    }

    /** Writes it where {@link #path} says. */
    void write(Path workspace) throws IOException {
        String text = Json.object(json -> {
            json.writeStringProperty("name", "headroom");
            json.writeStringProperty("instance", identity.instance());
            json.writeNumberProperty("pid", identity.pid());
            json.writeStringProperty("started", identity.started().toString());
            json.writeStringProperty("host", identity.host());
            json.writeNumberProperty("port", identity.port());
            identity.profile().ifPresent(profile -> json.writeStringProperty("profile", profile));
            json.writeStringProperty("version", identity.version());
            json.writeStringProperty("key", key);
        });
        OwnerOnly.write(path(workspace, identity.port()), text + "\n");
    }

    /** Removes it, unless a successor on the same port has written its own. */
    void remove(Path workspace) throws IOException {
        Path file = path(workspace, identity.port());
        boolean own = read(file)
                .filter(found -> found.identity().instance().equals(identity.instance()))
                .isPresent();
        if (own) {
            Files.deleteIfExists(file);
        }
    }
}
