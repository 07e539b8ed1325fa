package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.plugin.PluginSource;
import io.headroom.api.plugin.Plugins;
import io.headroom.api.token.TokenCounter;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.proxy.HeadroomProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java code in the pages is code that compiles: each block stands here too, between two marks, and the texts are compared. */
class DocumentedCodeTest {
    @ParameterizedTest
    @ValueSource(strings = {"README.md#0", "docs/embedding.md#0", "docs/embedding.md#1"})
    void theCodeOfThePageCompiles(String block) throws IOException {
        Path project = Distribution.target().resolve("../..").normalize();
        String page = Files.readString(project.resolve(block.substring(0, block.indexOf('#'))));
        String source = Files.readString(
                project.resolve("headroom-cli/src/test/java").resolve("io/headroom/cli/DocumentedCodeTest.java"));
        int number = Integer.parseInt(block.substring(block.indexOf('#') + 1));

        String shown = page.split("```java\n", -1)[number + 1].split("```", 2)[0];
        String compiled = source.split("// begin " + block + "\n", 2)[1].split("// end", 2)[0];

        // Here the last brace may come after the mark, since the test wants to see the values.
        assertTrue(tokens(shown).equals(tokens(compiled)) || tokens(shown).equals(tokens(compiled) + "}"), shown);
    }

    @Test
    void theEngineInThePageGivesTextsBack() throws Exception {
        String log = "2026-03-01T10:00:00 INFO  scheduler  job 17 finished\n".repeat(200);

        List<String> texts = engine(log);

        assertTrue(texts.get(0).length() < log.length(), texts.get(0));
        assertEquals(log, texts.get(1));
    }

    /** The code without comments and white space, which may differ. */
    private static String tokens(String code) {
        return code.lines()
                .map(line -> line.replaceFirst("(^|\\s)// .*", ""))
                .map(line -> line.replaceAll("\\s", ""))
                .collect(Collectors.joining());
    }

    void proxyOfTheReadme() throws Exception {
        // begin README.md#0
        try (HeadroomProxy proxy = HeadroomProxy.builder()
                .bind("127.0.0.1", 0)
                .upstream("anthropic", URI.create("https://api.anthropic.com"))
                .stateless()
                .start()) {
            System.out.println(proxy.baseUri());
            proxy.awaitTermination();
        }
        // end
    }

    void proxy() throws Exception {
        // begin docs/embedding.md#0
        try (HeadroomProxy proxy = HeadroomProxy.builder()
                .bind("127.0.0.1", 0)
                .upstream("anthropic", URI.create("https://api.anthropic.com"))
                .mode(Mode.LOSSLESS)
                .stateless()
                .plugins(PluginSource.of(getClass().getClassLoader()))
                .start()) {
            System.out.println(proxy.baseUri());
            proxy.awaitTermination();
        }
        // end
    }

    private List<String> engine(String log) throws MalformedFormException {
        // begin docs/embedding.md#1
        try (Plugins plugins = PluginSource.of(getClass().getClassLoader()).open();
                CompressionEngine engine = CompressionEngine.builder()
                        .compressors(plugins.all(Compressor.class))
                        .tokenCounters(plugins.all(TokenCounter.class))
                        .build()) {
            Outcome outcome = engine.compress(
                    new CompressionRequest(
                            new Content(log), Hint.tool("Bash").model("gpt-5"), Mode.LOSSLESS, RetrievalChannel.none()),
                    Deadline.never());
            String form = outcome.form();
            String original = engine.decode(form);
            // end
            return List.of(form, original);
        }
    }
}
