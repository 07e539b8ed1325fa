package io.headroom.deploy.record;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.deploy.edit.Trace;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.Images;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/**
 * Changes and traces as JSON. The bytes of our own files lie beside, under their hash, so that a record stays small and shows no secret of
 * theirs. Thread-safe.
 */
public final class ChangeJson {
    private final Images images;
    private final FileSystem files;

    /**
     * Creates the codec.
     *
     * @param images where the bytes of our own files lie
     * @param files what paths belong to
     */
    public ChangeJson(Images images, FileSystem files) {
        this.images = images;
        this.files = files;
    }

    /**
     * Keeps what {@link #write} does not write. To be called before.
     *
     * @param change the change
     * @throws IOException if it cannot be kept
     */
    public void keep(Change change) throws IOException {
        if (change instanceof Change.OwnFile file) {
            images.put(file.content());
        }
    }

    /**
     * Writes the members of a change into an object.
     *
     * @param change the change
     * @param out stands in an object
     */
    public void write(Change change, JsonGenerator out) {
        ChangeInfo info = change.info();
        out.writeStringProperty("id", info.id());
        out.writeStringProperty("phase", info.phase().name());
        out.writeStringProperty("kind", change.getClass().getSimpleName());
        out.writeObjectPropertyStart("owner");
        out.writeStringProperty("profile", info.owner().profile());
        out.writeStringProperty("target", info.owner().target());
        out.writeEndObject();
        out.writeStringProperty("rights", info.rights().name());
        out.writeStringProperty("secrecy", info.secrecy().name());
        out.writeStringProperty("sentence", info.sentence());
        if (change instanceof Change.OwnFile file) {
            out.writeStringProperty("path", file.path().toString());
            out.writeStringProperty("content", ContentHash.of(file.content()).hex());
            mode(file.mode(), out);
        } else if (change instanceof Change.OwnDirectory directory) {
            out.writeStringProperty("path", directory.path().toString());
            mode(directory.mode(), out);
        } else if (change instanceof Change.JsonEdit edit) {
            out.writeStringProperty("path", edit.path().toString());
            out.writeStringProperty("syntax", edit.syntax().name());
            edits(edit.edits(), out);
        } else if (change instanceof Change.TomlEdit edit) {
            out.writeStringProperty("path", edit.path().toString());
            edits(edit.edits(), out);
        } else if (change instanceof Change.BlockEdit edit) {
            out.writeStringProperty("path", edit.path().toString());
            out.writeStringProperty("marker", edit.marker());
            texts("lines", edit.lines(), out);
            out.writeStringProperty("place", edit.place().name());
        } else if (change instanceof Change.EnvironmentValue value) {
            out.writeStringProperty("hive", value.hive().name());
            out.writeStringProperty("name", value.name());
            out.writeStringProperty("value", value.value());
        } else if (change instanceof Change.Command command) {
            command("apply", command.apply(), out);
            command("undo", command.undo(), out);
            command("probe", command.probe(), out);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param in the object
     * @return the change; a file of our own whose bytes are lost has none
     * @throws IOException if it is no such object, or bytes cannot be read
     */
    public Change read(JsonRecord in) throws IOException {
        try {
            return change(in, info(in));
        } catch (IllegalArgumentException e) {
            throw new DamagedRecordException("not a change: " + e.getMessage(), e);
        }
    }

    /**
     * Writes traces as an array.
     *
     * @param traces the traces
     * @param out stands in an object
     */
    public static void writeTraces(List<Trace> traces, JsonGenerator out) {
        out.writeArrayPropertyStart("traces");
        for (Trace trace : traces) {
            out.writeStartObject();
            out.writeStringProperty("key", trace.key());
            JsonOutput.member(out, "former", trace.former());
            JsonOutput.member(out, "ours", trace.ours());
            JsonOutput.member(out, "made", trace.made());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /**
     * Reads what {@link #writeTraces} wrote.
     *
     * @param in the object that has them
     * @return the traces
     * @throws DamagedRecordException if they cannot be read
     */
    public static List<Trace> readTraces(JsonRecord in) throws DamagedRecordException {
        List<Trace> traces = new ArrayList<>();
        for (JsonRecord trace : in.objects("traces")) {
            traces.add(new Trace(
                    trace.text("key"), trace.maybeText("former"), trace.maybeText("ours"), trace.maybeText("made")));
        }
        return traces;
    }

    private Change change(JsonRecord in, ChangeInfo info) throws IOException {
        String kind = in.text("kind");
        return switch (kind) {
            case "OwnFile" ->
                new Change.OwnFile(
                        info,
                        files.getPath(in.text("path")),
                        images.find(new ContentHash(in.text("content"))).orElse(FileContent.of("")),
                        mode(in));
            case "OwnDirectory" -> new Change.OwnDirectory(info, files.getPath(in.text("path")), mode(in));
            case "JsonEdit" ->
                new Change.JsonEdit(
                        info, files.getPath(in.text("path")), Change.JsonSyntax.valueOf(in.text("syntax")), edits(in));
            case "TomlEdit" -> new Change.TomlEdit(info, files.getPath(in.text("path")), edits(in));
            case "BlockEdit" ->
                new Change.BlockEdit(
                        info,
                        files.getPath(in.text("path")),
                        in.text("marker"),
                        in.texts("lines"),
                        Change.BlockEdit.Place.valueOf(in.text("place")));
            case "EnvironmentValue" ->
                new Change.EnvironmentValue(
                        info, Change.EnvironmentValue.Hive.valueOf(in.text("hive")), in.text("name"), in.text("value"));
            case "Command" -> new Change.Command(info, command(in, "apply"), command(in, "undo"), command(in, "probe"));
            default -> throw new DamagedRecordException("'" + kind + "' is no kind of change", null);
        };
    }

    private static ChangeInfo info(JsonRecord in) throws DamagedRecordException {
        JsonRecord owner = in.object("owner").orElseThrow(() -> new DamagedRecordException("no owner", null));
        return new ChangeInfo(
                in.text("id"),
                new ChangeInfo.Owner(owner.text("profile"), owner.text("target")),
                ChangeInfo.Phase.valueOf(in.text("phase")),
                ChangeInfo.Rights.valueOf(in.text("rights")),
                ChangeInfo.Secrecy.valueOf(in.text("secrecy")),
                in.text("sentence"));
    }

    private static void mode(OptionalInt mode, JsonGenerator out) {
        if (mode.isPresent()) {
            out.writeStringProperty("mode", Integer.toOctalString(mode.getAsInt()));
        }
    }

    private static OptionalInt mode(JsonRecord in) {
        Optional<String> text = in.maybeText("mode");
        return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get(), 8)) : OptionalInt.empty();
    }

    private static void edits(List<DocumentEdit> edits, JsonGenerator out) {
        out.writeArrayPropertyStart("edits");
        for (DocumentEdit edit : edits) {
            out.writeStartObject();
            out.writeStringProperty("pointer", edit.pointer());
            out.writeStringProperty("action", edit.action().name());
            JsonOutput.member(out, "value", edit.value());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static List<DocumentEdit> edits(JsonRecord in) throws DamagedRecordException {
        List<DocumentEdit> edits = new ArrayList<>();
        for (JsonRecord edit : in.objects("edits")) {
            edits.add(new DocumentEdit(
                    edit.text("pointer"), DocumentEdit.Action.valueOf(edit.text("action")), edit.maybeText("value")));
        }
        return edits;
    }

    private static void texts(String name, List<String> texts, JsonGenerator out) {
        out.writeArrayPropertyStart(name);
        texts.forEach(out::writeString);
        out.writeEndArray();
    }

    private static void command(String name, CommandLine command, JsonGenerator out) {
        out.writeObjectPropertyStart(name);
        texts("arguments", command.arguments(), out);
        out.writeObjectPropertyStart("environment");
        command.environment().forEach(out::writeStringProperty);
        out.writeEndObject();
        out.writeStringProperty("input", command.input());
        out.writeStringProperty("limit", command.limit().toString());
        out.writeEndObject();
    }

    private static CommandLine command(JsonRecord in, String name) throws DamagedRecordException {
        JsonRecord command = in.object(name)
                .orElseThrow(() -> new DamagedRecordException("the command '" + name + "' is missing", null));
        Optional<JsonRecord> environment = command.object("environment");
        return new CommandLine(
                command.texts("arguments"),
                environment.map(JsonRecord::allTexts).orElse(Map.of()),
                command.text("input"),
                Duration.parse(command.text("limit")));
    }
}
