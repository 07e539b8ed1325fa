package io.headroom.deploy.engine;

/** Deaths at steps all over the commands; {@link EveryDeathIT} leaves none out. */
class CrashTest extends Deaths {
    CrashTest() {
        super(11);
    }
}
