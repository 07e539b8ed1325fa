package io.headroom.compress.token;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import io.headroom.api.token.TokenCounter;
import io.headroom.api.token.Tokenizer;
import java.util.List;
import java.util.Optional;

/**
 * Knows every model: those whose vocabularies jtokkit has exactly, all others by an approximation that says so. The vocabularies are in
 * the jar and are loaded when the first text is counted. Thread-safe.
 */
public final class JtokkitTokenCounter implements TokenCounter {
    /** How Claude's counts compare with cl100k's, in percent. */
    private static final int CLAUDE_PERCENT = 115;

    private static final List<String> O200K =
            List.of("gpt-4o", "chatgpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "o1", "o3", "o4", "codex", "gpt-oss");
    private static final List<String> CL100K = List.of("gpt-4-", "gpt-3.5", "text-embedding-3");
    private static final List<String> R50K =
            List.of("text-davinci-001", "text-curie", "text-babbage", "text-ada", "davinci", "curie", "babbage", "ada");

    private final StoppableTokenizer o200k;
    private final StoppableTokenizer cl100k;
    private final StoppableTokenizer p50k;
    private final StoppableTokenizer r50k;
    private final Tokenizer claude;
    private final Tokenizer other;

    /** Creates the counter; loads nothing. */
    public JtokkitTokenCounter() {
        EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
        o200k = new BytePairTokenizer("o200k_base", new O200kSplitter(), vocabulary(registry, EncodingType.O200K_BASE));
        cl100k = new BytePairTokenizer(
                "cl100k_base", new Cl100kSplitter(), vocabulary(registry, EncodingType.CL100K_BASE));
        p50k = new PlainTokenizer("p50k_base", vocabulary(registry, EncodingType.P50K_BASE));
        r50k = new PlainTokenizer("r50k_base", vocabulary(registry, EncodingType.R50K_BASE));
        List<Tokenizer> both = List.of(o200k, cl100k);
        claude = new Approximation("claude", cl100k, CLAUDE_PERCENT, both);
        other = new Approximation("other", o200k, 100, both);
    }

    @Override
    public String id() {
        return "jtokkit";
    }

    /**
     * Finds the tokenizer of a model.
     *
     * @param model the model's id
     * @return always a tokenizer, if need be an approximation
     */
    @Override
    public Optional<Tokenizer> tokenizer(String model) {
        return Optional.of(of(ModelNames.reduce(model)));
    }

    private Tokenizer of(String name) {
        if (name.startsWith("claude")) {
            return claude;
        }
        if (startsWithAny(name, O200K)) {
            return o200k;
        }
        if (name.equals("gpt-4") || name.contains("ada-002") || startsWithAny(name, CL100K)) {
            return cl100k;
        }
        if (name.equals("davinci-002")
                || name.equals("text-davinci-002")
                || name.equals("text-davinci-003")
                || name.equals("davinci-003")
                || name.startsWith("code-")) {
            return p50k;
        }
        return R50K.contains(name) ? r50k : other;
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    private static BytePairTokenizer.Vocabulary vocabulary(EncodingRegistry registry, EncodingType type) {
        return new Loaded(registry, type);
    }

    /** Asks the registry once, since its own lookup costs more than a piece's count. */
    private static final class Loaded implements BytePairTokenizer.Vocabulary {
        private final EncodingRegistry registry;
        private final EncodingType type;
        private volatile Encoding encoding;

        private Loaded(EncodingRegistry registry, EncodingType type) {
            this.registry = registry;
            this.type = type;
        }

        @Override
        public Encoding encoding() {
            Encoding known = encoding;
            if (known == null) {
                known = registry.getEncoding(type);
                encoding = known;
            }
            return known;
        }
    }
}
