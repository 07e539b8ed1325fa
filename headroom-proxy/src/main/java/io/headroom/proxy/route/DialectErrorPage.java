package io.headroom.proxy.route;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.ErrorPage;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes Headroom's own errors in the words that the client understands: by its dialect, else by path or credentials (PX-910). */
public final class DialectErrorPage implements ErrorPage {
    private static final Map<String, String> FAMILY =
            Map.of("chatgpt", "openai", "bedrock", "anthropic", "cloudcode", "gemini", "vertex", "gemini");

    private final List<Dialect> dialects;

    /** Takes the dialects that are served. */
    public DialectErrorPage(List<? extends Dialect> dialects) {
        this.dialects = List.copyOf(dialects);
    }

    /** The answer that tells a client of an error. */
    @Override
    public OwnAnswer render(OwnError error, Optional<Dialect> dialect, RequestHead head) {
        String body = dialect.or(() -> byPathOrCredentials(head))
                .map(known -> known.error(error))
                .orElseGet(() -> neutral(error));
        List<Header> fields = List.of(
                new Header("Content-Type", "application/json; charset=utf-8"),
                new Header("x-headroom-error", error.kind().name().toLowerCase(Locale.ROOT)));
        return new OwnAnswer(error.kind().status(), new HeaderFields(fields), body.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Dialect> byPathOrCredentials(RequestHead head) {
        Optional<String> name = RouteTable.family(head);
        String family = name.map(known -> FAMILY.getOrDefault(known, known)).orElse("");
        return dialects.stream()
                .filter(candidate -> candidate.upstream().equals(family))
                .findFirst();
    }

    /** For requests that belong to no provider: the fields that all of their clients look for. */
    private static String neutral(OwnError error) {
        return Json.object(json -> {
            json.writeStringProperty("type", "error");
            json.writeName("error");
            json.writeStartObject();
            json.writeStringProperty("type", error.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("message", error.message());
            json.writeEndObject();
            json.writeStringProperty("request_id", error.requestId());
        });
    }
}
