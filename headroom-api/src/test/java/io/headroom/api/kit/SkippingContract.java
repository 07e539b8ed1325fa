package io.headroom.api.kit;

import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.testkit.LossyCompressorContract;
import io.headroom.workload.NamedText;
import java.util.List;

/** The lossy kit on the sample; its subclasses are the sample with one flaw each. Run by {@link LossyCompressorContractTest} alone. */
abstract class SkippingContract extends LossyCompressorContract {
    private final SkippingCompressor sample;

    SkippingContract(SkippingCompressor.Flaw flaw) {
        sample = new SkippingCompressor(flaw);
    }

    @Override
    protected LossyCompressor compressor() {
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

    static final class Correct extends SkippingContract {
        Correct() {
            super(SkippingCompressor.Flaw.NONE);
        }
    }

    static final class DeclinesItsOwn extends SkippingContract {
        DeclinesItsOwn() {
            super(SkippingCompressor.Flaw.DECLINES_ITS_OWN);
        }
    }

    static final class DropsALineWithoutANote extends SkippingContract {
        DropsALineWithoutANote() {
            super(SkippingCompressor.Flaw.DROPS_A_LINE_WITHOUT_A_NOTE);
        }
    }

    static final class CountsWrong extends SkippingContract {
        CountsWrong() {
            super(SkippingCompressor.Flaw.COUNTS_WRONG);
        }
    }

    static final class ListsNothingOfAGap extends SkippingContract {
        ListsNothingOfAGap() {
            super(SkippingCompressor.Flaw.LISTS_NOTHING_OF_A_GAP);
        }
    }

    static final class RewritesWords extends SkippingContract {
        RewritesWords() {
            super(SkippingCompressor.Flaw.REWRITES_WORDS);
        }
    }

    static final class AsksTheLocale extends SkippingContract {
        AsksTheLocale() {
            super(SkippingCompressor.Flaw.ASKS_THE_LOCALE);
        }
    }

    static final class SwallowsTheSignal extends SkippingContract {
        SwallowsTheSignal() {
            super(SkippingCompressor.Flaw.SWALLOWS_THE_SIGNAL);
        }
    }

    static final class NoCheckpoints extends SkippingContract {
        NoCheckpoints() {
            super(SkippingCompressor.Flaw.NO_CHECKPOINTS);
        }
    }

    static final class ReadsWithAnyException extends SkippingContract {
        ReadsWithAnyException() {
            super(SkippingCompressor.Flaw.READS_WITH_ANY_EXCEPTION);
        }
    }

    static final class DecodesItsLossyForms extends SkippingContract {
        DecodesItsLossyForms() {
            super(SkippingCompressor.Flaw.DECODES_ITS_LOSSY_FORMS);
        }
    }
}
