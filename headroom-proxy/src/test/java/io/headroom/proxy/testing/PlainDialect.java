package io.headroom.proxy.testing;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.UsageSink;

/** A dialect whose usage is a top-level member {@code output}. */
public final class PlainDialect implements Dialect {
    @Override
    public String id() {
        return "plain";
    }

    @Override
    public String upstream() {
        return "mock";
    }

    @Override
    public boolean accepts(String method, String rawPath) {
        return method.equals("POST") && rawPath.equals("/v1/messages");
    }

    @Override
    public void scan(JsonCursor body, RequestSink sink) {
        body.skip();
    }

    @Override
    public void usage(JsonCursor answer, UsageSink sink) {
        answer.members(name -> {
            if (name.equals("output")) {
                answer.integer().ifPresent(sink::output);
            }
        });
    }

    @Override
    public String error(OwnError error) {
        return "{\"plain\":\"" + error.kind() + "\"}";
    }
}
