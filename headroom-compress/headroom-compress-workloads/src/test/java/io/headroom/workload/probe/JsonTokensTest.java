package io.headroom.workload.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTokensTest {
    @Test
    void keepsSpellingsAndOrderButNotWhiteSpaceOrEscapes() {
        assertEquals(
                JsonTokens.of("{\"a\":1.0,\"b\":[\"\u00E9/\",null,{}]}"),
                JsonTokens.of(" { \"a\" : 1.0 ,\n\"\\u0062\":[ \"\\u00e9\\/\" , null,{ } ]}\r\n"));
        assertEquals(Optional.of(List.of("[", "1e5", ",", "-0.0", "]")), JsonTokens.of("[1e5,-0.0]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1,}",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "NaN",
                "tru",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "[1] 2",
                "]",
                "}",
                "[}",
                "{]",
                "1 2",
                "'a'",
                "[1}"
            })
    void refusesWhatIsNoJson(String text) {
        assertEquals(Optional.empty(), JsonTokens.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "\"\"", "[]", "{}", "null", "[[],{}]", "{\"a\":{\"b\":[1,\"2\"]}}", "1E-7"})
    void readsWhatIsJson(String text) {
        assertTrue(JsonTokens.of(text).isPresent());
    }
}
