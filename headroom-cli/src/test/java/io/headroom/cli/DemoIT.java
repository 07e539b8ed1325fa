package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headroom demo}: a whole session through a real proxy, checked byte by byte. */
@Tag("P2")
class DemoIT {
    @TempDir
    private Path home;

    @Test
    void everyCheckPasses() throws Exception {
        Result result = Distribution.built(home).run("demo");

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("All checks passed."), result.toString());
        assertTrue(result.out().contains("identical"), result.toString());
        assertTrue(result.out().lines().anyMatch(line -> line.startsWith("total")), result.toString());
    }

    @Test
    @Tag("P3")
    void theFiguresAreThereForProgramsToo() throws Exception {
        Result result = Distribution.built(home).run("demo", "--json");

        assertEquals(0, result.status(), result.toString());
        for (String fact : List.of(
                "\"passed\" : true",
                "\"requests\" : 6",
                "\"same_form_in_every_request\" : true",
                "\"decodes\" : true")) {
            assertTrue(result.out().contains(fact), fact + "\n" + result);
        }
        assertTrue(number(result, "tokens_after") < number(result, "tokens_before"), result.toString());
    }

    @Test
    void aClassDataArchiveOfTheFirstRunServesTheNext() throws Exception {
        Distribution distribution = Distribution.built(home);

        assertEquals(0, distribution.run("demo", "--json").status());
        Result second = distribution.run("demo", "--json");

        assertEquals(0, second.status(), second.toString());
        try (var files = Files.list(home.resolve("cache"))) {
            assertEquals(1, files.count());
        }
    }

    private static long number(Result result, String member) {
        return Long.parseLong(result.out().replaceAll("(?s).*?\"" + member + "\" : (\\d+).*", "$1"));
    }
}
