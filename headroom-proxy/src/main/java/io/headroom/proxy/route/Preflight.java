package io.headroom.proxy.route;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import java.util.ArrayList;
import java.util.List;

/** Answers the question a browser asks before it lets a page call. The gate has refused every origin that is not allowed (PX-402). */
final class Preflight implements OwnRoute {
    @Override
    public OwnAnswer answer(RequestHead head, byte[] body) {
        List<Header> fields = new ArrayList<>();
        head.headers()
                .first("Origin")
                .ifPresent(origin -> fields.add(new Header("Access-Control-Allow-Origin", origin)));
        head.headers()
                .first("Access-Control-Request-Method")
                .ifPresent(method -> fields.add(new Header("Access-Control-Allow-Methods", method)));
        head.headers()
                .first("Access-Control-Request-Headers")
                .ifPresent(names -> fields.add(new Header("Access-Control-Allow-Headers", names)));
        fields.add(new Header("Vary", "Origin"));
        return new OwnAnswer(204, new HeaderFields(fields), new byte[0]);
    }

    @Override
    public boolean onIoThread() {
        return true;
    }
}
