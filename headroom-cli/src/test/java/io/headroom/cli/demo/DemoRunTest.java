package io.headroom.cli.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.console.Failure;
import io.headroom.compress.CompressionEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The demonstration is a check, so it has to fail where something is wrong. */
class DemoRunTest {
    private final CompressionEngine engine = CompressionEngine.builder().build();
    private final DemoSession session = new DemoSession(SampleOutputs.calls());
    private final DemoRun run = new DemoRun(session, engine);

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void theSessionIsTheSameEachTime() {
        List<byte[]> again = new DemoSession(SampleOutputs.calls()).bodies();
        for (int i = 0; i < again.size(); i++) {
            assertArrayEquals(session.bodies().get(i), again.get(i));
        }
    }

    @Test
    void nothingChangedPasses() {
        DemoReport report = run.compare(session.bodies(), session.bodies());

        assertTrue(report.passed());
        assertEquals(report.before(), report.after());
        assertTrue(report.firstChange().isEmpty());
    }

    @Test
    void aChangeOutsideOfToolResultsFails() {
        List<byte[]> arrived = replaced(5, "You are a careful engineer", "You are a careless engineer");

        DemoReport report = run.compare(session.bodies(), arrived);

        assertFalse(report.passed());
        assertFalse(report.rest().same());
    }

    @Test
    void aTextThatDoesNotDecodeFails() {
        DemoReport report = run.compare(session.bodies(), replaced(5, "139 passed", "138 passed"));

        assertFalse(report.passed());
        assertTrue(report.rest().same());
        assertTrue(report.results().stream().anyMatch(result -> result.changed() && !result.decodes()));
    }

    @Test
    void aFormThatChangesBetweenRequestsFails() {
        DemoReport report = run.compare(session.bodies(), replaced(4, "139 passed", "138 passed"));

        assertFalse(report.stable());
        assertFalse(report.passed());
    }

    @Test
    void aRequestThatDidNotArriveFails() {
        assertThrows(
                Failure.class,
                () -> run.compare(session.bodies(), session.bodies().subList(0, 3)));
    }

    @Test
    void dataIsComparedTokenByToken() {
        assertTrue(SameData.same("{\"a\": [1, 2.50]}", "{\"a\":[1,2.50]}"));
        assertFalse(SameData.same("{\"a\":[1,2.50]}", "{\"a\":[1,2.5]}"));
        assertFalse(SameData.same("{\"a\":1}", "{\"a\":\"1\"}"));
        assertFalse(SameData.same("[1]", "[1,2]"));
        assertFalse(SameData.same("not json", "not JSON"));
    }

    private List<byte[]> replaced(int request, String from, String to) {
        List<byte[]> bodies = new ArrayList<>(session.bodies());
        String body = new String(bodies.get(request), StandardCharsets.UTF_8);
        assertTrue(body.contains(from), from);
        bodies.set(request, body.replace(from, to).getBytes(StandardCharsets.UTF_8));
        return bodies;
    }
}
