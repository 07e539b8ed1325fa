package io.headroom.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.message.ChannelChoice;
import io.headroom.compress.retrieve.RetrievalException;
import io.headroom.compress.retrieve.Slice;
import io.headroom.compress.retrieve.Slicer;
import io.headroom.compress.testing.Excerpts;
import io.headroom.compress.testing.Structures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The library through its door. */
@DisplayName("C-1301, C-1302: the library")
@Tag("C-1301")
class HeadroomTest {
    private static final String LOG = log(400);
    private static final String SOURCE = log(401).replace("job", "code");
    private static final RetrievalChannel CLI = RetrievalChannel.cli();
    private static final RetrievalChannel NONE = RetrievalChannel.none();

    @TempDir
    private static Path folder;

    private static Headroom headroom;

    /** Requests with the output of a shell and the content of a file, whose calls stand before them. */
    private enum Body {
        ANTHROPIC_TEXTS(Shape.ANTHROPIC_MESSAGES, """
                { "model" : "claude-opus-4-1", "max_tokens": 1.0e3, "tools": [{"name":"Bash"}, {"name":"Read"}],
                  "messages": [ {"role":"user","content":"%3$s"},
                  {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"Bash","input":{"command":"mvn test"}},
                    {"type":"tool_use","id":"b","name":"Read","input":{"file_path":"x"}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"%1$s"},
                    {"type":"tool_result","tool_use_id":"b","content":"%2$s","cache_control":null}]} ] }
                """),
        ANTHROPIC_BLOCKS(Shape.ANTHROPIC_MESSAGES, """
                {"model":"claude-opus-4-1","tools":[{"name":"Bash"}],"messages":[{"role":"user","content":"%3$s"},
                  {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"Bash","input":{"command":"mvn test"}},
                    {"type":"tool_use","id":"b","name":"Read","input":{"file_path":"x"}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"%1$s"}]},
                    {"type":"tool_result","tool_use_id":"b","content":[{"type":"text","text":"%2$s"}]}]}]}
                """),
        CHAT_TEXTS(Shape.OPENAI_CHAT, """
                {"model":"gpt-5","tools":[{"type":"function","function":{"name":"shell"}}],"messages":[{"role":"user","content":"%3$s"},
                  {"role":"assistant","content":null,"tool_calls":[
                    {"id":"a","type":"function","function":{"name":"shell","arguments":"{\\"command\\":\\"mvn test\\"}"}},
                    {"id":"b","type":"function","function":{"name":"read_file","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"a","content":"%1$s"},
                  {"role":"tool","tool_call_id":"b","content":"%2$s"}]}
                """),
        CHAT_BLOCKS(Shape.OPENAI_CHAT, """
                {"model":"gpt-5","tools":[{"type":"function","function":{"name":"shell"}}],"messages":[{"role":"user","content":"%3$s"},
                  {"role":"assistant","content":null,"tool_calls":[
                    {"id":"a","type":"function","function":{"name":"shell","arguments":"{\\"command\\":\\"mvn test\\"}"}},
                    {"id":"b","type":"function","function":{"name":"read_file","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"%1$s"}]},
                  {"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"%2$s"}]}]}
                """),
        RESPONSES_TEXTS(Shape.OPENAI_RESPONSES, """
                {"model":"gpt-5","tools":[{"type":"function","name":"shell"}],"input":[{"role":"user","content":"%3$s"},
                  {"type":"function_call","call_id":"a","name":"shell","arguments":"{\\"command\\":\\"mvn test\\"}"},
                  {"type":"function_call","call_id":"b","name":"read_file","arguments":"{}"},
                  {"type":"function_call_output","call_id":"a","output":"%1$s"},
                  {"type":"function_call_output","call_id":"b","output":"%2$s"}]}
                """),
        RESPONSES_BLOCKS(Shape.OPENAI_RESPONSES, """
                {"model":"gpt-5","tools":[{"type":"function","name":"shell"}],"input":[{"role":"user","content":"%3$s"},
                  {"type":"function_call","call_id":"a","name":"shell","arguments":"{\\"command\\":\\"mvn test\\"}"},
                  {"type":"function_call","call_id":"b","name":"read_file","arguments":"{}"},
                  {"type":"function_call_output","call_id":"a","output":[{"type":"input_text","text":"%1$s"}]},
                  {"type":"function_call_output","call_id":"b","output":[{"type":"input_text","text":"%2$s"}]}]}
                """),
        GEMINI_TEXTS(Shape.GEMINI, """
                {"tools":[{"functionDeclarations":[{"name":"run_shell_command"}]}],"contents":[
                  {"role":"user","parts":[{"text":"%3$s"}]},
                  {"role":"model","parts":[{"functionCall":{"id":"a","name":"run_shell_command","args":{"command":"mvn test"}}},
                    {"functionCall":{"id":"b","name":"read_file","args":{}}}]},
                  {"role":"user","parts":[
                    {"functionResponse":{"id":"a","name":"run_shell_command","response":{"output":"%1$s"}}},
                    {"functionResponse":{"id":"b","name":"read_file","response":{"output":"%2$s"}}}]}]}
                """),
        GEMINI_BLOCKS(Shape.GEMINI, """
                {"tools":[{"functionDeclarations":[{"name":"run_shell_command"}]}],"contents":[
                  {"role":"user","parts":[{"text":"%3$s"}]},
                  {"role":"model","parts":[{"functionCall":{"id":"a","name":"run_shell_command","args":{"command":"mvn test"}}},
                    {"functionCall":{"id":"b","name":"read_file","args":{}}}]},
                  {"role":"user","parts":[
                    {"functionResponse":{"id":"a","name":"run_shell_command","response":{"content":[{"type":"text","text":"%1$s"}]}}},
                    {"functionResponse":{"id":"b","name":"read_file","response":{"content":[{"type":"text","text":"%2$s"}]}}}]}]}
                """);

        private final Shape shape;
        private final String template;

        Body(Shape shape, String template) {
            this.shape = shape;
            this.template = template;
        }

        /** The request with these outputs; what the user says is as long, and no output. */
        String with(String shell, String file) {
            return String.format(template, escaped(shell), escaped(file), escaped(LOG));
        }

        String json() {
            return with(LOG, SOURCE);
        }

        Map<String, Object> map() {
            return Structures.object(json());
        }

        String list() {
            return switch (shape) {
                case OPENAI_RESPONSES -> "input";
                case GEMINI -> "contents";
                default -> "messages";
            };
        }
    }

    @BeforeAll
    static void build() {
        headroom = Headroom.builder()
                .mode(Mode.BALANCED)
                .store(Stores.sqlite(folder.resolve("headroom.db")))
                .compressors(List.of(new Excerpts("excerpts")))
                .build();
        headroom.warmUp();
    }

    @AfterAll
    static void close() {
        headroom.close();
    }

    @Test
    void shortensATextAndGivesItBack() throws Exception {
        Outcome outcome =
                headroom.compress(LOG, Hint.tool("Bash").command("mvn test").model("gpt-5"), RetrievalChannel.cli());

        assertEquals(Fidelity.LOSSY, outcome.fidelity(), outcome.toString());
        assertTrue(outcome.form().contains("headroom retrieve " + outcome.id().orElseThrow()));
        assertEquals(LOG, headroom.decode(outcome.form()));
        assertEquals(LOG, headroom.retrieve(outcome.id().orElseThrow(), Slice.all()));
        assertEquals(
                LOG.lines().skip(12).limit(45).map(line -> line + "\n").reduce("", String::concat),
                headroom.retrieve(outcome.id().orElseThrow(), Slice.lines(13, 57)));
        for (LeftOut gap : outcome.leftOut()) {
            assertEquals(
                    new Slicer(LOG).slice(gap), headroom.retrieve(outcome.id().orElseThrow(), Slice.of(gap)));
        }
    }

    @Test
    void leavesNothingOutWhereNoWayBackIsNamed() {
        Outcome outcome = headroom.compress(LOG.repeat(2), Hint.tool("Bash"));

        assertNotEquals(Fidelity.LOSSY, outcome.fidelity());
    }

    @Test
    @Tag("C-909")
    void leavesNothingOutWithoutAStore() {
        try (Headroom storeless = Headroom.builder()
                .compressors(List.of(new Excerpts("excerpts")))
                .build()) {
            assertNotEquals(
                    Fidelity.LOSSY,
                    storeless.compress(LOG, Hint.tool("Bash"), CLI).fidelity());
            RetrievalException refused =
                    assertThrows(RetrievalException.class, () -> storeless.retrieve("0".repeat(24), Slice.whole()));
            assertEquals("there is no store of originals", refused.getMessage());
        }
    }

    @Test
    @Tag("C-1006")
    void saysWhatThereIsInsteadOfWhatCannotBeRetrieved() {
        Outcome outcome = headroom.compress(LOG, Hint.tool("Bash"), CLI);

        RetrievalException unknown = assertThrows(
                RetrievalException.class, () -> headroom.retrieve("0".repeat(24) + "-00000000", Slice.whole()));
        RetrievalException outside = assertThrows(
                RetrievalException.class, () -> headroom.retrieve(outcome.id().orElseThrow(), Slice.lines(999, 1000)));

        assertEquals("no original 0000\u2026 here", unknown.getMessage());
        assertTrue(outside.getMessage().contains("1-400"), outside.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C-1302")
    void replacesTheShellsOutputAndNoOtherByte(Body body) {
        byte[] sent = body.json().getBytes(StandardCharsets.UTF_8);

        MessagesOutcome<byte[]> outcome = headroom.compressMessages(sent, Shape.AUTO, CLI);

        assertEquals(Outcome.Kind.COMPRESSED, outcome.kind(), outcome.toString());
        assertEquals(Optional.of(body.shape), outcome.shape());
        assertEquals(2, outcome.texts().size());
        TextOutcome shell = outcome.texts().get(0);
        assertEquals(Optional.of("mvn test"), shell.hint().command());
        assertEquals(Fidelity.LOSSY, shell.outcome().fidelity());
        TextOutcome file = outcome.texts().get(1);
        assertTrue(file.hint().tool().orElseThrow().toLowerCase(Locale.ROOT).startsWith("read"));
        assertEquals(Fidelity.BYTES, file.outcome().fidelity());
        assertEquals(
                body.with(shell.outcome().form(), file.outcome().form()),
                new String(outcome.request(), StandardCharsets.UTF_8));
        assertArrayEquals(body.json().getBytes(StandardCharsets.UTF_8), sent);
        assertTrue(outcome.tokensAfter() < outcome.tokensBefore());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C-1302")
    void givesEveryKindOfInputTheSameTexts(Body body) {
        String text = headroom.compressMessages(body.json(), body.shape, CLI).request();
        Map<String, Object> sent = body.map();
        List<Map<String, Object>> list = Structures.list(sent, body.list());

        Map<String, Object> request =
                headroom.compressMessages(sent, Shape.AUTO, CLI).request();
        MessagesOutcome<List<Map<String, Object>>> messages = headroom.compressMessages(list, Shape.AUTO, CLI);

        assertEquals(Structures.object(text), request);
        assertEquals(Optional.of(body.shape), messages.shape());
        // The list names no model; both families count such a log alike, so that the form is the same.
        assertEquals(request.get(body.list()), messages.request());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C-1302")
    void sharesWhatItDoesNotReplaceAndChangesNothingOfTheCallers(Body body) {
        Map<String, Object> sent = body.map();
        List<Map<String, Object>> list = Structures.list(sent, body.list());

        Map<String, Object> request =
                headroom.compressMessages(sent, body.shape, CLI).request();
        List<Map<String, Object>> messages =
                headroom.compressMessages(list, body.shape, CLI).request();

        assertEquals(body.map(), sent);
        assertNotSame(sent, request);
        assertSame(sent.get("tools"), request.get("tools"));
        assertSame(list.get(0), Structures.list(request, body.list()).get(0));
        assertSame(list.get(0), messages.get(0));
        assertSame(list.get(1), messages.get(1));
        messages.add(Map.of("role", "user"));
        assertEquals(body.map(), sent);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C-909")
    void leavesNothingOutOfARequestWithoutAWayBack(Body body) {
        MessagesOutcome<String> outcome = headroom.compressMessages(body.json(), Shape.AUTO, NONE);

        assertEquals(Reason.OK, outcome.reason());
        outcome.texts()
                .forEach(text -> assertNotEquals(Fidelity.LOSSY, text.outcome().fidelity()));
    }

    @ParameterizedTest
    @EnumSource
    void readsAListOfMessagesAsJsonToo(Body body) {
        String request = body.json();
        int start = request.indexOf('[', request.indexOf('"' + body.list() + '"'));
        String list = " " + request.substring(start, request.lastIndexOf(']') + 1) + "\n";

        MessagesOutcome<String> outcome = headroom.compressMessages(list, Shape.AUTO, CLI);

        String form = outcome.texts().get(0).outcome().form();
        assertEquals(Fidelity.LOSSY, outcome.texts().get(0).outcome().fidelity());
        int output = list.lastIndexOf(escaped(LOG));
        assertEquals(
                list.substring(0, output)
                        + escaped(form)
                        + list.substring(output + escaped(LOG).length()),
                outcome.request());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "null",
                "17",
                "\"messages\"",
                "{\"messages\":[]",
                "{\"messages\":[],\"messages\":[]}",
                "[{\"role\":\"user\"}],\"model\":\"m\"",
                "[] {",
                "{\"messages\":[\"\ud800\"]}"
            })
    @Tag("C-1302")
    void givesBadDocumentsBackAsTheyWereSent(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.ISO_8859_1);

        MessagesOutcome<String> text = headroom.compressMessages(document, Shape.AUTO, CLI);
        MessagesOutcome<String> shaped = headroom.compressMessages(document, Shape.ANTHROPIC_MESSAGES, CLI);

        assertEquals(Reason.FAULT, text.reason());
        assertSame(document, text.request());
        assertEquals(Reason.FAULT, shaped.reason());
        assertSame(document, shaped.request());
        assertSame(bytes, headroom.compressMessages(bytes, Shape.AUTO, CLI).request());
    }

    @Test
    @Tag("C-1302")
    void givesAStructureThatHoldsItselfBackAsItWasSent() {
        List<Map<String, Object>> messages = new ArrayList<>();
        Map<String, Object> message = new HashMap<>();
        message.put("content", List.of(messages, messages));
        messages.add(message);

        MessagesOutcome<List<Map<String, Object>>> outcome = headroom.compressMessages(messages, Shape.AUTO, CLI);

        assertEquals(Reason.FAULT, outcome.reason());
        assertSame(messages, outcome.request());
    }

    @Test
    @Tag("C-1302")
    void keepsWhatIsNoJson() {
        Object image = new Object();
        Map<Object, Object> wild = new HashMap<>();
        wild.put(17, "seventeen");
        wild.put("nan", Double.NaN);
        Map<String, Object> sent = new HashMap<>(Body.ANTHROPIC_TEXTS.map());
        sent.put("image", image);
        sent.put("wild", wild);
        sent.put("nothing", null);

        MessagesOutcome<Map<String, Object>> outcome =
                headroom.compressMessages(Collections.unmodifiableMap(sent), Shape.AUTO, CLI);

        assertEquals(Outcome.Kind.COMPRESSED, outcome.kind());
        assertSame(image, outcome.request().get("image"));
        assertSame(wild, outcome.request().get("wild"));
        assertTrue(outcome.request().containsKey("nothing"));
    }

    @Test
    void saysWhereThereIsNothingToDo() {
        String request = "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

        MessagesOutcome<String> outcome = headroom.compressMessages(request, Shape.AUTO, CLI);

        assertEquals(Reason.NOT_CLAIMED, outcome.reason());
        assertSame(request, outcome.request());
        assertEquals(Optional.empty(), outcome.shape());
    }

    @Test
    @Tag("P1")
    void survivesACompressorThatThrows() {
        Compressor broken = new Excerpts("broken") {
            @Override
            public Optional<Compressed> compress(Content content, CompressionContext context) {
                throw new IllegalStateException("broken");
            }
        };
        String request = Body.CHAT_TEXTS.json();
        try (Headroom headroom = Headroom.builder().compressors(List.of(broken)).build()) {

            MessagesOutcome<String> outcome = headroom.compressMessages(request, Shape.AUTO, NONE);

            assertSame(request, outcome.request());
            assertEquals(Reason.FAULT, outcome.texts().get(0).outcome().reason());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("C-201")
    void auditsWhatTheRequestsOwnToolsPermit(Body body) {
        Map<String, Object> sent = body.map();
        MessagesOutcome<String> used = headroom.compressMessages(body.json(), Shape.AUTO, CLI);

        Report report = headroom.audit(sent);

        assertEquals(body.map(), sent);
        assertEquals(Reason.OK, report.reason());
        assertEquals(CLI, report.offered());
        assertEquals(used.tokensBefore(), report.tokensBefore());
        assertEquals(used.tokensAfter(), report.tokensAfter());
        assertEquals(LOG, report.texts().get(0).outcome().form());
        assertEquals(Fidelity.LOSSY, report.texts().get(0).outcome().fidelity());
        assertEquals(report.texts().size(), headroom.audit(body.json()).texts().size());
    }

    @Test
    @Tag("C-201")
    void auditsAToolByItsOwnMode() {
        CompressionSettings defaults = CompressionSettings.defaults();
        CompressionSettings settings = new CompressionSettings(
                defaults.mode(),
                defaults.limits(),
                defaults.budget(),
                List.of(),
                Map.of("Bash", Mode.LOSSLESS),
                Map.of(),
                false);
        try (Headroom own = Headroom.builder()
                .settings(settings)
                .budget(new CompressionSettings.Budget(
                        Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(20), 1, 8))
                .store(Stores.inMemory("", 1 << 20))
                .compressors(List.of(new Excerpts("excerpts")))
                .build()) {

            Report report = own.audit(Body.ANTHROPIC_TEXTS.json());

            assertNotEquals(Fidelity.LOSSY, report.texts().get(0).outcome().fidelity());
        }
    }

    @Test
    void findsTheWayBackAsTheProxyDoes() {
        assertEquals(CLI, ChannelChoice.of(List.of("Read", "Bash")));
        assertEquals(NONE, ChannelChoice.of(List.of("Read")));
    }

    @Test
    @Tag("P3")
    void givesTheSameInEveryThread() throws Exception {
        String expected = headroom.compressMessages(Body.CHAT_TEXTS.json(), Shape.AUTO, CLI)
                .request();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> calls = IntStream.range(0, 16)
                    .<Callable<String>>mapToObj(
                            i -> () -> headroom.compressMessages(Body.CHAT_TEXTS.json(), Shape.AUTO, CLI)
                                    .request())
                    .toList();
            for (Future<String> one : threads.invokeAll(calls)) {
                assertEquals(expected, one.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyNullThrows() {
        String none = null;
        byte[] noBytes = null;
        assertThrows(NullPointerException.class, () -> headroom.compress(none, Hint.none()));
        assertThrows(NullPointerException.class, () -> headroom.compressMessages(none, Shape.AUTO, CLI));
        assertThrows(NullPointerException.class, () -> headroom.compressMessages(noBytes, Shape.AUTO, CLI));
        assertThrows(NullPointerException.class, () -> headroom.compressMessages("{}", null, CLI));
        assertThrows(NullPointerException.class, () -> headroom.compressMessages("{}", Shape.AUTO, null));
        assertFalse(headroom.plugins().isEmpty());
    }

    private static String log(int lines) {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            log.append("step ")
                    .append(i)
                    .append(" of the job took ")
                    .append(i * 7919 % 997)
                    .append(" ms\n");
        }
        return log.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }
}
