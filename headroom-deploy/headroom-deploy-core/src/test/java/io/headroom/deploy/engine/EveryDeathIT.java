package io.headroom.deploy.engine;

/** Deaths at every single step. */
class EveryDeathIT extends CrashTest {
    EveryDeathIT() {
        super(1);
    }
}
