package io.headroom.deploy.engine;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Deaths at every single step, which takes minutes; {@link CrashTest} takes every eleventh. */
@EnabledIfSystemProperty(
        named = "headroom.exhaustive",
        matches = "true",
        disabledReason = "takes minutes: -Dheadroom.exhaustive=true")
class EveryDeathIT extends Deaths {
    EveryDeathIT() {
        super(1);
    }
}
