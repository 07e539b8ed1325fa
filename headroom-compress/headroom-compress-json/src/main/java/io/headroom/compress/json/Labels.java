package io.headroom.compress.json;

/** The labels A to Z and AA to ZZ. */
final class Labels {
    static final int COUNT = 26 + 26 * 26;

    private Labels() {}

    static String name(int index) {
        if (index < 26) {
            return String.valueOf((char) ('A' + index));
        }
        int two = index - 26;
        return "" + (char) ('A' + two / 26) + (char) ('A' + two % 26);
    }

    /** The index of a label, or -1. */
    static int index(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < 'A' || name.charAt(i) > 'Z') {
                return -1;
            }
        }
        return switch (name.length()) {
            case 1 -> name.charAt(0) - 'A';
            case 2 -> 26 + (name.charAt(0) - 'A') * 26 + name.charAt(1) - 'A';
            default -> -1;
        };
    }
}
