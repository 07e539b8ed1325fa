package io.headroom.api.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The supervisor kit passes a correct supervisor and catches each broken one. */
class SupervisorContractTest {
    @Test
    void passesACorrectSupervisor() {
        assertEquals(Map.of(), KitRun.failures(BellContract.Correct.class));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void catchesABrokenSupervisor(Class<?> kit, String expected) {
        Map<String, String> failures = KitRun.failures(kit, expected);

        assertTrue(failures.containsKey(expected), () -> kit.getSimpleName() + " passes " + expected);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(BellContract.BadId.class, "hasAnIdForManifests"),
                Arguments.of(BellContract.SupportsAnything.class, "answersWhatItSupportsWithReasons"),
                Arguments.of(BellContract.StartsWhilePlanning.class, "plansWithoutActing"),
                Arguments.of(BellContract.PlansByTheClock.class, "plansWithoutActing"),
                Arguments.of(BellContract.RepeatsIds.class, "describesChangesCompletely"),
                Arguments.of(BellContract.ForgetsRights.class, "describesChangesCompletely"),
                Arguments.of(BellContract.SharesFiles.class, "keepsProfilesApart"),
                Arguments.of(BellContract.BadCodes.class, "codesDegradations"),
                Arguments.of(BellContract.StateActs.class, "tellsTheStateWithoutActing"),
                Arguments.of(BellContract.StopsForAWhile.class, "startsAndStopsFromAnyState"),
                Arguments.of(BellContract.FailsWhenStoppedAlready.class, "startsAndStopsFromAnyState"),
                Arguments.of(BellContract.RestartsOnlyWhatRuns.class, "startsAndStopsFromAnyState"),
                Arguments.of(BellContract.NeverResets.class, "startsWhatWasGivenUp"),
                Arguments.of(BellContract.IgnoresRefusal.class, "reportsRefusal"),
                Arguments.of(BellContract.WaitsForEver.class, "endsEveryWait"),
                Arguments.of(BellContract.BelievesInRunning.class, "tellsTheStateWithoutActing"));
    }
}
