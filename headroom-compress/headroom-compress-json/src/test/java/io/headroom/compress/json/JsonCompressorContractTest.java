package io.headroom.compress.json;

import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.testkit.LossyCompressorContract;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.pattern.LineMiner;
import io.headroom.workload.Layout;
import io.headroom.workload.NamedText;
import io.headroom.workload.Workload;
import io.headroom.workload.Workloads;
import java.util.ArrayList;
import java.util.List;

/** The promises of every compressor, kept with the engine's own miner of patterns. */
final class JsonCompressorContractTest extends LossyCompressorContract {
    @Override
    protected LossyCompressor compressor() {
        return new JsonCompressor();
    }

    @Override
    protected List<NamedText> own() {
        List<NamedText> own = new ArrayList<>();
        for (String id : List.of("W01", "W03", "W07", "W12", "W13", "W14", "W15")) {
            Workload workload = Workloads.get(id);
            own.add(new NamedText(id, workload.texts(Layout.MIN).get(0)));
            own.add(new NamedText(
                    id + " indented", workload.texts(Layout.INDENT2).get(0)));
        }
        return own;
    }

    @Override
    protected List<NamedText> foreign() {
        List<NamedText> foreign = new ArrayList<>(super.foreign());
        for (Workload workload : Workloads.all()) {
            if (!workload.json()) {
                foreign.add(
                        new NamedText(workload.id(), workload.texts(Layout.MIN).get(0)));
            }
        }
        return foreign;
    }

    @Override
    protected TestContext lossless(Fidelity floor) {
        return super.lossless(floor).mining(LineMiner::new);
    }
}
