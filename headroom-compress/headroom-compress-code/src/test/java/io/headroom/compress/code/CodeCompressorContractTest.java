package io.headroom.compress.code;

import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.testkit.LossyCompressorContract;
import io.headroom.api.testkit.TestContext;
import io.headroom.workload.NamedText;
import java.util.List;

/** The contract of all compressors that leave something out, kept by the one for source code. */
final class CodeCompressorContractTest extends LossyCompressorContract {
    @Override
    protected LossyCompressor compressor() {
        return new CodeCompressor();
    }

    @Override
    protected List<NamedText> own() {
        return List.of();
    }

    @Override
    protected List<NamedText> large() {
        return Samples.all();
    }

    @Override
    protected TestContext lossless(Fidelity floor) {
        return super.lossless(floor).with(Outlined.ENABLED);
    }
}
