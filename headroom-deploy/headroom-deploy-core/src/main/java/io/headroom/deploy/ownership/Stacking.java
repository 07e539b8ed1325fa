package io.headroom.deploy.ownership;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Edited;
import io.headroom.deploy.edit.Editors;
import io.headroom.deploy.edit.Trace;
import io.headroom.deploy.file.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Puts layers on stacks and takes them off (D-208, D-209). While nobody else touched the surface, what is there is always the user's bytes
 * with all layers made anew on them, so that layers may leave in any order and the last one leaves the user's bytes. After an edit of the
 * user's, what the user has without us becomes the new base if that explains every byte that is there; otherwise the layer alone is taken
 * back, key by key.
 *
 * <p>A pure function; thread-safe. The cost is one pass of the editor for each layer.
 */
public final class Stacking {
    private final Layering layering;

    /**
     * Creates it.
     *
     * @param editors edit documents
     */
    public Stacking(Editors editors) {
        this.layering = new Layering(editors);
    }

    /**
     * Puts a change on top; its former version goes.
     *
     * @param stack the surface as we left it
     * @param now what is there
     * @param mode the mode of what is there
     * @param change the change
     * @return the surface with it
     * @throws EditRefusedException if the content cannot take it
     */
    public Restacked add(Stack stack, Optional<FileContent> now, OptionalInt mode, Change change)
            throws EditRefusedException {
        List<Layer> others = stack.without(change);
        Stack settled = settle(stack, now);
        if (others.isEmpty() && stack.layers().isEmpty()) {
            settled = Stack.untouched(stack.key(), now, mode);
        } else if (!settled.untouchedSince(now)) {
            Restacked without = remove(settled, now, change);
            Optional<FileContent> below = without.content();
            Stack.Base base = others.isEmpty()
                    ? new Stack.Base(Stack.Precision.EXACT, below, stack.base().mode())
                    : stack.base().lost();
            Edited edited = layering.make(change, below);
            List<Layer> layers = new ArrayList<>(without.stack().layers());
            layers.add(new Layer(change, edited.traces()));
            Optional<FileContent> after = Optional.of(edited.after());
            return new Restacked(
                    new Stack(stack.key(), base, ContentHash.of(after), layers),
                    after,
                    Layering.mode(change),
                    List.of(),
                    without.aside());
        }
        List<Layer> wanted = new ArrayList<>(settled.without(change));
        wanted.add(new Layer(change, List.of()));
        Replayed replayed = replay(settled.base().content(), wanted);
        return new Restacked(
                new Stack(stack.key(), settled.base(), ContentHash.of(replayed.content()), replayed.layers()),
                replayed.content(),
                Layering.mode(change),
                List.of(),
                Optional.empty());
    }

    /**
     * Takes a change away.
     *
     * @param stack the surface as we left it
     * @param now what is there
     * @param change the change; without a layer nothing happens
     * @return the surface without it
     * @throws EditRefusedException if the content cannot be read any more
     */
    public Restacked remove(Stack stack, Optional<FileContent> now, Change change) throws EditRefusedException {
        Optional<Layer> layer = stack.layer(change);
        if (layer.isEmpty()) {
            return new Restacked(stack, now, OptionalInt.empty(), List.of(), Optional.empty());
        }
        List<Layer> others = stack.without(change);
        Stack settled = settle(stack, now);
        if (settled.untouchedSince(now)) {
            Replayed replayed = replay(settled.base().content(), others);
            OptionalInt mode = formerMode(settled, others, change);
            return new Restacked(
                    new Stack(stack.key(), settled.base(), ContentHash.of(replayed.content()), replayed.layers()),
                    replayed.content(),
                    mode,
                    List.of(),
                    Optional.empty());
        }
        return takeBack(stack, now, layer.get());
    }

    /** Takes one layer out of a content that our records do not explain. */
    private Restacked takeBack(Stack stack, Optional<FileContent> now, Layer layer) throws EditRefusedException {
        int at = stack.layers().indexOf(layer);
        Layering.Uncovered uncovered = Layering.uncover(
                layer, stack.layers().subList(at + 1, stack.layers().size()));
        List<Layer> layers = new ArrayList<>(stack.layers().subList(0, at));
        layers.addAll(uncovered.above());
        Stack.Base base = stack.base().lost();
        if (now.isEmpty() || uncovered.layer().isEmpty()) {
            return new Restacked(
                    new Stack(stack.key(), base, ContentHash.of(now), layers),
                    now,
                    OptionalInt.empty(),
                    List.of(),
                    Optional.empty());
        }
        Layering.Taken taken = layering.takeBack(uncovered.layer().get(), now.get(), below(stack, at));
        return new Restacked(
                new Stack(stack.key(), base, ContentHash.of(taken.content()), layers),
                taken.content(),
                formerMode(stack, layers, layer.change()),
                taken.left(),
                taken.aside());
    }

    /** What was below a layer, as far as it is known: what a file of ours that the user edited gives way to. */
    private Stack.Base below(Stack stack, int at) throws EditRefusedException {
        Optional<FileContent> content =
                replay(stack.base().content(), stack.layers().subList(0, at)).content();
        return new Stack.Base(stack.base().precision(), content, stack.base().mode());
    }

    /** Finds out what the user has without us, if that explains every byte. */
    private Stack settle(Stack stack, Optional<FileContent> now) throws EditRefusedException {
        if (stack.isEmpty() || now.isEmpty() || stack.untouchedSince(now)) {
            return stack;
        }
        Optional<FileContent> rest = now;
        for (int at = stack.layers().size() - 1; at >= 0 && rest.isPresent(); at--) {
            Layer layer = stack.layers().get(at);
            if (Edits.of(layer.change()).isEmpty() && !(layer.change() instanceof Change.BlockEdit)) {
                return stack;
            }
            rest = layering.takeBack(layer, rest.get(), stack.base()).content();
        }
        Replayed replayed = replay(rest, stack.layers());
        if (!replayed.content().equals(now)) {
            return stack;
        }
        Stack.Base base =
                new Stack.Base(Stack.Precision.EXACT, rest, stack.base().mode());
        return new Stack(stack.key(), base, ContentHash.of(now), replayed.layers());
    }

    /** A mode comes back only where a change of ours had set one, so that the user's own stays. */
    private static OptionalInt formerMode(Stack stack, List<Layer> rest, Change gone) {
        if (Layering.mode(gone).isEmpty()) {
            return OptionalInt.empty();
        }
        return rest.isEmpty()
                ? stack.base().mode()
                : Layering.mode(rest.get(rest.size() - 1).change());
    }

    private Replayed replay(Optional<FileContent> base, List<Layer> layers) throws EditRefusedException {
        Optional<FileContent> content = base;
        List<Layer> made = new ArrayList<>();
        for (Layer layer : layers) {
            Edited edited = layering.make(layer.change(), content);
            content = Optional.of(edited.after());
            made.add(new Layer(layer.change(), edited.traces()));
        }
        return new Replayed(content, made);
    }

    private record Replayed(Optional<FileContent> content, List<Layer> layers) {}

    /**
     * The traces of a change on a stack.
     *
     * @param stack the stack
     * @param change the change
     * @return its traces; none if it has no layer
     */
    public static List<Trace> traces(Stack stack, Change change) {
        return stack.layer(change).map(Layer::traces).orElse(List.of());
    }
}
