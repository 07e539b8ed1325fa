package io.headroom.deploy.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("D-304: unknown fields keep their place, their order and the spelling of their numbers")
    void keepsWhatItDoesNotKnow() throws IOException {
        String text =
                "{\"zeta\":{\"b\":1.50,\"a\":[null,true,1e3]},\"schema_version\":1,\"profile\":\"p\",\"state\":\"active\"}";
        Manifest manifest = Manifest.of(JsonText.read(text));

        Manifest changed = manifest.with(Manifest.State.PAUSED);

        assertEquals(text.replace("active", "paused"), JsonText.line(changed.fields()));
    }

    @Test
    @DisplayName("D-304: written with two spaces and a final newline, and read back equal")
    void roundTrips() throws IOException {
        Manifest manifest = Manifest.create()
                .with("profile", "p")
                .with("preset", "persistent-service")
                .with("port", JsonValue.of(8787))
                .with("changes", new JsonValue.Array(List.of()))
                .committed(Instant.parse("2026-01-05T08:00:00.123Z"));
        Path file = folder.resolve("manifest.json");

        Files.write(file, manifest.content().bytes());

        String text = Files.readString(file, StandardCharsets.UTF_8);
        assertTrue(text.startsWith("{\n  \"schema_version\"") && text.endsWith("}\n"), text);
        assertEquals(manifest, Manifest.read(file).orElseThrow());
        assertEquals("2026-01-05T08:00:00Z", manifest.text("updated_at"));
    }

    @Test
    @DisplayName("D-304: the Python Headroom's has no schema, a later version's a higher one")
    void tellsWhoseItIs() throws IOException {
        assertEquals(
                Manifest.Origin.PYTHON,
                Manifest.of(JsonText.read("{\"profile\":\"p\"}")).origin());
        assertEquals(
                Manifest.Origin.NEWER,
                Manifest.of(JsonText.read("{\"schema_version\":2}")).origin());
        assertEquals(Manifest.Origin.OURS, Manifest.create().origin());
        assertEquals(
                "jvm",
                Manifest.of(JsonText.read("{\"runtime_kind\":\"python\"}")).runtime());
    }

    @Test
    @DisplayName("a damaged manifest is named with its place, and never taken for none")
    void namesWhatIsDamaged() throws IOException {
        Path file = folder.resolve("manifest.json");
        Files.writeString(file, "{\"a\": 1,\n \"a\": 2}");

        IOException damaged = assertThrows(IOException.class, () -> Manifest.read(file));

        assertTrue(damaged.getMessage().startsWith("line 2, column "), damaged.getMessage());
    }
}
