package io.headroom.proxy.redeem;

import java.util.List;

/**
 * What a call of the retrieval tool brought, in no API's words.
 *
 * @param failed whether this tells what is wrong with the call
 * @param texts the part of the original and, where it was cut, how to go on; none for a part that is empty
 */
record Found(boolean failed, List<String> texts) {
    Found {
        texts = List.copyOf(texts);
    }

    static Found failure(String message) {
        return new Found(true, List.of("headroom: " + message));
    }

    /** All of it, for APIs whose results are one string. */
    String text() {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            if (!all.isEmpty() && all.charAt(all.length() - 1) != '\n') {
                all.append('\n');
            }
            all.append(text);
        }
        return all.toString();
    }
}
