package io.headroom.api.kit;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.testkit.DialectContract;
import java.util.List;

/** The kit on the sample; its subclasses are the sample with one flaw each. Run by {@link DialectContractTest} alone. */
abstract class NoteContract extends DialectContract {
    private final NoteDialect sample;

    NoteContract(NoteDialect.Flaw flaw) {
        sample = new NoteDialect(flaw);
    }

    @Override
    protected Dialect dialect() {
        return sample;
    }

    @Override
    protected List<Example> examples() {
        String body =
                " {\"model\": \"m\u0031\", \"\u00E4\": \"\u20AC\",\n\"notes\":[{\"by\":\"tool\",\"text\":\"caf\u00E9 \\u00e9 \\n\"},"
                        + "{\"by\":\"user\",\"text\":\"mine\"},{\"by\":\"tool\",\"text\":\"\",\"more\":[1,{\"text\":\"no\"}]}]} ";
        return List.of(new Example("POST", "/v1/notes", body, List.of("caf\u00E9 \u00E9 \n", "")));
    }

    @Override
    protected List<String> answers() {
        return List.of("{\"tokens\":12}");
    }

    static final class Correct extends NoteContract {
        Correct() {
            super(NoteDialect.Flaw.NONE);
        }
    }

    static final class AcceptsAnything extends NoteContract {
        AcceptsAnything() {
            super(NoteDialect.Flaw.ACCEPTS_ANYTHING);
        }
    }

    static final class FindsTooMuch extends NoteContract {
        FindsTooMuch() {
            super(NoteDialect.Flaw.FINDS_TOO_MUCH);
        }
    }

    static final class FindsTooLittle extends NoteContract {
        FindsTooLittle() {
            super(NoteDialect.Flaw.FINDS_TOO_LITTLE);
        }
    }

    static final class MovesPlaces extends NoteContract {
        MovesPlaces() {
            super(NoteDialect.Flaw.MOVES_PLACES);
        }
    }

    static final class NeedsTypes extends NoteContract {
        NeedsTypes() {
            super(NoteDialect.Flaw.NEEDS_TYPES);
        }
    }

    static final class SwallowsFaults extends NoteContract {
        SwallowsFaults() {
            super(NoteDialect.Flaw.SWALLOWS_FAULTS);
        }
    }

    static final class ReadsNoUsage extends NoteContract {
        ReadsNoUsage() {
            super(NoteDialect.Flaw.READS_NO_USAGE);
        }
    }

    static final class EscapesNothing extends NoteContract {
        EscapesNothing() {
            super(NoteDialect.Flaw.ESCAPES_NOTHING);
        }
    }
}
