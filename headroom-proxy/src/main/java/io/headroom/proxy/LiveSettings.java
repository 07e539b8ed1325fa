package io.headroom.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The settings in force, which can be read again from where they came from (PX-303). Those that may change while the proxy runs are
 * marked in the {@link SettingsCatalog}; a part that heeds them asks here each time. Thread-safe.
 */
final class LiveSettings implements Supplier<ProxySettings> {
    private final AtomicReference<ProxySettings> now;
    private final Optional<Supplier<ProxySettings>> source;

    LiveSettings(ProxySettings first, Optional<Supplier<ProxySettings>> source) {
        this.now = new AtomicReference<>(first);
        this.source = source;
    }

    /** The settings in force. */
    @Override
    public ProxySettings get() {
        return now.get();
    }

    /** Reads the settings again. Settings that are wrong change nothing, not even in part. */
    synchronized ReloadReport reload() {
        if (source.isEmpty()) {
            return ReloadReport.refused(List.of("this proxy was started with fixed settings; restart it with others"));
        }
        ProxySettings next;
        try {
            next = source.get().get();
        } catch (InvalidSettingsException wrong) {
            return ReloadReport.refused(wrong.faults().stream()
                    .map(InvalidSettingsException.Fault::toString)
                    .toList());
        } catch (RuntimeException unreadable) {
            return ReloadReport.refused(List.of(String.valueOf(unreadable.getMessage())));
        }
        ProxySettings before = now.get();
        List<ReloadReport.Change> applied = new ArrayList<>();
        List<ReloadReport.Change> later = new ArrayList<>();
        for (int i = 0; i < before.values().size(); i++) {
            SettingValue was = before.values().get(i);
            SettingValue is = next.values().get(i);
            if (!was.text().equals(is.text())) {
                (was.setting().reloads() ? applied : later)
                        .add(new ReloadReport.Change(was.setting().key(), was.shown(), is.shown()));
            }
        }
        token(before, next).ifPresent(later::add);
        plugins(before, next, later);
        now.set(before.reloaded(next));
        return new ReloadReport(applied, later, List.of());
    }

    /** A token that was changed inside its file. */
    private static Optional<ReloadReport.Change> token(ProxySettings before, ProxySettings next) {
        boolean sameFile = text(before, "proxy.token-file").equals(text(next, "proxy.token-file"))
                && text(before, "proxy.token").equals(text(next, "proxy.token"));
        boolean sameToken =
                before.proxy().access().token().equals(next.proxy().access().token());
        return sameFile && !sameToken
                ? Optional.of(new ReloadReport.Change("proxy.token-file", "***", "***"))
                : Optional.empty();
    }

    private static String text(ProxySettings settings, String key) {
        return settings.values().stream()
                .filter(value -> value.setting().key().equals(key))
                .map(SettingValue::text)
                .findFirst()
                .orElse("");
    }

    /** The settings of plugins; which of them are secrets, only the plugins know. */
    private static void plugins(ProxySettings before, ProxySettings next, List<ReloadReport.Change> changes) {
        Map<String, String> was = flat(before);
        Map<String, String> is = flat(next);
        TreeSet<String> keys = new TreeSet<>(was.keySet());
        keys.addAll(is.keySet());
        for (String key : keys) {
            if (!Optional.ofNullable(was.get(key)).equals(Optional.ofNullable(is.get(key)))) {
                changes.add(new ReloadReport.Change(
                        key, was.containsKey(key) ? "***" : "", is.containsKey(key) ? "***" : ""));
            }
        }
    }

    private static Map<String, String> flat(ProxySettings settings) {
        Map<String, String> flat = new TreeMap<>();
        settings.plugins()
                .settings()
                .forEach((id, own) -> own.forEach((name, value) -> flat.put("plugins." + id + "." + name, value)));
        return flat;
    }
}
