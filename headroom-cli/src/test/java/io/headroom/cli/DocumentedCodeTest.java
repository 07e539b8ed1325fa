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
import io.headroom.compress.Headroom;
import io.headroom.compress.MessagesOutcome;
import io.headroom.compress.Outcome;
import io.headroom.compress.Report;
import io.headroom.compress.Shape;
import io.headroom.compress.Stores;
import io.headroom.compress.retrieve.Slice;
import io.headroom.proxy.HeadroomProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java code in the pages is code that compiles: each block stands here too, between two marks, and the texts are compared. */
class DocumentedCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"README.md#0", "README.md#1", "docs/embedding.md#0", "docs/embedding.md#1", "docs/embedding.md#2"
            })
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

    @Test
    void theLibraryInThePageGivesTextsBackAndShrinksRequests(@TempDir Path folder) throws Exception {
        String log = IntStream.range(0, 900)
                .mapToObj(i -> "10:00:" + i % 60 + " job " + i + " took " + i * 7919L % 997 + " ms\n")
                .collect(Collectors.joining());
        String request = """
                {"model":"gpt-5","tools":[{"name":"Bash"}],"messages":[
                  {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"Bash","input":{"command":"make"}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"%s"}]}]}""".formatted(log.replace("\n", "\\n"));

        List<String> texts = library(folder.resolve("headroom.db"), log, request);
        MessagesOutcome<String> sent = messages(folder.resolve("other.db"), request);

        assertTrue(texts.get(0).length() < log.length() / 2, texts.get(0));
        assertEquals(log, texts.get(1));
        assertTrue(texts.get(2).length() < request.length() / 2, texts.get(2));
        assertTrue(sent.request().length() < request.length() / 2, sent.request());
    }

    /** The code without comments and white space, which may differ. */
    private static String tokens(String code) {
        return code.lines()
                .map(line -> line.replaceFirst("(^|\\s)// .*", ""))
                .map(line -> line.replaceAll("\\s", ""))
                .collect(Collectors.joining());
    }

    private static MessagesOutcome<String> messages(Path database, String request) {
        // begin README.md#0
        try (Headroom headroom = Headroom.builder()
                .mode(Mode.BALANCED)
                .store(Stores.sqlite(database))
                .build()) {
            MessagesOutcome<String> sent = headroom.compressMessages(request, Shape.AUTO, RetrievalChannel.cli());
            System.out.println(sent.tokensBefore() + " -> " + sent.tokensAfter() + ": " + sent.request());
            // end
            return sent;
        }
    }

    private static List<String> library(Path database, String log, String request) throws Exception {
        // begin docs/embedding.md#0
        try (Headroom headroom = Headroom.builder()
                .mode(Mode.BALANCED)
                .store(Stores.sqlite(database))
                .build()) {
            Hint hint = Hint.tool("Bash").command("mvn test").model("gpt-5");
            Outcome outcome = headroom.compress(log, hint, RetrievalChannel.cli());
            String form = outcome.form();
            String original = headroom.decode(form);
            if (outcome.id().isPresent()) {
                System.out.println(headroom.retrieve(outcome.id().get(), Slice.lines(13, 57)));
            }
            Report report = headroom.audit(request);
            MessagesOutcome<String> sent = headroom.compressMessages(request, Shape.AUTO, report.offered());
            // end
            return List.of(form, original, sent.request());
        }
    }

    void proxyOfTheReadme() throws Exception {
        // begin README.md#1
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
        // begin docs/embedding.md#1
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
        // begin docs/embedding.md#2
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
