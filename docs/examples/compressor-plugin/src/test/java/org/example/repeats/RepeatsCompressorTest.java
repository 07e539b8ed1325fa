package org.example.repeats;

import io.headroom.api.compress.Compressor;
import io.headroom.api.testkit.CompressorContract;
import io.headroom.workload.NamedText;
import java.util.List;

/** Everything that Headroom asks of a compressor is in the contract; the plugin only names texts of its kind. */
class RepeatsCompressorTest extends CompressorContract {
    @Override
    protected Compressor compressor() {
        return new RepeatsCompressor();
    }

    @Override
    protected List<NamedText> own() {
        return List.of(
                new NamedText("waiting", "starting\n" + "waiting for the server to answer\n".repeat(60) + "ready\n"),
                new NamedText("without a last line end", "connection refused, trying again\n".repeat(40) + "gave up"));
    }
}
