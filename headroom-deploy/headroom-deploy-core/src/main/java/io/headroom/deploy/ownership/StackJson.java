package io.headroom.deploy.ownership;

import io.headroom.api.change.FileContent;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.Images;
import io.headroom.deploy.record.ChangeJson;
import io.headroom.deploy.record.DamagedRecordException;
import io.headroom.deploy.record.JsonOutput;
import io.headroom.deploy.record.JsonRecord;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Stacks as JSON; the user's bytes and those of our own files lie beside, under their hash. Thread-safe. */
public final class StackJson {
    private static final String LOST = "lost";

    private final Images images;
    private final ChangeJson changes;

    /**
     * Creates the codec.
     *
     * @param images where bytes lie
     * @param files what paths belong to
     */
    public StackJson(Images images, FileSystem files) {
        this.images = images;
        this.changes = new ChangeJson(images, files);
    }

    /**
     * Keeps what {@link #write} does not write. To be called before.
     *
     * @param stack the stack
     * @throws IOException if it cannot be kept
     */
    public void keep(Stack stack) throws IOException {
        if (stack.base().content().isPresent()) {
            images.put(stack.base().content().get());
        }
        for (Layer layer : stack.layers()) {
            changes.keep(layer.change());
        }
    }

    /**
     * Writes a stack.
     *
     * @param stack the stack
     * @param out stands where a value is expected
     */
    public void write(Stack stack, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("key", stack.key());
        JsonOutput.member(out, "base", ContentHash.of(stack.base().content()).map(ContentHash::hex));
        if (stack.base().mode().isPresent()) {
            out.writeStringProperty(
                    "mode", Integer.toOctalString(stack.base().mode().getAsInt()));
        }
        if (stack.base().precision() == Stack.Precision.LOST) {
            out.writeStringProperty("precision", LOST);
        }
        JsonOutput.member(out, "after", stack.after().map(ContentHash::hex));
        out.writeArrayPropertyStart("layers");
        for (Layer layer : stack.layers()) {
            out.writeStartObject();
            changes.write(layer.change(), out);
            ChangeJson.writeTraces(layer.traces(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /**
     * Reads a stack.
     *
     * @param in the object
     * @return the stack; if the user's bytes are lost it says so
     * @throws IOException if it is no such object, or bytes cannot be read
     */
    public Stack read(JsonRecord in) throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (JsonRecord layer : in.objects("layers")) {
            layers.add(new Layer(changes.read(layer), ChangeJson.readTraces(layer)));
        }
        try {
            return new Stack(in.text("key"), base(in), in.maybeText("after").map(ContentHash::new), layers);
        } catch (IllegalArgumentException e) {
            throw new DamagedRecordException("not a stack: " + e.getMessage(), e);
        }
    }

    private Stack.Base base(JsonRecord in) throws IOException {
        Optional<String> mode = in.maybeText("mode");
        OptionalInt bits = mode.isPresent() ? OptionalInt.of(Integer.parseInt(mode.get(), 8)) : OptionalInt.empty();
        Optional<String> hash = in.maybeText("base");
        if (hash.isEmpty()) {
            return new Stack.Base(precision(in), Optional.empty(), bits);
        }
        Optional<FileContent> content = images.find(new ContentHash(hash.get()));
        return content.isPresent() ? new Stack.Base(precision(in), content, bits) : Stack.Base.LOST;
    }

    private static Stack.Precision precision(JsonRecord in) {
        return in.maybeText("precision").equals(Optional.of(LOST)) ? Stack.Precision.LOST : Stack.Precision.EXACT;
    }

    /**
     * The bytes that a stack needs, without reading them.
     *
     * @param in the object
     * @return their hashes
     * @throws DamagedRecordException if it is no such object
     */
    static Set<ContentHash> needs(JsonRecord in) throws DamagedRecordException {
        Set<ContentHash> hashes = new HashSet<>();
        in.maybeText("base").map(ContentHash::new).ifPresent(hashes::add);
        for (JsonRecord layer : in.objects("layers")) {
            layer.maybeText("content").map(ContentHash::new).ifPresent(hashes::add);
        }
        return hashes;
    }
}
