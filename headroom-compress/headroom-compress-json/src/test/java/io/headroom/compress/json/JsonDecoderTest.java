package io.headroom.compress.json;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.workload.Layout;
import io.headroom.workload.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoder takes forms of ours and refuses everything else. */
@Tag("C-105")
final class JsonDecoderTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3 rows",
                "3 rows: a\n1\n2",
                "3 rows: a\n1\n2\n3\n4",
                "2 rows: a,b\n1,2\n1,2,3",
                "2 rows: a\n1,\n2",
                "2 rows: a:A\n\n1\n2",
                "2 rows: a:A\nA=x {}\n\nA\nA 1",
                "2 rows: a:A\nA=x {}\n\nB 1\nA 1",
                "2 rows; x=.. holds in every row, {} is its cell: a={b}\n\n",
                "2 rows; x=.. holds in every row, {} is its cell: a={b},b={a}\n\n",
                "1 rows: a(rows below)\n b\n2\n 1",
                "1 rows: a(rows below)\n b\n1\n1",
                "{\"a\":1}",
                "{\"a\":#1}",
                "{\"a\":#1,\"b\":#1}\n#1 1 rows: a\n1",
                "{\"a\":1}\n#1 1 rows: a\n1",
                "[1 lines; #k is JSON, below]\n#1",
                "[2 lines; #k is JSON, below]\nx",
                "2 rows in kinds:\na x\na 1\nb 1",
                "2 rows: a\n+{\"a\":1,}\n1",
                "2 rows by space: a:A,b\nA=x {}\n\nA 1 2\nA",
                "2 rows; x=.. holds in every row, {} is its cell: a:number=0.{}\n1\nx",
                "2 rows; x=.. holds in every row, {} is its cell: a:number=0.{}\n1\n\"2\"",
                "2 rows; x=.. holds in every row, {} is its cell: a:number=0.5\n\n"
            })
    @DisplayName("refuses texts that are nearly forms")
    void refusesWhatIsNoForm(String text) {
        assertThrows(MalformedFormException.class, () -> new JsonCompressor().decode(text));
    }

    @Test
    @DisplayName("answers any change of a form with a text or a refusal, soon")
    void mutatedFormsAreDecodedOrRefused() {
        Random random = new Random(77);
        for (String id : List.of("W01", "W03", "W06", "W07", "W09", "W13", "W14", "W15")) {
            String form = Forms.form(Workloads.get(id).texts(Layout.MIN).get(0));
            for (int i = 0; i < 150; i++) {
                StringBuilder mutated = new StringBuilder(form);
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    int at = random.nextInt(Math.min(mutated.length(), i % 2 == 0 ? 400 : mutated.length()));
                    switch (random.nextInt(3)) {
                        case 0 -> mutated.deleteCharAt(at);
                        case 1 -> mutated.insert(at, "{}\",|\n A1#[".charAt(random.nextInt(11)));
                        default -> mutated.setCharAt(at, "{}\",|\n A1#[".charAt(random.nextInt(11)));
                    }
                }
                assertTimeoutPreemptively(LIMIT, () -> decodeOrRefuse(mutated.toString()));
            }
        }
    }

    @Test
    @DisplayName("does not grow without end")
    void refusesFormsThatExplode() {
        String header = "2 rows; x=.. holds in every row, {} is its cell: a,b=" + "{a}".repeat(100_000) + "\n";

        assertThrows(
                MalformedFormException.class,
                () -> new JsonCompressor().decode(header + "x".repeat(100_000) + "\n" + "x".repeat(100_000)));
    }

    private static String decodeOrRefuse(String text) {
        try {
            return new JsonCompressor().decode(text);
        } catch (MalformedFormException e) {
            return e.getMessage();
        }
    }
}
