package io.headroom.workload.probe;

import io.headroom.workload.SplitMix64;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts the probes of a text: of JSON from its values with their keys, of any other text from its lines. */
public final class Probes {
    private static final int NEEDLES = 20;
    private static final long NEEDLE_SEED = 1402;

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])-?\\d+(?:\\.\\d+)?(?![\\w.])");
    private static final Pattern ID = Pattern.compile("\\b(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
            + "|(?=[0-9a-f]*\\d)(?=\\d*[a-f])[0-9a-f]{7,64}|[A-Z]{2,8}-\\d+)\\b");
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'<>()\\\\]+[^\\s\"'<>()\\\\.,;:]");
    private static final Pattern PATH = Pattern.compile("(?<![\\w/:.])/?(?:[\\w.@-]+/)+[\\w@-]+(?:\\.\\w+)+");
    private static final Pattern ERROR =
            Pattern.compile("(?i)\\b(?:error|fatal|critical|exception|panic|failed|failure|"
                    + "traceback|denied|refused|timeout|unavailable|crash)\\b");
    private static final Pattern WORD = Pattern.compile("\\b[A-Za-z]{5,}\\b");

    private final Set<Probe> found = new LinkedHashSet<>();

    private Probes() {}

    /**
     * Extracts the probes of a text.
     *
     * @param text any text
     * @return each distinct probe once, in the order of the text
     */
    public static Set<Probe> of(String text) {
        Probes probes = new Probes();
        JsonTokens.of(text).ifPresentOrElse(probes::json, () -> probes.lines(text));
        probes.needles(text);
        return probes.found;
    }

    private void json(List<String> tokens) {
        String key = "";
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            boolean name = token.startsWith("\"")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).equals(":");
            if (name) {
                key = token.substring(1);
            } else if (token.startsWith("\"")) {
                value(token.substring(1), key);
            } else if (NUMBER.matcher(token).matches()) {
                found.add(new Probe(Probe.Kind.NUMBER, token, key));
            }
        }
    }

    private void value(String value, String key) {
        all(URL, value, Probe.Kind.URL, key);
        all(ID, value, Probe.Kind.ID, key);
        all(PATH, value, Probe.Kind.PATH, key);
        if (ERROR.matcher(value).find()) {
            value.lines().filter(line -> ERROR.matcher(line).find()).forEach(line -> error(line, key));
        }
    }

    private void lines(String text) {
        text.lines().forEach(line -> {
            value(line, "");
            all(NUMBER, line, Probe.Kind.NUMBER, "");
        });
    }

    private void error(String line, String key) {
        found.add(new Probe(Probe.Kind.ERROR_LINE, line.strip(), key));
    }

    private void all(Pattern pattern, String text, Probe.Kind kind, String key) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(new Probe(kind, matcher.group(), key));
        }
    }

    private void needles(String text) {
        Map<String, Integer> counts = new TreeMap<>();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            counts.merge(words.group(), 1, Integer::sum);
        }
        List<String> unique = new ArrayList<>(counts.entrySet().stream()
                .filter(word ->
                        word.getValue() == 1 && !ERROR.matcher(word.getKey()).matches())
                .map(Map.Entry::getKey)
                .toList());
        SplitMix64 random = new SplitMix64(NEEDLE_SEED);
        for (int i = 0; i < NEEDLES && !unique.isEmpty(); i++) {
            found.add(new Probe(Probe.Kind.NEEDLE, unique.remove(random.below(unique.size())), ""));
        }
    }
}
