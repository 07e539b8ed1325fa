package io.headroom.compress.html;

import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.testkit.LossyCompressorContract;
import io.headroom.workload.NamedText;
import java.util.ArrayList;
import java.util.List;

/** The contract of all compressors that leave something out, kept by the one for pages. */
final class HtmlCompressorContractTest extends LossyCompressorContract {
    private static final long FIRST = 100;

    @Override
    protected LossyCompressor compressor() {
        return new HtmlCompressor();
    }

    @Override
    protected List<NamedText> own() {
        return List.of();
    }

    @Override
    protected List<NamedText> large() {
        List<NamedText> pages = new ArrayList<>();
        for (Pages.Made page : Pages.some(6, FIRST)) {
            pages.add(new NamedText("page " + pages.size(), page.html()));
        }
        return pages;
    }
}
