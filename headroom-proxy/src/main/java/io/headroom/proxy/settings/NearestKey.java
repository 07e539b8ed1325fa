package io.headroom.proxy.settings;

import io.headroom.proxy.Setting;
import io.headroom.proxy.SettingsCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the key that somebody may have meant, by the number of letters to change (Levenshtein). */
public final class NearestKey {
    private NearestKey() {}

    /** The nearest setting of the catalog, if one is near. */
    public static Optional<String> to(String key) {
        return among(SettingsCatalog.all().stream().map(Setting::key).toList(), key);
    }

    /** The nearest of some keys, if one is near. */
    public static Optional<String> among(List<String> keys, String key) {
        return keys.stream()
                .min(Comparator.comparingInt(known -> distance(known, key)))
                .filter(known -> distance(known, key) <= Math.max(3, key.length() / 3));
    }

    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
