package io.headroom.proxy.answer;

import io.headroom.api.dialect.OwnError;
import io.headroom.api.exchange.Header;
import io.headroom.proxy.RunFile;
import io.headroom.proxy.gate.AccessGate;
import io.headroom.proxy.gate.PeerClass;
import io.headroom.proxy.http.ErrorPage;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.log.EventLog;
import io.headroom.proxy.route.OwnRoute;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A route for administration: for local callers that know the run file's key, and not there for anybody else, whatever the method. Each
 * call is logged with peer and result.
 */
final class AdminRoute implements OwnRoute {
    private final Access access;
    private final String method;
    private final Function<byte[], OwnAnswer> action;

    /**
     * Who may administrate.
     *
     * @param gate tells local callers
     * @param run holds the key; empty if there is no administration
     * @param errors says that there is nothing here
     * @param log is told about each call
     */
    record Access(AccessGate gate, Supplier<Optional<RunFile>> run, ErrorPage errors, EventLog log) {}

    AdminRoute(Access access, String method, Function<byte[], OwnAnswer> action) {
        this.access = access;
        this.method = method;
        this.action = action;
    }

    @Override
    public OwnAnswer answer(RequestHead head, byte[] body) {
        OwnAnswer answer =
                allowed(head) ? byMethod(head, body) : refusal(head, OwnError.Kind.NOT_FOUND, "there is nothing here");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("request_id", head.requestId());
        fields.put("action", head.method() + " " + head.path());
        fields.put("peer", head.peer().getHostAddress());
        fields.put("result", answer.status());
        access.log().log(System.Logger.Level.INFO, "admin", fields);
        return answer;
    }

    private OwnAnswer byMethod(RequestHead head, byte[] body) {
        boolean reads = method.equals("GET") && head.method().equals("HEAD");
        if (reads || head.method().equals(method)) {
            return action.apply(body);
        }
        OwnAnswer refusal = refusal(head, OwnError.Kind.METHOD_NOT_ALLOWED, "this takes " + method);
        List<Header> fields = new ArrayList<>(refusal.headers().fields());
        fields.add(new Header("Allow", method.equals("GET") ? "GET, HEAD" : method));
        return new OwnAnswer(refusal.status(), new HeaderFields(fields), refusal.body());
    }

    private OwnAnswer refusal(RequestHead head, OwnError.Kind kind, String cause) {
        OwnError error = new OwnError(kind, "Headroom: " + cause + ".", head.requestId());
        return access.errors().render(error, Optional.empty(), head);
    }

    private boolean allowed(RequestHead head) {
        List<String> given = head.headers().all("X-Headroom-Admin");
        Optional<RunFile> run = access.run().get();
        return run.isPresent()
                && given.size() == 1
                && access.gate().peer(head) == PeerClass.LOCAL
                && MessageDigest.isEqual(bytes(run.get().key()), bytes(given.get(0)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
