package io.headroom.api.compress.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-602")
@DisplayName("C-602: the notation of patterns")
class TemplateTest {
    @Test
    void fillsHolesInOrder() {
        assertEquals("GET /a/7 200 7 ms", read("GET /{}/{} 200 {2} ms").render(List.of("a", "7")));
    }

    @Test
    void alignsToTheRightAndLetsLongValuesPass() {
        Template template = read("x{:>4}|");

        assertEquals("x  12|", template.render(List.of("12")));
        assertEquals("x12345|", template.render(List.of("12345")));
    }

    @Test
    void padsUpToAColumn() {
        Template template = read("{}{|8}{}");

        assertEquals("abc     d", template.render(List.of("abc", "d")));
        assertEquals("abcdefghid", template.render(List.of("abcdefghi", "d")));
    }

    @Test
    @DisplayName("a column counts from the last line feed")
    void countsColumnsWithinALine() {
        assertEquals("first line 1\nab  c", read("first line {}\\n{}{|4}{}").render(List.of("1", "ab", "c")));
    }

    @Test
    void readsTheValuesThatItWouldWrite() {
        assertEquals(
                Optional.of(List.of("03", "12")), read("02:{} took{:>5} ms").match("02:03 took   12 ms"));
        assertEquals(Optional.empty(), read("02:{} took{:>5} ms").match("02:03 took 12 ms"));
        assertEquals(Optional.empty(), read("a{}").match("a"));
        assertEquals(Optional.empty(), read("a{}").match("ab c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{1}",
                "{}{2}",
                "{:>0}",
                "{|0}",
                "{|x}",
                "{:>01}",
                "\\",
                "\\x",
                "a}b",
                "{ }",
                "{-1}",
                "{|9999999}"
            })
    void refusesWhatIsNoNotation(String notation) {
        assertEquals(Optional.empty(), Template.parse(notation));
    }

    @Test
    void refusesAWrongNumberOfValues() {
        Template template = read("{} {}");

        assertThrows(IllegalArgumentException.class, () -> template.render(List.of("1")));
        assertThrows(IllegalArgumentException.class, () -> new Template(List.of(new Template.Again(1))));
        assertThrows(IllegalArgumentException.class, () -> new Template.Literal(""));
    }

    @Test
    void isWrittenAndReadAgainUnchanged() {
        for (int seed = 0; seed < 3000; seed++) {
            Template template = random(new Random(seed));

            assertEquals(Optional.of(template), Template.parse(template.notation()), "seed " + seed);
        }
    }

    @Test
    void tellsTheLengthOfALineBeforeItIsMade() {
        Template template = Template.parse("a{}{|7}\\nb {:>5}{1}{|3}{|12}c").orElseThrow();

        for (String value : List.of("1", "123456789", "12345678901234")) {
            List<String> values = List.of(value, value);
            assertEquals(template.render(values).length(), template.renderedLength(values), value);
        }
    }

    @Test
    void whatMatchesIsRenderedAgain() {
        int matched = 0;
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            Template template = random(random);
            List<String> values = new ArrayList<>();
            for (int i = 0; i < template.values(); i++) {
                values.add("v" + random.nextInt(2000));
            }
            String line = template.render(values);

            Optional<List<String>> found = template.match(line);

            found.ifPresent(read -> assertEquals(line, template.render(read)));
            matched += found.isPresent() ? 1 : 0;
        }
        assertTrue(matched > 1000, matched + " matched");
    }

    private static Template read(String notation) {
        return Template.parse(notation).orElseThrow();
    }

    private static Template random(Random random) {
        List<Template.Part> parts = new ArrayList<>();
        int values = 0;
        boolean literal = false;
        for (int i = 0; i <= random.nextInt(7); i++) {
            int kind = random.nextInt(literal ? 4 : 5);
            literal = kind == 4;
            if (kind == 4) {
                parts.add(
                        new Template.Literal(List.of("a ", "{", "}}", "\\n", "\n", "\t", "\r", "é\ud83d", "x{}", " - ")
                                .get(random.nextInt(10))));
            } else if (kind == 3 && values > 0) {
                parts.add(new Template.Again(1 + random.nextInt(values)));
            } else if (kind == 2) {
                parts.add(new Template.PadTo(1 + random.nextInt(60)));
            } else {
                parts.add(kind == 1 ? new Template.RightAligned(1 + random.nextInt(9)) : new Template.Next());
                values++;
            }
        }
        return new Template(parts);
    }
}
