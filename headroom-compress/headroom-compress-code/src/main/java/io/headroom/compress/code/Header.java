package io.headroom.compress.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands before a brace, and whether that makes it the body of a function. Reads words and brackets and no grammar: a header that it
 * does not know is none of a function, and its block stays.
 *
 * @param kind what the block is
 * @param name the name of the function or type; empty if it has none
 */
record Header(Kind kind, String name) {
    /** What a block is. */
    enum Kind {
        /** The body of a function. */
        FUNCTION,
        /** The body of a function without a name that is an argument of a call. */
        CALLBACK,
        /** The members of a type. */
        TYPE,
        /** Anything else: statements, literals, members of what is no type. */
        OTHER
    }

    private static final Header OTHER = new Header(Kind.OTHER, "");
    /** A header of more characters is none that we need to know. */
    static final int LONGEST = 4_000;
    /** Group in round brackets, as a token. */
    private static final String ROUND = "()";

    private static final String SQUARE = "[]";
    private static final String NO_NAME = "function";

    /** Statements that have brackets; some are also modifiers of functions. */
    private static final Set<String> STATEMENTS = Set.of(
            "if",
            "for",
            "while",
            "switch",
            "catch",
            "synchronized",
            "using",
            "lock",
            "foreach",
            "fixed",
            "when",
            "match",
            "with",
            "checked",
            "unchecked");

    /** Words that no header of a function has. */
    private static final Set<String> NEVER =
            Set.of("else", "do", "try", "finally", "return", "case", "loop", "throw", "select", "=", "=>", ":=");

    private static final Set<String> TYPES =
            Set.of("class", "interface", "enum", "struct", "record", "namespace", "trait", "impl", "union", "mod");

    /** What may begin the type of a result in C. */
    private static final Set<String> RESULTS = Set.of("struct", "union", "enum");

    /** What C has before brackets that is no name of a function. */
    private static final Set<String> SPECIFIERS =
            Set.of("alignas", "decltype", "noexcept", "requires", "explicit", "throw", "sizeof", "defined");

    private static final Set<String> ACCESSORS = Set.of("get", "set", "init", "add", "remove");

    private static final Set<String> MODIFIERS = Set.of(
            "public",
            "private",
            "protected",
            "internal",
            "static",
            "final",
            "abstract",
            "readonly",
            "async",
            "export",
            "default",
            "const",
            "let",
            "var",
            "val",
            "declare",
            "override");

    private record Token(String word) {
        boolean isName() {
            char first = word.charAt(0);
            // Kotlin has names in backticks.
            return first == '`' || (Words.isPart(first) && !Words.isDigit(first));
        }
    }

    /**
     * Reads a header.
     *
     * @param enclosing the name of the type around it, or empty
     * @param callee the name of the function of which it is an argument, or empty if it is none
     */
    static Header read(
            String code, char[] mask, int from, int to, Language language, String enclosing, Optional<String> callee) {
        if (to - from > LONGEST) {
            return OTHER;
        }
        List<Token> tokens = withoutAnnotations(tokens(code, mask, from, to));
        if (tokens.isEmpty()) {
            return OTHER;
        }
        Optional<Header> type = language == Language.GO ? Optional.empty() : type(tokens, language);
        if (type.isPresent()) {
            return type.get();
        }
        return switch (language) {
            case GO -> keyword(tokens, "func", callee);
            case RUST -> after(tokens, "fn");
            case KOTLIN -> kotlin(tokens);
            case JAVASCRIPT -> javascript(tokens, callee);
            case JAVA -> java(tokens, enclosing);
            case CSHARP -> csharp(tokens);
            case C, PYTHON -> beforeBrackets(tokens);
        };
    }

    // ---- languages

    private static Optional<Header> type(List<Token> tokens, Language language) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            String word = tokens.get(i).word();
            // Parameters of a template may be classes: <class T, class U>
            boolean parameter = i > 0
                    && (tokens.get(i - 1).word().equals("<")
                            || tokens.get(i - 1).word().equals(","));
            boolean named = !parameter
                    && tokens.get(i + 1).isName()
                    && (TYPES.contains(word) || (word.equals("object") && language == Language.KOTLIN));
            boolean returned = language == Language.C && RESULTS.contains(word) && index(tokens, ROUND) > i;
            if (named && !returned && !(word.equals("record") && language == Language.C)) {
                return Optional.of(new Header(Kind.TYPE, tokens.get(i + 1).word()));
            }
            if (word.equals("=") || word.equals(ROUND)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Header java(List<Token> tokens, String enclosing) {
        if (tokens.size() == 1 && tokens.get(0).word().equals("static")) {
            return new Header(Kind.FUNCTION, "static");
        }
        int group = index(tokens, ROUND);
        boolean constructor = group > 0 && tokens.get(group - 1).word().equals(enclosing);
        // A constant of an enum may have a body with functions: that looks like a function without a type.
        boolean typed = group > 1 && isType(tokens.get(group - 2));
        return constructor || typed ? beforeBrackets(tokens) : OTHER;
    }

    private static boolean isType(Token token) {
        return token.isName() || token.word().equals(">") || token.word().equals(SQUARE);
    }

    private static Header csharp(List<Token> tokens) {
        Token last = tokens.get(tokens.size() - 1);
        boolean accessor = ACCESSORS.contains(last.word())
                && tokens.stream().allMatch(token -> token.equals(last) || MODIFIERS.contains(token.word()));
        return accessor ? new Header(Kind.FUNCTION, last.word()) : beforeBrackets(tokens);
    }

    private static Header kotlin(List<Token> tokens) {
        Token last = tokens.get(tokens.size() - 1);
        int fun = index(tokens, "fun");
        if (fun >= 0) {
            for (int i = fun + 1; i + 1 < tokens.size(); i++) {
                if (tokens.get(i + 1).word().equals(ROUND) && tokens.get(i).isName()) {
                    return new Header(Kind.FUNCTION, tokens.get(i).word());
                }
            }
            return OTHER;
        }
        if (tokens.size() == 1 && last.word().equals("init")) {
            return new Header(Kind.FUNCTION, "init");
        }
        int constructor = index(tokens, "constructor");
        if (constructor >= 0 && index(tokens, ROUND) == constructor + 1) {
            return new Header(Kind.FUNCTION, "constructor");
        }
        boolean accessor = tokens.size() > 1
                && ACCESSORS.contains(tokens.get(0).word())
                && tokens.get(1).word().equals(ROUND);
        return accessor ? new Header(Kind.FUNCTION, tokens.get(0).word()) : OTHER;
    }

    private static Header javascript(List<Token> tokens, Optional<String> callee) {
        if (tokens.get(tokens.size() - 1).word().equals("=>")) {
            return unnamed(tokens, callee);
        }
        return index(tokens, "function") >= 0 ? keyword(tokens, "function", callee) : beforeBrackets(tokens);
    }

    /** A keyword that makes a function, with or without a name behind it. */
    private static Header keyword(List<Token> tokens, String keyword, Optional<String> callee) {
        int at = index(tokens, keyword);
        if (at < 0) {
            return OTHER;
        }
        int name = at + 1;
        // The generator's star, or the receiver of a method.
        boolean receiver = name + 2 < tokens.size()
                && tokens.get(name).word().equals(ROUND)
                && tokens.get(name + 1).isName()
                && tokens.get(name + 2).word().equals(ROUND);
        if (name < tokens.size() && (tokens.get(name).word().equals("*") || (receiver && at == 0))) {
            name++;
        }
        boolean named = name < tokens.size() && tokens.get(name).isName();
        return named ? new Header(Kind.FUNCTION, tokens.get(name).word()) : unnamed(tokens, callee);
    }

    private static Header after(List<Token> tokens, String keyword) {
        int at = index(tokens, keyword);
        boolean named = at >= 0 && at + 1 < tokens.size() && tokens.get(at + 1).isName();
        return named ? new Header(Kind.FUNCTION, tokens.get(at + 1).word()) : OTHER;
    }

    /** A function that is a value: what it is given to names it. */
    private static Header unnamed(List<Token> tokens, Optional<String> callee) {
        if (index(tokens, "=") < 0 && index(tokens, ":=") < 0 && callee.isPresent()) {
            return new Header(Kind.CALLBACK, callee.get().isEmpty() ? NO_NAME : callee.get());
        }
        String name = NO_NAME;
        for (Token token : tokens) {
            switch (token.word()) {
                case "=", ":=", ":" -> {
                    return new Header(Kind.FUNCTION, name);
                }
                case ROUND, "=>" -> {
                    return new Header(Kind.FUNCTION, NO_NAME);
                }
                default -> name = token.isName() && !MODIFIERS.contains(token.word()) ? token.word() : name;
            }
        }
        return new Header(Kind.FUNCTION, NO_NAME);
    }

    /** A name, and round brackets behind it. */
    private static Header beforeBrackets(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean brackets = i + 1 < tokens.size() && tokens.get(i + 1).word().equals(ROUND);
            boolean created = token.word().equals("new")
                    && (i == 0
                            || (i + 2 < tokens.size()
                                    && tokens.get(i + 2).word().equals(ROUND)));
            if (NEVER.contains(token.word()) || created || (brackets && STATEMENTS.contains(token.word()))) {
                return OTHER;
            }
            if (token.word().equals("operator")) {
                return new Header(Kind.FUNCTION, "operator");
            }
            if (brackets
                    && token.isName()
                    && !SPECIFIERS.contains(token.word())
                    && !token.word().startsWith("__")) {
                return new Header(Kind.FUNCTION, token.word());
            }
        }
        return OTHER;
    }

    // ---- tokens

    private static int index(List<Token> tokens, String word) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).word().equals(word)) {
                return i;
            }
        }
        return -1;
    }

    /** Drops annotations, and attributes and commas that come first. */
    private static List<Token> withoutAnnotations(List<Token> tokens) {
        List<Token> kept = new ArrayList<>(tokens.size());
        int i = 0;
        while (i < tokens.size()) {
            String word = tokens.get(i).word();
            boolean first = kept.isEmpty();
            if (word.equals("@")) {
                i += 2;
                while (i + 1 < tokens.size() && tokens.get(i).word().equals(".")) {
                    i += 2;
                }
                i += i < tokens.size() && tokens.get(i).word().equals(ROUND) ? 1 : 0;
            } else if (first && (word.equals(",") || word.equals("#") || word.equals(SQUARE))) {
                i++;
            } else {
                kept.add(tokens.get(i++));
            }
        }
        return kept;
    }

    private static List<Token> tokens(String code, char[] mask, int from, int to) {
        List<Token> tokens = new ArrayList<>();
        int i = from;
        while (i < to) {
            char c = mask[i];
            int start = i;
            if (Words.isPart(c)) {
                while (i < to && Words.isPart(mask[i])) {
                    i++;
                }
                tokens.add(new Token(code.substring(start, i)));
            } else if (c == '(' || c == '[' || c == '{') {
                i = afterGroup(mask, i, to);
                tokens.add(new Token(c == '(' ? ROUND : c == '[' ? SQUARE : "{}"));
            } else if (c == Scanner.LITERAL) {
                while (i < to && mask[i] == Scanner.LITERAL) {
                    i++;
                }
                tokens.add(new Token("\""));
            } else if (c <= ' ') {
                i++;
            } else {
                boolean two = i + 1 < to && isPair(c, mask[i + 1]);
                i += two ? 2 : 1;
                tokens.add(new Token(code.substring(start, i)));
            }
        }
        return tokens;
    }

    private static boolean isPair(char first, char second) {
        return switch (first) {
            case '=' -> second == '>' || second == '=';
            case '-' -> second == '>';
            case ':' -> second == ':' || second == '=';
            case '!', '<', '>' -> second == '=';
            default -> false;
        };
    }

    private static int afterGroup(char[] mask, int from, int to) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            switch (mask[i]) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        return to;
    }
}
