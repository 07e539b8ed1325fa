package io.headroom.compress.json.grid;

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

/** The promises of every compressor; logs, listings, code, prose and JSON are not its own. */
final class GridCompressorContractTest extends LossyCompressorContract {
    private static final List<String> TABLES = List.of("X08", "X09", "X14");

    @Override
    protected LossyCompressor compressor() {
        return new GridCompressor();
    }

    @Override
    protected List<NamedText> own() {
        List<NamedText> own = new ArrayList<>();
        for (String id : TABLES) {
            own.add(new NamedText(id, Workloads.get(id).texts(Layout.MIN).get(0)));
        }
        String csv = Workloads.get("X14").texts(Layout.MIN).get(0);
        own.add(new NamedText("CSV, CRLF", csv.replace("\n", "\r\n")));
        own.add(new NamedText("TSV", csv.replace(',', '\t')));
        own.add(new NamedText("CSV by semicolon", csv.replace(',', ';')));
        String cells = "| " + csv.strip().replace(",", " | ").replace("\n", " |\n| ") + " |\n";
        int head = cells.indexOf('\n') + 1;
        own.add(new NamedText(
                "Markdown", cells.substring(0, head) + "|---|---|---|---|--:|--:|---|---|\n" + cells.substring(head)));
        return own;
    }

    @Override
    protected List<NamedText> foreign() {
        List<NamedText> foreign = new ArrayList<>(super.foreign());
        for (Workload workload : Workloads.all()) {
            if (!TABLES.contains(workload.id())) {
                for (String text : workload.texts(Layout.INDENT2)) {
                    foreign.add(new NamedText(workload.id(), text));
                }
            }
        }
        return foreign;
    }

    @Override
    protected TestContext lossless(Fidelity floor) {
        return super.lossless(floor).mining(LineMiner::new);
    }
}
