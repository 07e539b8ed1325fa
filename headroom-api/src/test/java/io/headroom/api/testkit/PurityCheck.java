package io.headroom.api.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Repeats a computation under circumstances that must not matter: locales with letters, digits and calendars of their own, another time
 * zone, several threads at once, and the reverse order.
 */
final class PurityCheck {
    private static final Locale TURKISH = Locale.forLanguageTag("tr-TR");
    private static final Locale EGYPTIAN = Locale.forLanguageTag("ar-EG");
    private static final Locale THAI = Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai");
    private static final List<Locale> LOCALES = List.of(Locale.GERMANY, TURKISH, THAI, EGYPTIAN);
    private static final int THREADS = 3;

    private final Supplier<? extends List<?>> forward;
    private final Supplier<? extends List<?>> backward;

    PurityCheck(Supplier<? extends List<?>> forward, Supplier<? extends List<?>> backward) {
        this.forward = forward;
        this.backward = backward;
    }

    /** The circumstances under which the result was another. All at once first, and only where that tells something one by one. */
    List<String> impurities(List<?> expected) throws InterruptedException {
        if (pure(expected)) {
            return List.of();
        }
        List<String> impurities = new ArrayList<>();
        for (Locale locale : LOCALES) {
            if (!expected.equals(under(locale, forward))) {
                impurities.add("locale " + locale.toLanguageTag());
            }
        }
        if (!expected.equals(reversed())) {
            impurities.add("reverse order");
        }
        if (!allEqual(expected)) {
            impurities.add(THREADS + " threads at once");
        }
        return impurities.isEmpty() ? List.of("all of it at once, and nothing alone") : impurities;
    }

    /** With a decimal comma and letters of its own on all threads at once, then with digits and a calendar of its own in reverse. */
    private boolean pure(List<?> expected) throws InterruptedException {
        Locale before = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
            Locale.setDefault(TURKISH);
            if (!allEqual(expected)) {
                return false;
            }
            Locale.setDefault(EGYPTIAN);
            if (!expected.equals(reversed())) {
                return false;
            }
            Locale.setDefault(THAI);
            return expected.equals(forward.get());
        } finally {
            Locale.setDefault(before);
            TimeZone.setDefault(zone);
        }
    }

    private List<?> reversed() {
        List<Object> again = new ArrayList<>(backward.get());
        Collections.reverse(again);
        return again;
    }

    private static List<?> under(Locale locale, Supplier<? extends List<?>> work) {
        Locale locale0 = Locale.getDefault();
        TimeZone zone0 = TimeZone.getDefault();
        try {
            Locale.setDefault(locale);
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
            return work.get();
        } finally {
            Locale.setDefault(locale0);
            TimeZone.setDefault(zone0);
        }
    }

    private boolean allEqual(List<?> expected) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<?>>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(forward::get));
            }
            for (Future<List<?>> result : results) {
                if (!expected.equals(result.get())) {
                    return false;
                }
            }
            return true;
        } catch (ExecutionException e) {
            throw new AssertionError("fails on another thread", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
