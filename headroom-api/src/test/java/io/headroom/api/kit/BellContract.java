package io.headroom.api.kit;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.SupervisorContract;
import io.headroom.api.testkit.host.Machine;
import java.util.List;

/** The kit on the sample; its subclasses are the sample with one flaw each. Run by {@link SupervisorContractTest} alone. */
abstract class BellContract extends SupervisorContract {
    private final BellSupervisor sample;

    BellContract(BellSupervisor.Flaw flaw) {
        sample = new BellSupervisor(flaw);
    }

    @Override
    protected Supervisor supervisor() {
        return sample;
    }

    @Override
    protected List<ManagedHost> hosts() {
        return List.of(
                new BellHost(Machine.LINUX, Scope.USER),
                new BellHost(Machine.LINUX_ODD_HOME, Scope.PROVIDER),
                new BellHost(Machine.MACOS, Scope.SYSTEM));
    }

    static final class Correct extends BellContract {
        Correct() {
            super(BellSupervisor.Flaw.NONE);
        }
    }

    static final class BadId extends BellContract {
        BadId() {
            super(BellSupervisor.Flaw.BAD_ID);
        }
    }

    static final class SupportsAnything extends BellContract {
        SupportsAnything() {
            super(BellSupervisor.Flaw.SUPPORTS_ANYTHING);
        }
    }

    static final class StartsWhilePlanning extends BellContract {
        StartsWhilePlanning() {
            super(BellSupervisor.Flaw.STARTS_WHILE_PLANNING);
        }
    }

    static final class PlansByTheClock extends BellContract {
        PlansByTheClock() {
            super(BellSupervisor.Flaw.PLANS_BY_THE_CLOCK);
        }
    }

    static final class RepeatsIds extends BellContract {
        RepeatsIds() {
            super(BellSupervisor.Flaw.REPEATS_IDS);
        }
    }

    static final class ForgetsRights extends BellContract {
        ForgetsRights() {
            super(BellSupervisor.Flaw.FORGETS_RIGHTS);
        }
    }

    static final class SharesFiles extends BellContract {
        SharesFiles() {
            super(BellSupervisor.Flaw.SHARES_FILES);
        }
    }

    static final class BadCodes extends BellContract {
        BadCodes() {
            super(BellSupervisor.Flaw.BAD_CODES);
        }
    }

    static final class StateActs extends BellContract {
        StateActs() {
            super(BellSupervisor.Flaw.STATE_ACTS);
        }
    }

    static final class StopsForAWhile extends BellContract {
        StopsForAWhile() {
            super(BellSupervisor.Flaw.STOPS_FOR_A_WHILE);
        }
    }

    static final class FailsWhenStoppedAlready extends BellContract {
        FailsWhenStoppedAlready() {
            super(BellSupervisor.Flaw.FAILS_WHEN_STOPPED_ALREADY);
        }
    }

    static final class RestartsOnlyWhatRuns extends BellContract {
        RestartsOnlyWhatRuns() {
            super(BellSupervisor.Flaw.RESTARTS_ONLY_WHAT_RUNS);
        }
    }

    static final class NeverResets extends BellContract {
        NeverResets() {
            super(BellSupervisor.Flaw.NEVER_RESETS);
        }
    }

    static final class IgnoresRefusal extends BellContract {
        IgnoresRefusal() {
            super(BellSupervisor.Flaw.IGNORES_REFUSAL);
        }
    }

    static final class WaitsForEver extends BellContract {
        WaitsForEver() {
            super(BellSupervisor.Flaw.WAITS_FOR_EVER);
        }
    }

    static final class BelievesInRunning extends BellContract {
        BelievesInRunning() {
            super(BellSupervisor.Flaw.BELIEVES_IN_RUNNING);
        }
    }
}
