package io.headroom.api.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The adapter kit passes a correct adapter and catches each broken one. */
class ProviderAdapterContractTest {
    @Test
    void passesACorrectAdapter() {
        assertEquals(Map.of(), KitRun.failures(LampContract.Correct.class));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void catchesABrokenAdapter(Class<?> kit, String expected) {
        Map<String, String> failures = KitRun.failures(kit, expected);

        assertTrue(failures.containsKey(expected), () -> kit.getSimpleName() + " passes " + expected);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(LampContract.AliasWithBlank.class, "hasNamesForTheCommandLine"),
                Arguments.of(LampContract.WritesAFile.class, "describesAndNeverActs"),
                Arguments.of(LampContract.RunsACommand.class, "describesAndNeverActs"),
                Arguments.of(LampContract.AsksSlowly.class, "describesAndNeverActs"),
                Arguments.of(LampContract.ReadsTheClock.class, "describesAndNeverActs"),
                Arguments.of(LampContract.Remembers.class, "givesEqualValuesTwice"),
                Arguments.of(LampContract.FindsNothing.class, "detectsWhatIsThere"),
                Arguments.of(LampContract.FindsAnything.class, "detectsWhatIsThere"),
                Arguments.of(LampContract.WiresWhereItCannot.class, "wiresByTheMeansThatItNames"),
                Arguments.of(LampContract.RepeatsIds.class, "describesChangesCompletely"),
                Arguments.of(LampContract.EndsSentences.class, "describesChangesCompletely"),
                Arguments.of(LampContract.UsesOtherPaths.class, "describesChangesCompletely"),
                Arguments.of(LampContract.SaysLocalhost.class, "writesTheLoopbackAddressInDigits"),
                Arguments.of(LampContract.DropsArguments.class, "keepsTheUsersArguments"),
                Arguments.of(LampContract.IsNeverDirect.class, "launchesThroughTheProxyAndDirectly"),
                Arguments.of(LampContract.ReadsTheRealHome.class, "readsNothingButTheHost"),
                Arguments.of(LampContract.SortsFindingsWrongly.class, "reportsFindingsWorstFirst"),
                Arguments.of(LampContract.IgnoresBrokenFiles.class, "findsUnreadableFiles"),
                Arguments.of(LampContract.LosesWithoutEvidence.class, "namesLostFeaturesWithEvidence"),
                Arguments.of(LampContract.LosesTheWayBack.class, "givesBackTheSameBytes"),
                Arguments.of(LampContract.GoesNowhere.class, "launchesThroughTheProxyAndDirectly"));
    }
}
