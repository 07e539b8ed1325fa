package io.headroom.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.compress.Hint;
import io.headroom.compress.testing.Repeats;
import io.headroom.compress.testing.Requests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("P3")
@Tag("C-102")
class PurityTest {
    private static final long SEED = 11;
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreTheLocale() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "tr", "th-TH-u-nu-thai"})
    @DisplayName("C-102: the same forms under every locale")
    void givesTheSameFormsUnderEveryLocale(String locale) {
        Map<String, String> expected = forms(texts());

        Locale.setDefault(Locale.forLanguageTag(locale));

        assertEquals(expected, forms(texts()));
    }

    @Test
    @DisplayName("C-102: the same forms in any order and on many threads")
    void givesTheSameFormsInAnyOrder() {
        List<String> shuffled = new ArrayList<>(texts());
        Collections.shuffle(shuffled, new Random(SEED));

        assertEquals(forms(texts()), forms(shuffled));
    }

    @Test
    @DisplayName("P3: the forms of a turn are a prefix of the next turn's")
    void keepsTheFormsOfEarlierTurns() {
        List<String> conversation = texts();
        try (CompressionEngine engine = engine()) {
            List<String> last = List.of();
            for (int turn = 1; turn <= conversation.size(); turn++) {
                List<String> forms =
                        engine.compressAll(requests(conversation.subList(0, turn)), Deadline.never()).stream()
                                .map(Outcome::form)
                                .toList();

                assertEquals(last, forms.subList(0, last.size()));
                last = forms;
            }
        }
    }

    private static Map<String, String> forms(List<String> texts) {
        Map<String, String> forms = new TreeMap<>();
        try (CompressionEngine engine = engine()) {
            List<Outcome> outcomes = engine.compressAll(requests(texts), Deadline.never());
            for (int i = 0; i < texts.size(); i++) {
                Outcome outcome = outcomes.get(i);
                forms.put(texts.get(i), outcome.reason() + outcome.form() + outcome.tokens());
            }
        }
        return forms;
    }

    private static List<CompressionRequest> requests(List<String> texts) {
        return texts.stream()
                .map(text -> Requests.of(text, Hint.tool("BASH").model("CLAUDE-I")))
                .toList();
    }

    private static List<String> texts() {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < 150; line++) {
                text.append("TITLE i\u0130\u0131 ")
                        .append(random.nextInt(3))
                        .append(" of ")
                        .append(i)
                        .append('\n');
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static CompressionEngine engine() {
        CompressionSettings defaults = CompressionSettings.defaults();
        CompressionSettings.Budget budget = defaults.budget();
        return CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .settings(defaults.withBudget(
                        new CompressionSettings.Budget(budget.base(), budget.perMebibyte(), budget.most(), 8, 64)))
                .compressors(List.of(new Repeats("repeats")))
                .build();
    }
}
