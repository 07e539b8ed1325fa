package io.headroom.cli.wrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Divides the words behind a tool's name: our options stand before the first word that is none of ours, or before {@code --}; from there
 * on everything is the tool's, byte for byte (PV-901).
 *
 * @param ours our options with their values, to be parsed
 * @param tool the tool's own arguments
 */
record WrapWords(List<String> ours, List<String> tool) {
    WrapWords {
        ours = List.copyOf(ours);
        tool = List.copyOf(tool);
    }

    /**
     * Divides words.
     *
     * @param words what stands behind the tool's name
     * @param options our options, such as {@code --port}, and whether each takes a value
     */
    static WrapWords divide(List<String> words, Map<String, Boolean> options) {
        List<String> ours = new ArrayList<>();
        int next = 0;
        while (next < words.size()) {
            String word = words.get(next);
            if (word.equals("--")) {
                next++;
                break;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            Boolean takesValue = options.get(name);
            if (takesValue == null || (!takesValue && equals >= 0)) {
                break;
            }
            ours.add(word);
            next++;
            if (takesValue && equals < 0 && next < words.size()) {
                ours.add(words.get(next));
                next++;
            }
        }
        return new WrapWords(ours, words.subList(next, words.size()));
    }
}
