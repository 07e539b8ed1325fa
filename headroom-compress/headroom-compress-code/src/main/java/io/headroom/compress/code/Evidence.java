package io.headroom.compress.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Guesses in which language a text may be written, from the words with which its lines begin. That is only where to start: whether a
 * text is claimed is decided by reading it.
 */
final class Evidence {
    /** A word that one language has, or nearly so. */
    private static final int OWN = 3;
    /** A word that several have. */
    private static final int SHARED = 1;
    /** Less is no evidence: two own words, or six shared ones. */
    private static final int LEAST = 6;

    private static final Map<Language, Set<String>> OWN_WORDS = Map.of(
            Language.JAVA, Set.of("@Override", "@Test", "@Nullable", "synchronized"),
            Language.KOTLIN, Set.of("fun", "val", "suspend", "override", "companion", "lateinit", "data"),
            Language.CSHARP, Set.of("internal", "foreach", "readonly", "sealed", "using"),
            Language.JAVASCRIPT, Set.of("function", "export", "const", "let", "await", "module"),
            Language.GO, Set.of("func", "defer"),
            Language.RUST, Set.of("fn", "pub", "impl", "mod", "use", "match"),
            Language.C, Set.of("#include", "#define", "#ifndef", "#ifdef", "#endif", "typedef", "template", "unsigned"),
            Language.PYTHON, Set.of("def", "elif", "except", "self", "raise", "with"));

    private static final Map<Language, Set<String>> SHARED_WORDS = Map.of(
            Language.JAVA,
                    Set.of("package", "import", "public", "private", "protected", "static", "final", "throw", "return"),
            Language.KOTLIN, Set.of("package", "import", "class", "private", "internal", "return", "when", "var"),
            Language.CSHARP,
                    Set.of("namespace", "public", "private", "protected", "static", "throw", "return", "var", "await"),
            Language.JAVASCRIPT, Set.of("import", "async", "return", "if", "throw", "type", "interface", "class"),
            Language.GO, Set.of("package", "import", "type", "if", "return", "for", "case", "switch", "var", "go"),
            Language.RUST, Set.of("let", "struct", "enum", "trait", "if", "for", "async", "Ok", "Some", "#"),
            Language.C,
                    Set.of("static", "struct", "int", "void", "char", "const", "namespace", "class", "using", "return"),
            Language.PYTHON, Set.of("import", "from", "class", "return", "if", "for", "try", "async", "@"));

    private Evidence() {}

    /** The languages for which enough speaks, the likeliest first. */
    static List<Language> of(SourceText source) {
        Map<Language, Integer> points = new EnumMap<>(Language.class);
        for (int line = 0; line < source.lines(); line++) {
            String word = firstWord(source.code(), source.start(line), source.start(line + 1));
            if (!word.isEmpty()) {
                for (Language language : Language.values()) {
                    points.merge(language, points(language, word), Integer::sum);
                }
            }
        }
        List<Language> likely = new ArrayList<>(points.keySet());
        likely.removeIf(language -> points.get(language) < LEAST);
        // The sort is stable, so that the order of the constants settles ties.
        likely.sort(Comparator.comparing((Language language) -> -points.get(language)));
        return likely;
    }

    private static int points(Language language, String word) {
        return OWN_WORDS.get(language).contains(word)
                ? OWN
                : SHARED_WORDS.get(language).contains(word) ? SHARED : 0;
    }

    private static String firstWord(String code, int from, int to) {
        int start = from;
        while (start < to && (code.charAt(start) == ' ' || code.charAt(start) == '\t')) {
            start++;
        }
        int end = start;
        while (end < to && (Words.isPart(code.charAt(end)) || (end == start && "@#".indexOf(code.charAt(end)) >= 0))) {
            end++;
        }
        return code.substring(start, end);
    }
}
