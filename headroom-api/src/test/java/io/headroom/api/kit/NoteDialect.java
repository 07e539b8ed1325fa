package io.headroom.api.kit;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.TextSpan;
import io.headroom.api.dialect.UsageSink;
import java.util.Optional;

/**
 * The sample for the dialect kit: {@code {"model":…,"notes":[{"by":"tool","text":…}]}}. It is correct with {@link Flaw#NONE} and breaks
 * one clause of the contract with every other flaw.
 */
final class NoteDialect implements Dialect {
    /** Which clause is broken. */
    enum Flaw {
        NONE,
        ACCEPTS_ANYTHING,
        FINDS_TOO_MUCH,
        FINDS_TOO_LITTLE,
        MOVES_PLACES,
        NEEDS_TYPES,
        SWALLOWS_FAULTS,
        READS_NO_USAGE,
        ESCAPES_NOTHING
    }

    private final Flaw flaw;

    NoteDialect(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public String id() {
        return "sample.notes";
    }

    @Override
    public String upstream() {
        return "notes";
    }

    @Override
    public boolean accepts(String method, String rawPath) {
        return flaw == Flaw.ACCEPTS_ANYTHING || (method.equals("POST") && rawPath.equals("/v1/notes"));
    }

    @Override
    public void scan(JsonCursor body, RequestSink sink) {
        try {
            body.members(name -> {
                switch (name) {
                    case "model" -> model(body, sink);
                    case "notes" -> body.elements(() -> note(body, sink));
                    default -> body.skip();
                }
            });
        } catch (MalformedJsonException e) {
            if (flaw != Flaw.SWALLOWS_FAULTS) {
                throw e;
            }
        }
    }

    private void model(JsonCursor body, RequestSink sink) {
        Optional<String> model = body.string();
        if (flaw == Flaw.NEEDS_TYPES) {
            sink.model(model.orElseThrow());
        } else {
            model.ifPresent(sink::model);
        }
    }

    private void note(JsonCursor body, RequestSink sink) {
        String[] by = {""};
        body.members(name -> {
            switch (name) {
                case "by" -> by[0] = body.string().orElse("");
                case "text" ->
                    body.text()
                            .filter(text -> eligible(by[0]))
                            .ifPresent(
                                    text -> sink.toolResult(Optional.empty(), Optional.of("note"), false, place(text)));
                default -> body.skip();
            }
        });
    }

    private boolean eligible(String by) {
        return switch (flaw) {
            case FINDS_TOO_MUCH -> true;
            case FINDS_TOO_LITTLE -> false;
            default -> by.equals("tool");
        };
    }

    private TextSpan place(TextSpan text) {
        return flaw == Flaw.MOVES_PLACES ? new TextSpan(text.start() + 1, text.end() + 1, text.text()) : text;
    }

    @Override
    public void usage(JsonCursor answer, UsageSink sink) {
        answer.members(name -> {
            if (name.equals("tokens") && flaw != Flaw.READS_NO_USAGE) {
                answer.integer().ifPresent(sink::output);
            }
        });
    }

    @Override
    public String error(OwnError error) {
        StringBuilder out = new StringBuilder("{\"error\":\"");
        error.message().chars().forEach(c -> {
            if (flaw != Flaw.ESCAPES_NOTHING && (c == '"' || c == '\\')) {
                out.append('\\');
            }
            out.append(c == '\n' ? "\\n" : String.valueOf((char) c));
        });
        return out.append("\"}").toString();
    }
}
