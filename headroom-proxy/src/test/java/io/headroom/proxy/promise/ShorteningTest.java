package io.headroom.proxy.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.compress.CompressionEngine;
import io.headroom.proxy.HeadroomProxy;
import io.headroom.proxy.promise.JsonDifference.Replaced;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P4 on the wire: a shell's long log is shortened only where the printed call gives back every line that is left out. */
@DisplayName("P4, C-909: shortening on the wire")
class ShorteningTest {
    private static final Pattern FOOTER =
            Pattern.compile("\\[headroom: .* left out; read any with: headroom retrieve (\\S+) --(\\w+) (\\S+)]$");
    private static final Pattern GAP = Pattern.compile("\\[lines (\\d+)-(\\d+) left out");
    private static final int LINES = 3_000;
    private static final int MOST_TRIES = 20;

    @TempDir
    private Path workspace;

    @Test
    void aProxyWithAWorkspaceShortensAndEveryGapComesBackByteForByte() throws Exception {
        try (House house = new House(workspace, House.PATIENT)) {
            String log = log(0);
            String form = form(house, log);
            for (int next = 1; next < MOST_TRIES && !form.contains("[headroom: "); next++) {
                // A store that needs longer than its 20 ms, as on a busy machine, leaves a new text lossless for good
                // (C-1001).
                log = log(next);
                form = form(house, log);
            }

            Matcher footer = FOOTER.matcher(form.substring(form.lastIndexOf('\n') + 1));
            assertTrue(footer.find(), house.proxy()::stats);
            Matcher gap = GAP.matcher(form);
            int gaps = 0;
            while (gap.find()) {
                int from = Integer.parseInt(gap.group(1));
                int to = Integer.parseInt(gap.group(2));
                assertEquals(
                        lines(log, from, to),
                        retrieve(house, footer.group(1) + "?lines=" + from + "-" + to),
                        gap.group());
                gaps++;
            }
            assertTrue(gaps > 0, form);
            assertEquals("lines", footer.group(2));
            String[] first = footer.group(3).split("-");
            assertEquals(
                    lines(log, Integer.parseInt(first[0]), Integer.parseInt(first[1])),
                    retrieve(house, footer.group(1) + "?lines=" + footer.group(3)));
            assertTrue(form.length() < log.length() / 4, form);
        }
    }

    @Test
    void aStatelessProxyLeavesNothingOut() throws Exception {
        UnaryOperator<HeadroomProxy.Builder> stateless =
                builder -> House.PATIENT.apply(builder).stateless();
        try (House house = new House(workspace, stateless);
                CompressionEngine decoder = House.decoder()) {
            String log = log(0);
            String form = form(house, log);

            assertFalse(form.contains("[headroom: "), form);
            assertFalse(form.contains("left out"), form);
            assertEquals(log, decoder.decode(form));
        }
    }

    /** What stands instead of the log in what the upstream received. */
    private static String form(House house, String log) throws Exception {
        byte[] body = House.utf8("""
                {"model":"claude-opus-4-1","max_tokens":64,"tools":[{"name":"Bash","input_schema":{"type":"object"}}],"messages":[
                {"role":"user","content":"Why does the build fail?"},
                {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"Bash","input":{"command":"mvn -B verify"}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"%s"}]}]}""".formatted(log.replace("\n", "\\n")));
        house.upstream().script((received, wire) -> wire.respond(200, "", House.utf8("{}")));

        List<Replaced> replaced = JsonDifference.between(body, house.anthropic(body, ""));

        assertEquals(1, replaced.size());
        assertEquals("/messages/content/content", replaced.get(0).path());
        return replaced.get(0).after();
    }

    private static String retrieve(House house, String idAndSlice) throws Exception {
        return house.send(House.utf8("GET /v1/retrieve/" + idAndSlice
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/plain\r\n\r\n"))
                .text();
    }

    private static String lines(String log, int from, int to) {
        return log.lines()
                .skip(from - 1L)
                .limit(to - from + 1L)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** A log of few patterns and many values, with one line that is like no other. */
    private static String log(int job) {
        return IntStream.rangeClosed(1, LINES)
                .mapToObj(i -> i == LINES / 2
                        ? "2026-03-01T10:25:00Z ERROR compiler  Shop.java:41 cannot find symbol Cart\n"
                        : "2026-03-01T10:%02d:%02dZ INFO  job-%d worker-%d  task %d took %d ms, %d bytes left\n"
                                .formatted(i / 60, i % 60, job, i % 7, i, i * 7919 % 997, i * 104_729L % 1_000_003))
                .collect(Collectors.joining());
    }
}
