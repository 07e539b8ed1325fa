package io.headroom.deploy.profile;

import io.headroom.api.change.FileContent;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known about a profile: how it was asked for, how it runs, and every change that was made for it. Fields that this version does
 * not know survive a rewrite. Immutable.
 */
public final class Manifest {
    /** The schema that this version writes. */
    public static final int SCHEMA = 1;

    private static final String SCHEMA_FIELD = "schema_version";
    private static final String STATE = "state";
    private static final int LAST_PORT = 65_535;

    /** Whose manifest it is. */
    public enum Origin {
        /** This program's, in a schema that it can change. */
        OURS,
        /** A later version's: it can be read, and not changed. */
        NEWER,
        /** The Python Headroom's: it can be listed, and not changed. */
        PYTHON
    }

    /** How far a profile has come. */
    public enum State {
        /** It is being installed and not proven yet. */
        STAGED,
        /** It is installed and meant to run. */
        ACTIVE,
        /** The user stopped it. */
        PAUSED,
        /** It is being removed. */
        REMOVING;

        /**
         * The spelling in manifests.
         *
         * @return for example {@code staged}
         */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final JsonValue.Object fields;

    private Manifest(JsonValue.Object fields) {
        this.fields = fields;
    }

    /**
     * A manifest of some fields.
     *
     * @param fields the fields
     * @return the manifest
     */
    public static Manifest of(JsonValue.Object fields) {
        return new Manifest(fields);
    }

    /**
     * A manifest of this version without any choices.
     *
     * @return the manifest
     */
    public static Manifest create() {
        return new Manifest(JsonValue.EMPTY.with(SCHEMA_FIELD, JsonValue.of(SCHEMA)));
    }

    /**
     * Reads a manifest.
     *
     * @param file the file
     * @return the manifest; empty if there is no such file
     * @throws IOException if it cannot be read, is no JSON object, or is ours and lacks what every manifest has; the message is the reason
     */
    public static Optional<Manifest> read(Path file) throws IOException {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            if (text.isBlank()) {
                throw new IOException("it is empty");
            }
            Manifest manifest = new Manifest(JsonText.read(text));
            Optional<String> fault = manifest.origin() == Origin.OURS ? manifest.fault() : Optional.empty();
            if (fault.isPresent()) {
                throw new IOException(fault.get());
            }
            return Optional.of(manifest);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (CharacterCodingException binary) {
            throw new IOException("it is no UTF-8 text", binary);
        } catch (AccessDeniedException denied) {
            throw new IOException("this account may not read it", denied);
        }
    }

    private Optional<String> fault() {
        if (port() < 1 || port() > LAST_PORT) {
            return Optional.of("it names no port");
        }
        if (!(fields.member("changes").orElse(JsonValue.EMPTY) instanceof JsonValue.Array)) {
            return Optional.of("it does not say what was made");
        }
        String memory = text("memory_limit");
        return memory.isEmpty() || MemorySize.isOne(memory)
                ? Optional.empty()
                : Optional.of("'" + memory + "' is no amount of memory");
    }

    /**
     * Whose it is.
     *
     * @return ours, a later version's, or the Python Headroom's
     */
    public Origin origin() {
        Optional<Long> schema = fields.number(SCHEMA_FIELD);
        if (schema.isEmpty()) {
            return Origin.PYTHON;
        }
        return schema.get() > SCHEMA ? Origin.NEWER : Origin.OURS;
    }

    /**
     * All fields.
     *
     * @return the root of the document
     */
    public JsonValue.Object fields() {
        return fields;
    }

    /**
     * A text field.
     *
     * @param name its name
     * @return its value; an empty text if there is none
     */
    public String text(String name) {
        return fields.text(name).orElse("");
    }

    /**
     * The port.
     *
     * @return the port; 0 if the manifest names none
     */
    public int port() {
        return fields.number("port").orElse(0L).intValue();
    }

    /**
     * How the proxy is kept alive.
     *
     * @return the preset; empty if the manifest names none that is known
     */
    public Optional<Preset> preset() {
        return Arrays.stream(Preset.values())
                .filter(preset -> preset.key().equals(text("preset")))
                .findFirst();
    }

    /**
     * How far wiring reaches.
     *
     * @return the scope; that of the account if the manifest names none that is known
     */
    public Scope scope() {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.name().toLowerCase(Locale.ROOT).equals(text("scope")))
                .findFirst()
                .orElse(Scope.USER);
    }

    /**
     * What runs the proxy.
     *
     * @return {@code jvm} or {@code docker}
     */
    public String runtime() {
        String kind = text("runtime_kind");
        return kind.isEmpty() || kind.equals("python") ? "jvm" : kind;
    }

    /**
     * How far it has come.
     *
     * @return the state; active if the manifest names none that is known
     */
    public State state() {
        return Arrays.stream(State.values())
                .filter(state -> state.key().equals(text(STATE)))
                .findFirst()
                .orElse(State.ACTIVE);
    }

    /**
     * The tools that it is for.
     *
     * @return their ids, in order
     */
    public List<String> targets() {
        return fields.texts("targets");
    }

    /**
     * This manifest with a field.
     *
     * @param name its name
     * @param value its value
     * @return a copy
     */
    public Manifest with(String name, JsonValue value) {
        return new Manifest(fields.with(name, value));
    }

    /**
     * This manifest with a text field.
     *
     * @param name its name
     * @param value its value
     * @return a copy
     */
    public Manifest with(String name, String value) {
        return with(name, JsonValue.of(value));
    }

    /**
     * This manifest in another state.
     *
     * @param state how far it has come
     * @return a copy
     */
    public Manifest with(State state) {
        return with(STATE, state.key());
    }

    /**
     * This manifest as the next generation.
     *
     * @param now the time
     * @return a copy
     */
    public Manifest committed(Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        Manifest dated = fields.member("created_at").isPresent() ? this : with("created_at", time);
        return dated.with("updated_at", time)
                .with("generation", JsonValue.of(fields.number("generation").orElse(0L) + 1));
    }

    /**
     * The file as it is written.
     *
     * @return UTF-8, indented by two spaces, with a final newline
     */
    public FileContent content() {
        return FileContent.of(JsonText.write(fields));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "Manifest of " + text("profile");
    }
}
