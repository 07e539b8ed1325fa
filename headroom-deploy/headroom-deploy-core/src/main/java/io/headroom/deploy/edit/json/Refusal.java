package io.headroom.deploy.edit.json;

/** A reason at an offset, on its way to where the offset becomes a line and a column. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String reason;

    Refusal(int offset, String reason) {
        super(reason, null, false, false);
        this.offset = offset;
        this.reason = reason;
    }

    int offset() {
        return offset;
    }

    String reason() {
        return reason;
    }
}
