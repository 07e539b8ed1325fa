package io.headroom.proxy.redeem;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.upstream.ResponseBody;
import io.headroom.proxy.upstream.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import org.xnio.XnioIoThread;

/** A request to which the tool was added. */
public final class Offer {
    private final Redeemer redeemer;
    private final ModelApi api;
    private final String target;
    private final String state;
    private final byte[] body;
    private boolean events;

    Offer(Redeemer redeemer, ModelApi api, String target, String state, byte[] body) {
        this.redeemer = redeemer;
        this.api = api;
        this.target = target;
        this.state = state;
        this.body = body;
    }

    /** The body with the tool; handed over, not copied. */
    public byte[] body() {
        return body;
    }

    /** Whether an answer is one in which calls of the tool can be found; any other goes on as it came. */
    public boolean takes(ResponseHead head) {
        boolean plain = head.headers().all("Content-Encoding").stream()
                .allMatch(coding -> coding.strip().equalsIgnoreCase("identity"));
        return head.status() == 200 && plain && (streamed(head) || isType(head, "application/json"));
    }

    /** The head that the client gets: without the length, which may become another one. */
    public ResponseHead shown(ResponseHead head) {
        List<Header> fields = head.headers().fields().stream()
                .filter(field -> !field.name().equalsIgnoreCase("Content-Length"))
                .toList();
        return new ResponseHead(head.http11(), head.status(), head.reason(), new HeaderFields(fields));
    }

    /**
     * Answers the model's calls within the answer.
     *
     * @param head a head that is taken
     * @param answer the upstream's body
     * @param sent the body of the request as it was sent
     * @param next asks again
     * @param thread the exchange's I/O thread, to which the result belongs
     * @return the body for the client
     */
    public ResponseBody redeem(
            ResponseHead head, ResponseBody answer, byte[] sent, NextRound next, XnioIoThread thread) {
        events = streamed(head);
        return new RedeemedBody(this, redeemer, head, answer, sent, next, thread);
    }

    /** How the answer comes and goes that has that head. */
    AnswerShape shape(ResponseHead head, ByteArrayOutputStream out) {
        return streamed(head) || api.streamsJson(target)
                ? api.stream(target, out)
                : new DocumentShape(redeemer.parts(), api, out);
    }

    /** Whether what comes with that head can follow what came before it. */
    boolean goesOn(ResponseHead head) {
        return takes(head) && streamed(head) == events;
    }

    ModelApi api() {
        return api;
    }

    /** What the client has told of the conversation. */
    String state() {
        return state;
    }

    private static boolean streamed(ResponseHead head) {
        return isType(head, "text/event-stream");
    }

    private static boolean isType(ResponseHead head, String type) {
        return head.headers()
                .first("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith(type);
    }
}
