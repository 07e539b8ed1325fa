package io.headroom.api.kit;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.testkit.ChangePlayer;
import io.headroom.api.testkit.ProviderAdapterContract;
import io.headroom.api.testkit.host.FakeHost;
import java.util.Map;
import java.util.Optional;

/** The kit on the sample; its subclasses are the sample with one flaw each. Run by {@link ProviderAdapterContractTest} alone. */
abstract class LampContract extends ProviderAdapterContract {
    private final LampAdapter sample;

    LampContract(LampAdapter.Flaw flaw) {
        sample = new LampAdapter(flaw);
    }

    @Override
    protected ProviderAdapter adapter() {
        return sample;
    }

    @Override
    protected void install(FakeHost host) {
        host.withExecutable("lamp").withCommand(0, "lamp 1.2", "lamp", "--version");
    }

    @Override
    protected void configure(FakeHost host) {
        host.withFile(".lamp/proxy.conf", "url https://lamp.example\n");
    }

    @Override
    protected Map<String, String> brokenFiles(FakeHost host) {
        return Map.of(".lamp/proxy.conf", "uri: https://lamp.example\n");
    }

    @Override
    protected Optional<ChangePlayer> player() {
        return Optional.of(new OwnFilePlayer(OwnFilePlayer.Way.BACK));
    }

    static final class LosesTheWayBack extends LampContract {
        LosesTheWayBack() {
            super(LampAdapter.Flaw.NONE);
        }

        @Override
        protected Optional<ChangePlayer> player() {
            return Optional.of(new OwnFilePlayer(OwnFilePlayer.Way.LOST));
        }
    }

    static final class Correct extends LampContract {
        Correct() {
            super(LampAdapter.Flaw.NONE);
        }
    }

    static final class AliasWithBlank extends LampContract {
        AliasWithBlank() {
            super(LampAdapter.Flaw.ALIAS_WITH_BLANK);
        }
    }

    static final class WritesAFile extends LampContract {
        WritesAFile() {
            super(LampAdapter.Flaw.WRITES_A_FILE);
        }
    }

    static final class RunsACommand extends LampContract {
        RunsACommand() {
            super(LampAdapter.Flaw.RUNS_A_COMMAND);
        }
    }

    static final class AsksSlowly extends LampContract {
        AsksSlowly() {
            super(LampAdapter.Flaw.ASKS_SLOWLY);
        }
    }

    static final class ReadsTheClock extends LampContract {
        ReadsTheClock() {
            super(LampAdapter.Flaw.READS_THE_CLOCK);
        }
    }

    static final class Remembers extends LampContract {
        Remembers() {
            super(LampAdapter.Flaw.REMEMBERS);
        }
    }

    static final class FindsNothing extends LampContract {
        FindsNothing() {
            super(LampAdapter.Flaw.FINDS_NOTHING);
        }
    }

    static final class FindsAnything extends LampContract {
        FindsAnything() {
            super(LampAdapter.Flaw.FINDS_ANYTHING);
        }
    }

    static final class WiresWhereItCannot extends LampContract {
        WiresWhereItCannot() {
            super(LampAdapter.Flaw.WIRES_WHERE_IT_CANNOT);
        }
    }

    static final class RepeatsIds extends LampContract {
        RepeatsIds() {
            super(LampAdapter.Flaw.REPEATS_IDS);
        }
    }

    static final class EndsSentences extends LampContract {
        EndsSentences() {
            super(LampAdapter.Flaw.ENDS_SENTENCES);
        }
    }

    static final class UsesOtherPaths extends LampContract {
        UsesOtherPaths() {
            super(LampAdapter.Flaw.USES_OTHER_PATHS);
        }
    }

    static final class SaysLocalhost extends LampContract {
        SaysLocalhost() {
            super(LampAdapter.Flaw.SAYS_LOCALHOST);
        }
    }

    static final class GoesNowhere extends LampContract {
        GoesNowhere() {
            super(LampAdapter.Flaw.GOES_NOWHERE);
        }
    }

    static final class DropsArguments extends LampContract {
        DropsArguments() {
            super(LampAdapter.Flaw.DROPS_ARGUMENTS);
        }
    }

    static final class IsNeverDirect extends LampContract {
        IsNeverDirect() {
            super(LampAdapter.Flaw.IS_NEVER_DIRECT);
        }
    }

    static final class ReadsTheRealHome extends LampContract {
        ReadsTheRealHome() {
            super(LampAdapter.Flaw.READS_THE_REAL_HOME);
        }
    }

    static final class SortsFindingsWrongly extends LampContract {
        SortsFindingsWrongly() {
            super(LampAdapter.Flaw.SORTS_FINDINGS_WRONGLY);
        }
    }

    static final class IgnoresBrokenFiles extends LampContract {
        IgnoresBrokenFiles() {
            super(LampAdapter.Flaw.IGNORES_BROKEN_FILES);
        }
    }

    static final class LosesWithoutEvidence extends LampContract {
        LosesWithoutEvidence() {
            super(LampAdapter.Flaw.LOSES_WITHOUT_EVIDENCE);
        }
    }
}
