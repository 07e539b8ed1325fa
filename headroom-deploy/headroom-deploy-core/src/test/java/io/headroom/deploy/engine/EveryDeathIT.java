package io.headroom.deploy.engine;

/** Deaths at every single step. */
class EveryDeathIT extends Deaths {
    EveryDeathIT() {
        super(1);
    }
}
