package io.headroom.api.testkit;

import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.testkit.host.FakeHost;

/** A host with a scripted service manager that keeps state, for one service. */
public interface ManagedHost {
    /**
     * The host; its commands are answered by the manager.
     *
     * @return always the same host
     */
    FakeHost host();

    /**
     * What is to be kept running.
     *
     * @return a specification that the supervisor supports on this host
     */
    ServiceSpec spec();

    /**
     * Does what the change engine does with a plan before the service is started.
     *
     * @param plan the supervisor's plan
     */
    void install(ServicePlan plan);

    /**
     * Whether the manager runs the service.
     *
     * @return whether it does
     */
    boolean running();

    /**
     * Whether the manager would run the service after a reboot, or on demand of its schedule.
     *
     * @return whether it would
     */
    boolean comesBack();

    /** The service ends by itself, with a failure, and the manager has given up. */
    void giveUp();
}
