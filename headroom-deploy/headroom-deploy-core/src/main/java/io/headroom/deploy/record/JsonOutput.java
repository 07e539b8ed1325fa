package io.headroom.deploy.record;

import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes JSON texts: on one line for journals, over several for files that people read. */
public final class JsonOutput {
    private JsonOutput() {}

    /**
     * A text on one line.
     *
     * @param content writes one value
     * @return the text with a line end
     */
    public static String line(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(out);
        }
        return text + "\n";
    }

    /**
     * A text over several lines, indented by two spaces.
     *
     * @param content writes one value
     * @return the text with a line end
     */
    public static String document(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(new Pretty(), text)) {
            content.accept(out);
        }
        return text + "\n";
    }

    /**
     * Writes a member if there is a value.
     *
     * @param out stands in an object
     * @param name the member
     * @param value its value, by its text
     */
    public static void member(JsonGenerator out, String name, Optional<?> value) {
        value.ifPresent(present -> out.writeStringProperty(name, present.toString()));
    }

    private static final class Pretty extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        }
    }
}
