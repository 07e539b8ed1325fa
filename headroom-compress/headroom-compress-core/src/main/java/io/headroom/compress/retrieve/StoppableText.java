package io.headroom.compress.retrieve;

import java.time.Duration;

/**
 * A part of a text that a search reads without a copy, and that ends the search when it takes too long: linear time is still long for a
 * large expression and a text of megabytes.
 */
final class StoppableText implements CharSequence {
    private final String text;
    private final int start;
    private final int end;
    private final Watch watch;

    StoppableText(String text, int start, int end, Watch watch) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.watch = watch;
    }

    @Override
    public int length() {
        return end - start;
    }

    @Override
    public char charAt(int index) {
        watch.look();
        return text.charAt(start + index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return new StoppableText(text, start + from, start + to, watch);
    }

    @Override
    public String toString() {
        return text.substring(start, end);
    }

    /** The time of one search. */
    static final class Watch {
        private static final Duration LONGEST = Duration.ofSeconds(10);
        private static final int EVERY = 4_096;

        private final long began = System.nanoTime();
        private int reads;

        void look() {
            if (++reads % EVERY == 0 && System.nanoTime() - began > LONGEST.toNanos()) {
                throw new TooSlowException();
            }
        }
    }

    /** Ends a search. */
    static final class TooSlowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSlowException() {
            super("the search took longer than " + Watch.LONGEST.toSeconds()
                    + " seconds; a shorter regular expression or a range of lines is quicker");
        }
    }
}
