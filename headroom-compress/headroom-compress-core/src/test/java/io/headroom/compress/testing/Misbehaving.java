package io.headroom.compress.testing;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.MalformedFormException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Compressors that do everything that a compressor must not do. */
public enum Misbehaving {
    THROWS {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            throw new IllegalStateException("on purpose");
        }
    },
    THROWS_AN_ERROR {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            throw new NoClassDefFoundError("on purpose");
        }
    },
    RUNS_OUT_OF_MEMORY {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            throw new OutOfMemoryError("on purpose");
        }
    },
    OVERFLOWS_THE_STACK {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            return Optional.of(act(content, context)).orElseThrow();
        }
    },
    RETURNS_NULL {
        @Override
        @SuppressWarnings("OptionalAssignedToNull")
        Optional<Compressed> act(Content content, CompressionContext context) {
            return null;
        }
    },
    LIES {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            return Optional.of(Compressed.lossless("short", Fidelity.BYTES));
        }
    },
    GROWS {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            return Optional.of(Compressed.lossless(GROWN + content.text(), Fidelity.BYTES));
        }
    },
    LEAVES_OUT {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            LeftOut all = new LeftOut(LeftOut.Unit.LINE, 1, 1, 1, "");
            return Optional.of(new Compressed("gone", Fidelity.LOSSY, List.of(all)));
        }
    },
    PRETENDS_TO_BE_STOPPED {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            throw new CompressionStoppedException(CompressionStoppedException.Cause.DEADLINE);
        }
    },
    NEVER_ENDS {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            while (true) {
                context.checkpoint(1);
                spin();
            }
        }
    },
    WORKS_TOO_HARD {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            while (true) {
                context.checkpoint(1_000_000);
            }
        }
    },
    SLEEPS {
        @Override
        Optional<Compressed> act(Content content, CompressionContext context) {
            try {
                boolean never = new CountDownLatch(1).await(60, TimeUnit.SECONDS);
                throw new IllegalStateException("woke up " + never);
            } catch (InterruptedException e) {
                throw new IllegalStateException("woken", e);
            }
        }
    };

    private static final String GROWN = "[grown] and grown";

    /** Some work, so that a deadline comes before the work limit. */
    private static void spin() {
        long end = System.nanoTime() + 20_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    abstract Optional<Compressed> act(Content content, CompressionContext context);

    /** A compressor that behaves so for texts that contain a word, and is honest about all others. */
    public Compressor compressor(String word) {
        return new Actor(this, word, new AtomicInteger());
    }

    /** A compressor that always behaves so. */
    public Compressor compressor() {
        return compressor("");
    }

    private static final class Actor extends Repeats {
        private final Misbehaving how;
        private final String word;
        private final AtomicInteger calls;

        private Actor(Misbehaving how, String word, AtomicInteger calls) {
            super("misbehaving");
            this.how = how;
            this.word = word;
            this.calls = calls;
        }

        @Override
        public Optional<Compressed> compress(Content content, CompressionContext context) {
            calls.incrementAndGet();
            return content.text().contains(word) ? how.act(content, context) : super.compress(content, context);
        }

        @Override
        public String decode(String form) throws MalformedFormException {
            if (how == GROWS && form.startsWith(GROWN)) {
                return form.substring(GROWN.length());
            }
            return how == LIES && form.equals("short") ? "something else" : super.decode(form);
        }
    }
}
