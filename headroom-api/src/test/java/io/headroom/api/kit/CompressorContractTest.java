package io.headroom.api.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The compressor kit passes a correct compressor and catches each broken one. */
class CompressorContractTest {
    @Test
    void passesACorrectCompressor() {
        assertEquals(Map.of(), KitRun.failures(RunLengthContract.Correct.class));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void catchesABrokenCompressor(Class<?> kit, String expected) {
        Map<String, String> failures = KitRun.failures(kit, expected);

        assertTrue(failures.containsKey(expected), () -> kit.getSimpleName() + " passes " + expected);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(RunLengthContract.BadId.class, "idHasTheFormThatSettingsNeed"),
                Arguments.of(RunLengthContract.DeclinesItsOwn.class, "claimsItsOwnKind"),
                Arguments.of(RunLengthContract.ClaimsAnything.class, "declinesForeignText"),
                Arguments.of(RunLengthContract.ClaimsAnything.class, "survivesHostileText"),
                Arguments.of(RunLengthContract.LosesALine.class, "decodesItsFormsOfWorkloads"),
                Arguments.of(RunLengthContract.LooseFidelity.class, "honorsTheFloor"),
                Arguments.of(RunLengthContract.LossyUnasked.class, "decodesItsFormsOfWorkloads"),
                Arguments.of(RunLengthContract.AsksTheLocale.class, "isPure"),
                Arguments.of(RunLengthContract.Remembers.class, "isPure"),
                Arguments.of(RunLengthContract.SwallowsTheSignal.class, "stopsWhereACheckpointSaysSo"),
                Arguments.of(RunLengthContract.NoCheckpoints.class, "callsCheckpointsOftenEnough"),
                Arguments.of(RunLengthContract.DecodesWithAnyException.class, "decodesOrRefusesAnyText"),
                Arguments.of(RunLengthContract.DecodesBombs.class, "decodesOrRefusesAnyText"));
    }
}
