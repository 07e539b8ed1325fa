package io.headroom.api.compress;

import java.util.List;
import java.util.Objects;

/**
 * A shorter form of a text.
 *
 * @param text the form, as the model will read it
 * @param fidelity what it keeps
 * @param leftOut what it does not show; empty unless {@code fidelity} is {@link Fidelity#LOSSY}
 */
public record Compressed(String text, Fidelity fidelity, List<LeftOut> leftOut) {
    public Compressed {
        Objects.requireNonNull(text, "text");
        leftOut = List.copyOf(leftOut);
        if ((fidelity == Fidelity.LOSSY) == leftOut.isEmpty()) {
            throw new IllegalArgumentException(
                    "a lossy form names what it leaves out, a lossless one leaves out nothing");
        }
    }

    /**
     * A lossless form.
     *
     * @param text the form
     * @param fidelity {@link Fidelity#BYTES} or {@link Fidelity#DATA}
     * @return the form
     */
    public static Compressed lossless(String text, Fidelity fidelity) {
        return new Compressed(text, fidelity, List.of());
    }
}
