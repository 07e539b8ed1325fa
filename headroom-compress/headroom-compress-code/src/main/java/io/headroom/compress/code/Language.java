package io.headroom.compress.code;

/** The languages that are read, by what tells their literals and headers apart. */
enum Language {
    JAVA,
    KOTLIN,
    CSHARP,
    /** And TypeScript. */
    JAVASCRIPT,
    GO,
    RUST,
    /** And C++. */
    C,
    PYTHON;

    /** Whether a statement ends with its line, so that the header of a block starts there. */
    boolean endsStatementsAtLineEnds() {
        return this == JAVASCRIPT || this == GO || this == KOTLIN;
    }

    /** Whether a comment may hold another one. */
    boolean nestsComments() {
        return this == RUST || this == KOTLIN;
    }

    /** Whether lines that start with {@code #} speak to a preprocessor. */
    boolean hasDirectives() {
        return this == C || this == CSHARP;
    }

    /** Whether {@code '} encloses a single character. */
    boolean hasCharacters() {
        return this != JAVASCRIPT && this != PYTHON;
    }

    /** Whether three quotes open a text of several lines. */
    boolean hasTextBlocks() {
        return this == JAVA || this == KOTLIN || this == CSHARP || this == PYTHON;
    }
}
