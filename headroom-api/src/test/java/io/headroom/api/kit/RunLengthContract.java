package io.headroom.api.kit;

import io.headroom.api.compress.Compressor;
import io.headroom.api.testkit.CompressorContract;
import io.headroom.workload.NamedText;
import java.util.List;

/** The kit on the sample; its subclasses are the sample with one flaw each. Run by {@link CompressorContractTest} alone. */
abstract class RunLengthContract extends CompressorContract {
    private final RunLengthCompressor sample;

    RunLengthContract(RunLengthCompressor.Flaw flaw) {
        sample = new RunLengthCompressor(flaw);
    }

    @Override
    protected Compressor compressor() {
        return sample;
    }

    @Override
    protected List<NamedText> own() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 800; i++) {
            text.append(("waiting for node-" + i % 7 + " to answer\n").repeat(3 + i % 9));
        }
        return List.of(new NamedText("polling", text.toString()));
    }

    static final class Correct extends RunLengthContract {
        Correct() {
            super(RunLengthCompressor.Flaw.NONE);
        }
    }

    static final class BadId extends RunLengthContract {
        BadId() {
            super(RunLengthCompressor.Flaw.BAD_ID);
        }
    }

    static final class DeclinesItsOwn extends RunLengthContract {
        DeclinesItsOwn() {
            super(RunLengthCompressor.Flaw.DECLINES_ITS_OWN);
        }
    }

    static final class ClaimsAnything extends RunLengthContract {
        ClaimsAnything() {
            super(RunLengthCompressor.Flaw.CLAIMS_ANYTHING);
        }
    }

    static final class LosesALine extends RunLengthContract {
        LosesALine() {
            super(RunLengthCompressor.Flaw.LOSES_A_LINE);
        }
    }

    static final class LooseFidelity extends RunLengthContract {
        LooseFidelity() {
            super(RunLengthCompressor.Flaw.LOOSE_FIDELITY);
        }
    }

    static final class LossyUnasked extends RunLengthContract {
        LossyUnasked() {
            super(RunLengthCompressor.Flaw.LOSSY_UNASKED);
        }
    }

    static final class AsksTheLocale extends RunLengthContract {
        AsksTheLocale() {
            super(RunLengthCompressor.Flaw.ASKS_THE_LOCALE);
        }
    }

    static final class Remembers extends RunLengthContract {
        Remembers() {
            super(RunLengthCompressor.Flaw.REMEMBERS);
        }
    }

    static final class SwallowsTheSignal extends RunLengthContract {
        SwallowsTheSignal() {
            super(RunLengthCompressor.Flaw.SWALLOWS_THE_SIGNAL);
        }
    }

    static final class NoCheckpoints extends RunLengthContract {
        NoCheckpoints() {
            super(RunLengthCompressor.Flaw.NO_CHECKPOINTS);
        }
    }

    static final class DecodesWithAnyException extends RunLengthContract {
        DecodesWithAnyException() {
            super(RunLengthCompressor.Flaw.DECODES_WITH_ANY_EXCEPTION);
        }
    }

    static final class DecodesBombs extends RunLengthContract {
        DecodesBombs() {
            super(RunLengthCompressor.Flaw.DECODES_BOMBS);
        }
    }
}
