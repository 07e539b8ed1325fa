package io.headroom.proxy.answer;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.route.OwnRoute;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Makes own answers: none of them may be kept by a cache, since all of them are about now. */
final class Answers {
    private Answers() {}

    static OwnAnswer json(int status, String body) {
        return of(status, "application/json; charset=utf-8", body);
    }

    static OwnAnswer of(int status, String mediaType, String body) {
        List<Header> fields = List.of(
                new Header("Content-Type", mediaType),
                new Header("Cache-Control", "no-store"),
                new Header("X-Content-Type-Options", "nosniff"));
        return new OwnAnswer(status, new HeaderFields(fields), body.getBytes(StandardCharsets.UTF_8));
    }

    /** A route that is answered from memory, on an I/O thread. */
    static OwnRoute quick(Function<RequestHead, OwnAnswer> answer) {
        return new OwnRoute() {
            @Override
            public OwnAnswer answer(RequestHead head, byte[] body) {
                return answer.apply(head);
            }

            @Override
            public boolean onIoThread() {
                return true;
            }
        };
    }

    /** A route that puts a longer document together, on a worker. */
    static OwnRoute slow(Function<RequestHead, OwnAnswer> answer) {
        return (head, body) -> answer.apply(head);
    }
}
