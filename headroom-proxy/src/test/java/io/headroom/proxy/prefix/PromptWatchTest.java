package io.headroom.proxy.prefix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.exchange.Header;
import io.headroom.api.exchange.Usage;
import io.headroom.api.plugin.PluginSource;
import io.headroom.compress.message.BodyOutcome.Facts;
import io.headroom.proxy.http.HeaderFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a provider's cache was read less far than it could have been, told from what was sent and what it reported. */
@Tag("PX-523")
class PromptWatchTest {
    private static final String TOOLS = "\"tools\":[{\"name\":\"Bash\",\"description\":\"runs\"}]";
    private static final String FIRST = "{\"role\":\"user\",\"content\":\"fix it\"}";
    private static final String SECOND = "{\"role\":\"assistant\",\"content\":\"yes\"}";
    private static final String THIRD = "{\"role\":\"user\",\"content\":\"go on\"}";

    private final List<Throwable> faults = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final PromptWatch watch = new PromptWatch(Runnable::run, () -> now, faults::add);

    private static Dialect named(String id) {
        return PluginSource.of(PromptWatchTest.class.getClassLoader()).open().all(Dialect.class).stream()
                .filter(dialect -> dialect.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static HeaderFields fields(String... namesAndValues) {
        List<Header> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new HeaderFields(fields);
    }

    private static byte[] body(String... messages) {
        return ("{\"model\":\"m\",\"system\":\"be good\"," + TOOLS + ",\"messages\":[" + String.join(",", messages)
                        + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What Anthropic reports. */
    private static Usage cache(long read, long written) {
        return new Usage(OptionalLong.of(3), OptionalLong.of(read), OptionalLong.of(written), OptionalLong.of(50));
    }

    /** A prompt that is sent and answered; a second later than the one before. */
    private final class Turn {
        private String model = "m";
        private String treatment = "";
        private String dialect = "anthropic-messages";
        private HeaderFields headers = fields("x-claude-code-session-id", "s1", "x-api-key", "k1");
        private byte[] came;
        private byte[] went;

        Turn(String... messages) {
            came = body(messages);
            went = came;
        }

        Turn model(String value) {
            model = value;
            return this;
        }

        Turn treatment(String value) {
            treatment = value;
            return this;
        }

        Turn dialect(String value) {
            dialect = value;
            return this;
        }

        Turn headers(String... namesAndValues) {
            headers = fields(namesAndValues);
            return this;
        }

        Turn as(String... messages) {
            went = body(messages);
            return this;
        }

        Optional<Miss> answered(Usage usage) {
            now = now.plusSeconds(1);
            Facts facts = new Facts(Optional.of(model), true, List.of("Bash"), Optional.of("first words"));
            List<Miss> misses = new ArrayList<>();
            watch.sending(new PromptWatch.Call(headers, named(dialect), facts, treatment), came, went)
                    .answered(usage, misses::add);
            assertTrue(faults.isEmpty(), faults::toString);
            assertTrue(misses.size() < 2, misses::toString);
            return misses.stream().findFirst();
        }

        Optional<MissCause> cause(Usage usage) {
            return answered(usage).map(Miss::cause);
        }
    }

    private Turn turn(String... messages) {
        return new Turn(messages);
    }

    @Test
    @DisplayName("the first prompt of a conversation finds nothing; one that reads all that was written misses nothing")
    void coldThenWarm() {
        assertEquals(Optional.of(MissCause.COLD), turn(FIRST).cause(cache(0, 5000)));
        assertEquals(Optional.empty(), turn(FIRST, SECOND, THIRD).cause(cache(5000, 200)));
        assertEquals(Optional.empty(), turn(FIRST, SECOND, THIRD, SECOND, THIRD).cause(cache(5200, 100)));
    }

    @Test
    @DisplayName("a provider that caches nothing, or says nothing of it, has no misses")
    void withoutCache() {
        Usage silent = new Usage(OptionalLong.of(900), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(1));

        assertEquals(Optional.empty(), turn(FIRST).cause(cache(0, 0)));
        assertEquals(Optional.empty(), turn(FIRST, SECOND, THIRD).cause(cache(0, 0)));
        assertEquals(Optional.empty(), turn(FIRST, SECOND, THIRD).cause(silent));
        assertEquals(Optional.empty(), turn(FIRST, SECOND, THIRD).cause(Usage.unknown()));
    }

    @Test
    @DisplayName("another model reads nothing of what was cached for the first")
    void model() {
        turn(FIRST).answered(cache(0, 5000));

        assertEquals(
                Optional.of(MissCause.MODEL_CHANGED),
                turn(FIRST, SECOND).model("n").cause(cache(0, 5000)));
    }

    @Test
    @DisplayName("a client that changes what it said is told with the part and where it begins")
    void client() {
        turn(FIRST, SECOND).answered(cache(0, 5000));

        Turn changed = turn(FIRST, THIRD, SECOND);
        Miss miss = changed.answered(cache(1000, 4000)).orElseThrow();

        int offset = new String(changed.came, StandardCharsets.UTF_8).indexOf(THIRD);
        assertEquals(new Miss(MissCause.CLIENT_CHANGED, OptionalInt.of(3), OptionalInt.of(offset), 5000, 1000), miss);
    }

    @Test
    @DisplayName("another form for the same texts is our fault, even if the provider read as much as before")
    void proxy() {
        turn(FIRST).as(SECOND).answered(cache(0, 5000));

        assertEquals(
                Optional.of(MissCause.PROXY_CHANGED),
                turn(FIRST, SECOND).as(THIRD, SECOND).cause(cache(5000, 100)));
        assertEquals(
                Optional.of(MissCause.PROXY_CHANGED),
                turn(FIRST, SECOND, THIRD).as(SECOND, SECOND, THIRD).cause(cache(0, 100)));
    }

    @Test
    @DisplayName("another form that the request asked for is the settings'")
    void settings() {
        turn(FIRST).as(SECOND).answered(cache(0, 5000));

        assertEquals(
                Optional.of(MissCause.SETTINGS_CHANGED),
                turn(FIRST, SECOND).treatment("off").cause(cache(0, 5100)));
    }

    @ParameterizedTest
    @CsvSource({"299,,PROVIDER", "301,,TTL", "301,1h,PROVIDER", "3598,1h,PROVIDER", "3601,1h,TTL"})
    @DisplayName(
            "what is gone after five minutes, or after the hour that was asked for, ran out; earlier it is the provider's")
    void time(long seconds, String ttl, MissCause expected) {
        String mark = ttl == null ? "" : ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"" + ttl + "\"}";
        String marked = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"fix it\"" + mark + "}]}";
        turn(marked).answered(cache(0, 5000));
        now = now.plus(Duration.ofSeconds(seconds - 1));

        assertEquals(Optional.of(expected), turn(FIRST, SECOND).cause(cache(0, 5000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"fix it\",\"cache_control\":{\"type\":\"ephemeral\"}}]}",
                "{ \"role\": \"user\", \"content\": [ {\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"5m\"},\"type\":\"text\",\"text\":\"fix it\"} ] }"
            })
    @DisplayName("marks that move, and a text that stands in a block because of one, change nothing")
    void marks(String marked) {
        turn(marked).answered(cache(0, 5000));

        assertEquals(Optional.of(MissCause.PROVIDER), turn(FIRST, SECOND, THIRD).cause(cache(10, 5000)));
    }

    @Test
    @DisplayName("small questions between the turns of one session are lines of their own")
    void lines() {
        turn(FIRST).answered(cache(0, 5000));
        Turn aside = turn();
        aside.came = "{\"messages\":[{\"role\":\"user\",\"content\":\"a title?\"}]}".getBytes(StandardCharsets.UTF_8);
        aside.went = aside.came;

        assertEquals(Optional.empty(), aside.model("small").cause(cache(0, 0)));
        assertEquals(Optional.empty(), turn(FIRST, SECOND).cause(cache(5000, 30)));
    }

    @Test
    @DisplayName("PX-522: two credentials or two agents are never one conversation")
    void apart() {
        turn(FIRST).answered(cache(0, 5000));

        for (String[] other : new String[][] {
            {"x-claude-code-session-id", "s1", "x-api-key", "k2"},
            {"x-claude-code-session-id", "s1", "x-claude-code-agent-id", "a", "x-api-key", "k1"},
            {"x-api-key", "k1"}
        }) {
            assertEquals(
                    Optional.of(MissCause.COLD),
                    turn(FIRST, SECOND).headers(other).cause(cache(0, 5000)));
        }
    }

    @Test
    @DisplayName("OpenAI reports what it read alone, in steps of 128 tokens")
    void openAi() {
        Usage first = new Usage(OptionalLong.of(2000), OptionalLong.of(0), OptionalLong.empty(), OptionalLong.of(9));
        Usage hit = new Usage(OptionalLong.of(400), OptionalLong.of(1792), OptionalLong.empty(), OptionalLong.of(9));
        Usage lost = new Usage(OptionalLong.of(2500), OptionalLong.of(0), OptionalLong.empty(), OptionalLong.of(9));

        assertEquals(
                Optional.of(MissCause.COLD), turn(FIRST).dialect("openai-chat").cause(first));
        assertEquals(
                Optional.empty(), turn(FIRST, SECOND).dialect("openai-chat").cause(hit));
        assertEquals(
                Optional.of(MissCause.PROVIDER),
                turn(FIRST, SECOND, THIRD).dialect("openai-chat").cause(lost));
    }

    @Test
    @DisplayName("bodies that are no prompt are passed over, and ten thousand conversations take a bounded memory")
    void bounded() {
        Turn broken = turn(FIRST);
        broken.went = "{\"messages\":[".getBytes(StandardCharsets.UTF_8);
        assertEquals(Optional.empty(), broken.cause(cache(0, 5000)));
        for (int i = 0; i < 10_000; i++) {
            assertEquals(
                    Optional.of(MissCause.COLD),
                    turn(FIRST).headers("session_id", "s" + i).cause(cache(0, 5000)));
        }

        assertEquals(
                Optional.of(MissCause.PROVIDER),
                turn(FIRST).headers("session_id", "s9999").cause(cache(0, 5000)));
        assertEquals(
                Optional.of(MissCause.COLD),
                turn(FIRST).headers("session_id", "s1").cause(cache(0, 5000)));
    }
}
