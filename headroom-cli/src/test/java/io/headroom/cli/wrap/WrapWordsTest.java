package io.headroom.cli.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PV-901")
class WrapWordsTest {
    private static final Map<String, Boolean> OPTIONS = Map.of("--port", true, "--no-proxy", false, "--mode", true);

    private static void check(List<String> words, List<String> ours, List<String> tool) {
        assertEquals(new WrapWords(ours, tool), WrapWords.divide(words, OPTIONS), words::toString);
    }

    @Test
    @DisplayName("PV-901: short options and --help behind the tool's name are the tool's")
    void leavesTheToolItsOptions() {
        check(List.of("-p", "x"), List.of(), List.of("-p", "x"));
        check(List.of("-v"), List.of(), List.of("-v"));
        check(List.of("--help"), List.of(), List.of("--help"));
        check(List.of("exec", "--port", "1"), List.of(), List.of("exec", "--port", "1"));
    }

    @Test
    @DisplayName("PV-901: our options stand in front, with their values")
    void takesOurs() {
        check(List.of("--port", "9000", "-p", "x"), List.of("--port", "9000"), List.of("-p", "x"));
        check(List.of("--port=9000", "--no-proxy"), List.of("--port=9000", "--no-proxy"), List.of());
        check(List.of("--no-proxy=x"), List.of(), List.of("--no-proxy=x"));
        check(List.of("--mode"), List.of("--mode"), List.of());
    }

    @Test
    @DisplayName("PV-901: everything behind -- is the tool's, also what looks like ours, another -- and nothing")
    void endsAtTwoDashes() {
        check(List.of("--no-proxy", "--", "--port", "1"), List.of("--no-proxy"), List.of("--port", "1"));
        check(List.of("--", "--", "", " a  b "), List.of(), List.of("--", "", " a  b "));
    }
}
