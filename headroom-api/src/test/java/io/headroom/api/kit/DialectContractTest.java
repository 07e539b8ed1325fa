package io.headroom.api.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The dialect kit passes a correct dialect and catches each broken one. */
class DialectContractTest {
    @Test
    void passesACorrectDialect() {
        assertEquals(Map.of(), KitRun.failures(NoteContract.Correct.class));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void catchesABrokenDialect(Class<?> kit, String expected) {
        Map<String, String> failures = KitRun.failures(kit, expected);

        assertTrue(failures.containsKey(expected), () -> kit.getSimpleName() + " passes " + expected);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(NoteContract.AcceptsAnything.class, "acceptsModelCallsAlone"),
                Arguments.of(NoteContract.FindsTooMuch.class, "findsExactlyTheEligibleTexts"),
                Arguments.of(NoteContract.FindsTooLittle.class, "findsExactlyTheEligibleTexts"),
                Arguments.of(NoteContract.MovesPlaces.class, "findsExactlyTheEligibleTexts"),
                Arguments.of(NoteContract.NeedsTypes.class, "survivesAnyJson"),
                Arguments.of(NoteContract.SwallowsFaults.class, "letsFaultsPass"),
                Arguments.of(NoteContract.ReadsNoUsage.class, "readsUsage"),
                Arguments.of(NoteContract.EscapesNothing.class, "writesErrorsAsJson"));
    }
}
