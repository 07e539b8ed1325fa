package io.headroom.api.kit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.testkit.TokenEstimate;
import io.headroom.api.testkit.probe.ProbeCheck;
import io.headroom.api.testkit.savings.SavingsTable;
import io.headroom.api.testkit.workload.Layout;
import io.headroom.api.testkit.workload.Workload;
import io.headroom.api.testkit.workload.Workloads;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SavingsTableTest {
    private static final List<Workload> SOME = List.of(Workloads.get("W05"), Workloads.get("X15"));

    @Test
    void savesNothingWhereNothingIsDone() {
        SavingsTable table = measure(UnaryOperator.identity());

        assertEquals(0.0, table.row("X15", Layout.MIN).saved());
        assertDoesNotThrow(table::assertNothingLost);
        assertDoesNotThrow(table::assertNeverLarger);
        assertThrows(AssertionError.class, () -> table.assertSaves("W05", Layout.MIN, 1));
        assertThrows(
                AssertionError.class, () -> table.assertLayoutsAgree("W05", 5), "indentation is worth more than that");
    }

    @Test
    void catchesWhatIsLost() {
        SavingsTable table = measure(text -> text.substring(0, text.length() / 2));

        assertThrows(AssertionError.class, table::assertNothingLost);
        table.assertSaves("X15", Layout.MIN, 40);
    }

    @Test
    void catchesWhatGrows() {
        assertThrows(AssertionError.class, measure(text -> text + text)::assertNeverLarger);
    }

    @Test
    void printsEachWorkloadAndLayout() {
        String markdown = measure(UnaryOperator.identity()).toString();

        assertEquals(2 + 3 + 1, markdown.lines().count());
        assertTrue(markdown.contains("| X15 |"), markdown);
    }

    private static SavingsTable measure(UnaryOperator<String> shrink) {
        return SavingsTable.measure(SOME, shrink, TokenEstimate::of, ProbeCheck.lossless(form -> form));
    }
}
