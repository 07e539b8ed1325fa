package io.headroom.compress.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import io.headroom.api.token.TokenCounter;
import io.headroom.api.token.Tokenizer;
import io.headroom.compress.testing.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("C-301")
class TokenizerTest {
    private static final EncodingRegistry PLAIN = Encodings.newLazyEncodingRegistry();
    private static final JtokkitTokenCounter COUNTER = new JtokkitTokenCounter();
    private static final int RANDOM_TEXTS = 10_000;

    /** Characters at which the alternatives of the patterns meet. */
    private static final String BORDERS =
            "aAzZ'sStTreVEmMlLdD \n\r\t/019.,!-_\u017f\u4e2d\u0301\u02b0\u01c5\u00a0\u3000\u0660\u2160\u2028\u00ad";

    private enum Exact {
        O200K("gpt-5", EncodingType.O200K_BASE),
        CL100K("gpt-4", EncodingType.CL100K_BASE);

        private final String model;
        private final EncodingType type;

        Exact(String model, EncodingType type) {
            this.model = model;
            this.type = type;
        }

        private int ours(String text) {
            return tokenizer(model).count(text);
        }

        private int plain(String text) {
            Encoding encoding = PLAIN.getEncoding(type);
            return encoding.countTokensOrdinary(text);
        }
    }

    @ParameterizedTest
    @EnumSource(Exact.class)
    @DisplayName("C-303: equal to plain jtokkit on random Unicode")
    void countsRandomTextsAsJtokkitDoes(Exact exact) {
        long seed = 20260101;
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            String text = randomText(random, i % 4);
            assertEquals(exact.plain(text), exact.ours(text), () -> "seed " + seed + ": " + escaped(text));
        }
    }

    @ParameterizedTest
    @EnumSource(Exact.class)
    @DisplayName("C-303: equal to plain jtokkit on real tool outputs")
    void countsRealTextsAsJtokkitDoes(Exact exact) {
        for (Path file : Fixtures.texts("tool-output")) {
            String text = Fixtures.read(file);

            assertEquals(exact.plain(text), exact.ours(text), file::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(Exact.class)
    void countsALoneSurrogateAsTheReplacementCharacter(Exact exact) {
        assertEquals(exact.plain("a\ufffdb\ufffd"), exact.ours("a\ud800b\udc00"));
    }

    @ParameterizedTest
    @EnumSource(Exact.class)
    void countsHugePiecesWithinATokenForEachCut(Exact exact) {
        String text = "x".repeat(40_000);

        assertEquals(exact.plain(text), exact.ours(text), 3);
    }

    @ParameterizedTest
    @EnumSource(Exact.class)
    @DisplayName(
            "C-303: equal to plain jtokkit on long texts, whose runs lie across the borders of what is looked at at once")
    void countsLongTextsAsJtokkitDoes(Exact exact) {
        long seed = 20260102;
        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 200_000) {
                char c = BORDERS.charAt(random.nextInt(BORDERS.length()));
                text.append(String.valueOf(c).repeat(random.nextInt(i < 2 ? 4 : 120)));
            }
            // Nothing in it is sure to be a border, and the longest is longer than what is looked at at once.
            text.insert(60_000, "-. \n".repeat(i * 8_000));
            assertEquals(exact.plain(text.toString()), exact.ours(text.toString()), "seed " + seed + ", text " + i);
        }
    }

    @Test
    void stopsAtItsLimit() {
        String text = "one two three ".repeat(100_000);
        StoppableTokenizer tokenizer = (StoppableTokenizer) tokenizer("gpt-5");

        int counted = tokenizer.count(text, 50, () -> {
            throw new IllegalStateException("counted on behind the limit");
        });

        assertTrue(counted >= 50);
    }

    @Test
    void letsWhatThePulseThrowsPass() {
        StoppableTokenizer tokenizer = (StoppableTokenizer) tokenizer("gpt-5");

        assertThrows(
                ArithmeticException.class,
                () -> tokenizer.count("word ".repeat(10_000), Integer.MAX_VALUE, () -> {
                    throw new ArithmeticException("stop");
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, o200k_base, true",
        "gpt-4o-mini-2024-07-18, o200k_base, true",
        "chatgpt-4o-latest, o200k_base, true",
        "gpt-4.1-nano, o200k_base, true",
        "gpt-4.5-preview, o200k_base, true",
        "gpt-5.5, o200k_base, true",
        "azure/gpt-5-mini, o200k_base, true",
        "openrouter/openai/gpt-5, o200k_base, true",
        "o1-preview, o200k_base, true",
        "o3, o200k_base, true",
        "o4-mini, o200k_base, true",
        "codex-mini-latest, o200k_base, true",
        "gpt-oss-120b, o200k_base, true",
        "gpt-4, cl100k_base, true",
        "gpt-4-0613, cl100k_base, true",
        "gpt-3.5-turbo, cl100k_base, true",
        "text-embedding-3-small, cl100k_base, true",
        "text-embedding-ada-002, cl100k_base, true",
        "davinci-002, p50k_base, true",
        "text-davinci-003, p50k_base, true",
        "code-davinci-002, p50k_base, true",
        "davinci, r50k_base, true",
        "claude-opus-4-1-20250805, claude, false",
        "us.anthropic.claude-sonnet-4-20250514-v1:0, claude, false",
        "bedrock/anthropic.claude-3-haiku, claude, false",
        "gemini-2.5-pro, other, false",
        "gpt-6.1-sol, other, false",
        "llama3, other, false"
    })
    @DisplayName("C-301: families")
    void findsTheFamilyOfAModel(String model, String family, boolean exact) {
        Tokenizer tokenizer = tokenizer(model);

        assertEquals(family, tokenizer.family());
        assertEquals(exact, tokenizer.exact());
    }

    @Test
    void showsClaudeAsCl100kAndAFewMore() {
        String text = "the quick brown fox ".repeat(100);

        assertEquals(
                Math.round(tokenizer("gpt-4").count(text) * 1.15),
                tokenizer("claude-opus-4").count(text));
    }

    @Test
    void measuresApproximationsByBothVocabularies() {
        List<String> yardsticks = tokenizer("claude-opus-4").yardsticks().stream()
                .map(Tokenizer::family)
                .toList();

        assertEquals(List.of("o200k_base", "cl100k_base"), yardsticks);
        assertEquals(
                List.of("o200k_base"),
                tokenizer("gpt-5").yardsticks().stream().map(Tokenizer::family).toList());
    }

    @Test
    void offersItselfAsAPluginOnBothPaths() throws IOException {
        Module module = JtokkitTokenCounter.class.getModule();
        String services = new String(
                module.getResourceAsStream("META-INF/services/" + TokenCounter.class.getName())
                        .readAllBytes(),
                StandardCharsets.UTF_8);

        assertTrue(module.getDescriptor().provides().stream()
                .anyMatch(provides -> provides.providers().contains(JtokkitTokenCounter.class.getName())));
        assertEquals(JtokkitTokenCounter.class.getName(), services.strip());
    }

    private static Tokenizer tokenizer(String model) {
        return COUNTER.tokenizer(model).orElseThrow();
    }

    private static String randomText(Random random, int style) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(80);
        for (int i = 0; i < length; i++) {
            int c = switch (style) {
                case 0 -> random.nextInt(Character.MAX_CODE_POINT + 1);
                case 1 -> BORDERS.charAt(random.nextInt(BORDERS.length()));
                case 2 -> ' ' + random.nextInt(95);
                default -> random.nextInt(0x600);
            };
            text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.append(Integer.toHexString(c)).append(' '));
        return out.toString();
    }
}
