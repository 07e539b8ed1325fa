package io.headroom.api.kit;

import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.testkit.LossyCompressorContract;
import io.headroom.workload.NamedText;
import java.util.List;

/** The lossy kit on the sample for pages; its subclasses have one flaw each. Run by {@link LossyCompressorContractTest} alone. */
abstract class ParagraphsContract extends LossyCompressorContract {
    private final ParagraphsCompressor sample;

    ParagraphsContract(ParagraphsCompressor.Flaw flaw) {
        sample = new ParagraphsCompressor(flaw);
    }

    @Override
    protected LossyCompressor compressor() {
        return sample;
    }

    @Override
    protected List<NamedText> own() {
        return List.of();
    }

    @Override
    protected List<NamedText> large() {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            page.append("<p class=\"lead wide shadow\">paragraph ").append(i).append(" of many words</p>\n");
        }
        return List.of(new NamedText("paragraphs", page.toString()));
    }

    static final class Correct extends ParagraphsContract {
        Correct() {
            super(ParagraphsCompressor.Flaw.NONE);
        }
    }

    static final class DropsAParagraph extends ParagraphsContract {
        DropsAParagraph() {
            super(ParagraphsCompressor.Flaw.DROPS_A_PARAGRAPH);
        }
    }

    static final class SwapsTwoParagraphs extends ParagraphsContract {
        SwapsTwoParagraphs() {
            super(ParagraphsCompressor.Flaw.SWAPS_TWO_PARAGRAPHS);
        }
    }

    static final class JoinsWords extends ParagraphsContract {
        JoinsWords() {
            super(ParagraphsCompressor.Flaw.JOINS_WORDS);
        }
    }

    static final class InventsALink extends ParagraphsContract {
        InventsALink() {
            super(ParagraphsCompressor.Flaw.INVENTS_A_LINK);
        }
    }

    static final class CountsTagsWrong extends ParagraphsContract {
        CountsTagsWrong() {
            super(ParagraphsCompressor.Flaw.COUNTS_TAGS_WRONG);
        }
    }
}
