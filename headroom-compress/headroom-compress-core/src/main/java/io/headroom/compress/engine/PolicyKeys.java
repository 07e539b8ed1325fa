package io.headroom.compress.engine;

import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.policy.Verdict;
import io.headroom.compress.settle.ContentHash;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes down everything besides the text that a form depends on, and nothing else: what does not matter for a form must not make a
 * second one. So mode and channel are part of it only where a lossy form is thinkable.
 */
final class PolicyKeys {
    /** Changes only if the meaning of a key changes. Versions of compressors are no part of it: a settled form outlives them. */
    private static final String FORMAT = "1";

    private static final int SETTINGS_DIGITS = 16;

    private final String settings;
    private final String tenant;

    /** The tenant is a setting and part of the ids in lossy forms; whether a store works is not. */
    PolicyKeys(CompressionSettings settings, String tenant) {
        this.tenant = tenant;
        StringBuilder all = new StringBuilder();
        all.append(settings.limits().minTokens())
                .append('|')
                .append(settings.limits().maxCharacters());
        new TreeMap<>(settings.plugins()).forEach((plugin, values) -> append(all, plugin, values));
        this.settings = ContentHash.of(all.toString()).hex().substring(0, SETTINGS_DIGITS);
    }

    private static void append(StringBuilder all, String plugin, Map<String, String> values) {
        // Lengths keep one list of names and values from reading like another one.
        new TreeMap<>(values).forEach((name, value) -> {
            for (String part : new String[] {plugin, name, value}) {
                all.append('|').append(part.length()).append(':').append(part);
            }
        });
    }

    String key(Verdict verdict, Hint hint, RetrievalChannel channel, String tokenizer) {
        StringBuilder key = new StringBuilder(FORMAT);
        key.append('.').append(settings).append('.').append(tokenizer);
        key.append('.').append(verdict.origin().floor().name().toLowerCase(Locale.ROOT));
        if (verdict.mode() == Mode.AUDIT) {
            key.append(".audit");
        }
        if (lossyThinkable(verdict, channel)) {
            key.append('.').append(verdict.terms().key());
            key.append('.').append(verdict.origin().key());
            key.append(hint.error() ? ".error" : "");
            key.append('.').append(channel.kind().name().toLowerCase(Locale.ROOT));
            key.append('.').append(channel.name());
            key.append(
                    tenant.isEmpty()
                            ? ""
                            : ".tenant-" + ContentHash.of(tenant).hex().substring(0, SETTINGS_DIGITS));
        }
        return key.toString();
    }

    static boolean lossyThinkable(Verdict verdict, RetrievalChannel channel) {
        return verdict.shortening() != Verdict.Shortening.NEVER && channel.kind() != RetrievalChannel.Kind.NONE;
    }
}
