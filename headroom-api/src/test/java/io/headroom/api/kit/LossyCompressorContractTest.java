package io.headroom.api.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lossy kit passes a correct compressor and catches each broken one. */
class LossyCompressorContractTest {
    @Test
    void passesACorrectCompressor() {
        assertEquals(Map.of(), KitRun.failures(SkippingContract.Correct.class));
    }

    @Test
    void passesACorrectCompressorOfPages() {
        assertEquals(Map.of(), KitRun.failures(ParagraphsContract.Correct.class));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void catchesABrokenCompressor(Class<?> kit, String expected) {
        Map<String, String> failures = KitRun.failures(kit, expected);

        assertTrue(failures.containsKey(expected), () -> kit.getSimpleName() + " passes " + expected);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(SkippingContract.DeclinesItsOwn.class, "shortensItsOwnKind"),
                Arguments.of(SkippingContract.DropsALineWithoutANote.class, "provesItsFormsOfWorkloads"),
                Arguments.of(SkippingContract.CountsWrong.class, "provesItsFormsOfWorkloads"),
                Arguments.of(SkippingContract.ListsNothingOfAGap.class, "provesItsFormsOfWorkloads"),
                Arguments.of(SkippingContract.RewritesWords.class, "provesItsFormsOfRandomTexts"),
                Arguments.of(SkippingContract.AsksTheLocale.class, "shortensPurely"),
                Arguments.of(SkippingContract.SwallowsTheSignal.class, "stopsShorteningWhereACheckpointSaysSo"),
                Arguments.of(SkippingContract.NoCheckpoints.class, "shortensWithCheckpoints"),
                Arguments.of(SkippingContract.ReadsWithAnyException.class, "readsOrRefusesAnyText"),
                Arguments.of(SkippingContract.DecodesItsLossyForms.class, "decodesNoLossyForm"),
                Arguments.of(SkippingContract.DropsALineWithoutANote.class, "losesNoProbe"),
                Arguments.of(ParagraphsContract.DropsAParagraph.class, "provesItsFormsOfWorkloads"),
                Arguments.of(ParagraphsContract.SwapsTwoParagraphs.class, "provesItsFormsOfWorkloads"),
                Arguments.of(ParagraphsContract.JoinsWords.class, "provesItsFormsOfWorkloads"),
                Arguments.of(ParagraphsContract.InventsALink.class, "provesItsFormsOfWorkloads"),
                Arguments.of(ParagraphsContract.CountsTagsWrong.class, "provesItsFormsOfWorkloads"));
    }
}
