package io.headroom.compress.dialect;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.TextSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what every dialect calls content: a string, or a list of blocks of which some are text. Blocks of other types (images,
 * documents, search results, references) are passed over, and so is a block whose type is not told.
 */
final class TextBlocks {
    private TextBlocks() {}

    /**
     * Reads the content ahead.
     *
     * @param content stands before a string or a list of blocks
     * @param types the values of {@code type} that make a block a text block
     * @return the texts in the order of the body
     */
    static List<TextSpan> read(JsonCursor content, Set<String> types) {
        List<TextSpan> texts = new ArrayList<>();
        if (content.kind() == JsonCursor.Kind.STRING) {
            content.text().ifPresent(texts::add);
        } else {
            content.elements(() -> new Block().read(content, types).ifPresent(texts::add));
        }
        return texts;
    }

    /** One block. Its type may stand behind its text, so the decision falls at the end. */
    private static final class Block {
        private Optional<String> type = Optional.empty();
        private Optional<TextSpan> text = Optional.empty();

        Optional<TextSpan> read(JsonCursor block, Set<String> types) {
            block.members(name -> {
                if (name.equals("type")) {
                    type = block.string();
                } else if (name.equals("text") && type.map(types::contains).orElse(true)) {
                    text = block.text();
                }
            });
            return text.filter(span -> type.map(types::contains).orElse(false));
        }
    }
}
