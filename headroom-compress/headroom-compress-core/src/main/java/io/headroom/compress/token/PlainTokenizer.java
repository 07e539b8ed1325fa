package io.headroom.compress.token;

/** Counts with jtokkit alone: for the old models whose vocabularies are too rare to be worth a splitter. */
final class PlainTokenizer implements StoppableTokenizer {
    private final String family;
    private final BytePairTokenizer.Vocabulary vocabulary;

    PlainTokenizer(String family, BytePairTokenizer.Vocabulary vocabulary) {
        this.family = family;
        this.vocabulary = vocabulary;
    }

    @Override
    public String family() {
        return family;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public int count(CharSequence text, int limit, Runnable pulse) {
        pulse.run();
        char[] chars = text.toString().toCharArray();
        return vocabulary.encoding().countTokensOrdinary(WellFormed.string(chars, 0, chars.length));
    }
}
