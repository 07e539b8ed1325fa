package io.headroom.api.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The smaller kits pass correct samples and catch broken ones. */
class SmallContractsTest {
    @Test
    void passCorrectSamples() {
        assertEquals(Set.of(), failing(SmallContracts.CountsCorrectly.class));
        assertEquals(Set.of(), failing(SmallContracts.ObservesAll.class));
        assertEquals(Set.of(), failing(SmallContracts.SignsCorrectly.class));
    }

    @Test
    void catchBrokenCounters() {
        assertEquals(Set.of("countsAlways"), failing(SmallContracts.CountsFrom1.class));
        assertEquals(Set.of("countsPlausibly"), failing(SmallContracts.CountsNothing.class));
        assertEquals(Set.of("findsTokenizersOfKnownModels"), failing(SmallContracts.KnowsAnyModel.class));
    }

    @Test
    void catchBrokenObservers() {
        assertEquals(Set.of("takesAnyExchange"), failing(SmallContracts.NeedsAModel.class));
    }

    @Test
    void catchBrokenSigners() {
        assertEquals(Set.of("givesWellFormedFields"), failing(SmallContracts.InjectsALine.class));
        assertEquals(Set.of("givesWellFormedFields"), failing(SmallContracts.FramesTheMessage.class));
    }

    private static Set<String> failing(Class<?> kit) {
        return KitRun.failures(kit).keySet();
    }
}
