package io.headroom.deploy.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "D-303: settings, upstreams, proxies and certificates are taken; keys and everything else only if asked for")
    void takesWhatTheProxyNeeds() {
        Map<String, String> environment = Map.of(
                "HEADROOM_LOG_LEVEL", "debug",
                "HEADROOM_PORT", "9",
                "HEADROOM_WORKSPACE_DIR", "/elsewhere",
                "ANTHROPIC_TARGET_API_URL", "https://gateway",
                "https_proxy", "http://proxy",
                "SSL_CERT_FILE", "certs/ca.pem",
                "ANTHROPIC_API_KEY", "secret",
                "PATH", "/bin");

        EnvFile file = EnvFile.of(environment, Map.of("OPENAI_API_KEY", "asked"), folder);

        assertEquals(
                Set.of(
                        "ANTHROPIC_TARGET_API_URL",
                        "HEADROOM_LOG_LEVEL",
                        "OPENAI_API_KEY",
                        "SSL_CERT_FILE",
                        "https_proxy"),
                file.values().keySet());
        assertEquals(folder.resolve("certs/ca.pem").toString(), file.values().get("SSL_CERT_FILE"));
        assertFalse(file.toString().contains("asked"), "values are never shown");
    }

    @Test
    @DisplayName("D-303: any value without a line break comes back as it is: raw, without quoting")
    void roundTrips() throws IOException {
        Map<String, String> values =
                Map.of("A", " \"quoted\" 'text' $HOME `id` \\ = # ", "B_2", "", "C", "umlauts: ä ö ü");
        Path file = folder.resolve("env");

        Files.write(file, new EnvFile(values).content().bytes());

        assertEquals(values, EnvFile.read(file).values());
    }

    @Test
    @DisplayName("D-303: a value with a line break is refused by name, without showing it")
    void refusesLineBreaks() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new EnvFile(Map.of("KEY", "one\ntwo")));

        assertEquals(
                "The value of KEY has a line break, which no environment file can hold. Unset it, or give another value"
                        + " with --env KEY=VALUE.",
                refused.getMessage());
    }

    @Test
    @DisplayName("what is neither a comment nor NAME=value is told with its line")
    void namesDamagedLines() throws IOException {
        Path file = Files.writeString(folder.resolve("env"), "# fine\nA=1\n\nnonsense\n");

        IOException damaged = assertThrows(IOException.class, () -> EnvFile.read(file));

        assertEquals(file + ", line 4: it is neither NAME=value nor a comment", damaged.getMessage());
    }
}
