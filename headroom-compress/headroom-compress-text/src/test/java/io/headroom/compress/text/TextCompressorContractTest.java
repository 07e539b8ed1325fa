package io.headroom.compress.text;

import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.testkit.LossyCompressorContract;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.pattern.LineMiner;
import io.headroom.workload.Layout;
import io.headroom.workload.NamedText;
import io.headroom.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The contract of all compressors, kept by the one for texts. */
final class TextCompressorContractTest extends LossyCompressorContract {
    @Override
    protected LossyCompressor compressor() {
        return new TextCompressor();
    }

    @Override
    protected List<NamedText> own() {
        return Stream.of("X01", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X10", "X11", "X12", "X13", "X16")
                .map(id -> new NamedText(id, Workloads.get(id).texts(Layout.MIN).get(0)))
                .toList();
    }

    @Override
    protected List<NamedText> foreign() {
        List<NamedText> foreign = new ArrayList<>(super.foreign());
        foreign.add(
                new NamedText("prose", Workloads.get("X15").texts(Layout.MIN).get(0)));
        return foreign;
    }

    @Override
    protected TestContext lossless(Fidelity floor) {
        return super.lossless(floor).mining(LineMiner::new);
    }
}
