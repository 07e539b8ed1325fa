package io.headroom.proxy.answer;

import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.route.OwnRoute;
import java.util.Arrays;
import java.util.function.Function;

/** The health report: from memory, or, with {@code ?probe=true}, on a worker after a look at the upstreams. */
final class HealthRoute implements OwnRoute {
    private final Function<RequestHead, OwnAnswer> report;
    private final Function<RequestHead, OwnAnswer> probe;

    HealthRoute(Function<RequestHead, OwnAnswer> report, Function<RequestHead, OwnAnswer> probe) {
        this.report = report;
        this.probe = probe;
    }

    @Override
    public OwnRoute serving(RequestHead head) {
        boolean asked = Arrays.asList(head.query().orElse("").split("&")).contains("probe=true");
        return asked ? Answers.slow(probe) : this;
    }

    @Override
    public OwnAnswer answer(RequestHead head, byte[] body) {
        return report.apply(head);
    }

    @Override
    public boolean onIoThread() {
        return true;
    }
}
