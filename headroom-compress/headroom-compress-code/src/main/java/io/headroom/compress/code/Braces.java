package io.headroom.compress.code;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bodies of functions in languages with braces. All brackets must balance. Of functions within functions only the outer one
 * counts; a callback that holds several functions, as those of test suites do, is looked into.
 */
final class Braces {
    private static final int CHECK_EVERY = 1 << 16;
    /** A callback of so many functions is a container of them. */
    private static final int CONTAINER = 2;

    private final SourceText source;
    private final char[] mask;
    private final Language language;
    private final CompressionContext context;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Frame> open = new ArrayList<>();

    private int line;
    private long steps;

    private Braces(SourceText source, char[] mask, Language language, CompressionContext context) {
        this.source = source;
        this.mask = mask;
        this.language = language;
        this.context = context;
    }

    /** A block in braces. */
    private static final class Block {
        private final Header header;
        private final @Nullable Block owner;
        private final int openLine;
        private int closeLine;
        /** Functions right inside. */
        private int functions;

        private boolean opened;

        Block(Header header, @Nullable Block owner, int openLine) {
            this.header = header;
            this.owner = owner;
            this.openLine = openLine;
        }

        boolean isFunction() {
            return header.kind() == Header.Kind.FUNCTION || header.kind() == Header.Kind.CALLBACK;
        }
    }

    /** An open bracket. */
    private static final class Frame {
        private final char close;
        private final int place;
        private final @Nullable Block block;
        private int start;
        /** The last block in this bracket, if nothing follows it yet. */
        private @Nullable Block last;

        Frame(char close, int place, @Nullable Block block) {
            this.close = close;
            this.place = place;
            this.block = block;
            this.start = place + 1;
        }
    }

    /** The bodies in their order; empty if the brackets do not balance. */
    static Optional<List<Body>> bodies(SourceText source, char[] mask, Language language, CompressionContext context) {
        Braces braces = new Braces(source, mask, language, context);
        return braces.read() ? Optional.of(braces.bodies()) : Optional.empty();
    }

    private boolean read() {
        Frame outside = new Frame('\0', -1, null);
        open.add(outside);
        for (int i = 0; i < mask.length; i++) {
            while (i >= source.start(line + 1)) {
                line++;
            }
            if (++steps >= CHECK_EVERY) {
                context.checkpoint(steps);
                steps = 0;
            }
            if (!read(i)) {
                return false;
            }
        }
        context.checkpoint(steps);
        return open.size() == 1;
    }

    private boolean read(int i) {
        Frame top = open.get(open.size() - 1);
        switch (mask[i]) {
            case '(' -> open.add(new Frame(')', i, null));
            case '[' -> open.add(new Frame(']', i, null));
            case '{' -> open.add(new Frame('}', i, block(top, i)));
            case ')', ']', '}' -> {
                return close(top, i);
            }
            case ';' -> top.start = i + 1;
            case ',' -> {
                if (top.close == ')' || top.close == ']') {
                    top.start = i + 1;
                }
            }
            case '\n' -> {
                if (language.endsStatementsAtLineEnds() && (top.close == '}' || top.close == '\0')) {
                    top.start = i + 1;
                }
            }
            default -> {}
        }
        return true;
    }

    private boolean close(Frame top, int i) {
        if (top.close != mask[i]) {
            return false;
        }
        open.remove(open.size() - 1);
        Block block = top.block;
        if (block != null) {
            block.closeLine = line;
            Frame around = open.get(open.size() - 1);
            around.start = i + 1;
            around.last = block;
        }
        return true;
    }

    private Block block(Frame around, int i) {
        Block outer = enclosing();
        Optional<String> callee = around.close == ')' ? Optional.of(nameBefore(around.place)) : Optional.empty();
        String type = outer != null && outer.header.kind() == Header.Kind.TYPE ? outer.header.name() : "";
        steps += Math.min(Header.LONGEST, i - around.start);
        Header header = Header.read(source.code(), mask, around.start, i, language, type, callee);
        Block last = around.last;
        if (last != null && last.isFunction() && last.closeLine == line && isBlank(around.start, i)) {
            // What seemed to be the body was the type of the result: f(): { a: string } {
            header = last.header;
        }
        Block owner = outer == null || outer.isFunction() ? outer : outer.owner;
        Block block = new Block(header, owner, line);
        if (owner != null && block.isFunction()) {
            owner.functions++;
        }
        blocks.add(block);
        return block;
    }

    private @Nullable Block enclosing() {
        for (int i = open.size() - 1; i > 0; i--) {
            if (open.get(i).block != null) {
                return open.get(i).block;
            }
        }
        return null;
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (mask[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    private String nameBefore(int place) {
        int start = Words.start(source.code(), Math.max(0, place - 64), place);
        return source.code().substring(start, place);
    }

    private List<Body> bodies() {
        List<Body> bodies = new ArrayList<>();
        for (Block block : blocks) {
            boolean visible = block.owner == null || block.owner.opened;
            if (visible && block.isFunction()) {
                block.opened = block.header.kind() == Header.Kind.CALLBACK && block.functions >= CONTAINER;
                if (!block.opened && block.closeLine > block.openLine) {
                    bodies.add(new Body(block.header.name(), block.openLine + 1, block.closeLine));
                }
            }
        }
        return bodies;
    }
}
