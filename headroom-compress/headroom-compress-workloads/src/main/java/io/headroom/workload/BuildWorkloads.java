package io.headroom.workload;

import java.util.Locale;

/** The workloads that are output of builds, tests and programs: X04, X05, X06, X10, X12. */
public final class BuildWorkloads {
    private static final String[] CRATES = {
        "serde", "tokio", "hyper", "regex", "syn", "quote", "rand", "log", "clap", "bytes", "futures", "mio", "tracing",
        "url"
    };

    private BuildWorkloads() {}

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /**
     * X04: {@code cargo build} of 190 crates with three warnings and an error.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload cargo(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder("    Updating crates.io index\n");
        for (int i = 0; i < 190; i++) {
            String crate = random.of(CRATES)
                    + (random.onceIn(2) ? "-" + random.of("core", "macros", "util", "derive", "sys") : "");
            out.append("   Compiling ")
                    .append(crate)
                    .append(" v")
                    .append(random.below(5))
                    .append('.');
            out.append(random.below(30)).append('.').append(random.below(20)).append('\n');
            if (i == 50 || i == 100 || i == 150) {
                int line = 10 + random.below(200);
                out.append("warning: unused variable: `")
                        .append(random.of("count", "path", "next"))
                        .append("`\n");
                out.append("  --> src/")
                        .append(random.of("main", "cli", "store"))
                        .append(".rs:")
                        .append(line)
                        .append(":9\n");
                out.append("   |\n").append(format("%-3d", line)).append("|     let value = load();\n");
                out.append("   |         ^^^^^ help: if this is intentional, prefix it with an underscore\n   |\n");
            }
        }
        out.append("error[E0308]: mismatched types\n  --> src/store.rs:")
                .append(random.below(300))
                .append(":21\n");
        out.append(
                "   |\n88 |     let id: u64 = row.get(\"id\");\n   |             ---   ^^^^^^^^^^^^^ expected `u64`, found `String`\n");
        out.append(
                "   |\n\nerror: could not compile `shop` (bin \"shop\") due to 1 previous error; 3 warnings emitted\n");
        return Workload.text("X04", "cargo build, 190 crates", "Bash", out.toString());
    }

    /**
     * X05: {@code pytest -v}, two hundred tests in five files with three failures.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload pytest(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        out.append("============================= test session starts ==============================\n");
        out.append("platform linux -- Python 3.11.7, pytest-8.3.2, pluggy-1.5.0 -- /srv/venv/bin/python\n");
        out.append("cachedir: .pytest_cache\nrootdir: /srv/shop\ncollected 200 items\n\n");
        StringBuilder failures = new StringBuilder();
        StringBuilder summary = new StringBuilder();
        String[] files = {"test_cart", "test_checkout", "test_account", "test_search", "test_mail"};
        for (int i = 0; i < 200; i++) {
            String file = "tests/" + files[i / 40] + ".py";
            String test = "test_" + random.of("adds", "removes", "rejects", "keeps", "sorts") + "_"
                    + random.of("item", "coupon", "address", "total", "query", "draft") + "_"
                    + random.of("when_empty", "twice", "for_guest", "after_login", "with_tax") + "[" + random.below(40)
                    + "]";
            boolean failed = i == 31 || i == 97 || i == 160;
            out.append(format("%-70s [%3d%%]%n", file + "::" + test + (failed ? " FAILED" : " PASSED"), (i + 1) / 2));
            if (failed) {
                failure(failures, file, test, random);
                summary.append("FAILED ").append(file).append("::").append(test).append(" - assert 3 == 4\n");
            }
        }
        out.append("\n=================================== FAILURES ===================================\n")
                .append(failures);
        out.append("=========================== short test summary info ============================\n")
                .append(summary);
        out.append("======================== 3 failed, 197 passed in 12.41s ========================\n");
        return Workload.text("X05", "pytest -v, 200 tests, 3 failures", "Bash", TextWorkloads.unix(out));
    }

    private static void failure(StringBuilder out, String file, String test, SplitMix64 random) {
        int line = 20 + random.below(300);
        out.append("_______________________ ").append(test).append(" _______________________\n\n");
        out.append("    def ").append(test, 0, test.indexOf('[')).append("(cart, n):\n");
        out.append("        cart.add(\"SKU-").append(random.below(9000)).append("\", n)\n");
        out.append(">       assert cart.count() == n + 1\nE       assert 3 == 4\n");
        out.append("E        +  where 3 = count()\n\n")
                .append(file)
                .append(':')
                .append(line)
                .append(": AssertionError\n");
    }

    /**
     * X06: an application's log of a thousand entries with traces.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload applicationLog(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        long millis = 0;
        for (int i = 0; i < 1000; i++) {
            millis += random.below(1500);
            String time =
                    format("2026-03-14 02:%02d:%02d,%03d", millis / 60_000 % 60, millis / 1000 % 60, millis % 1000);
            String thread = "[http-nio-8080-exec-" + (1 + random.below(12)) + "]";
            if (random.below(25) == 0) {
                out.append(time).append(" ERROR ").append(thread).append(" c.a.shop.web.Errors - request ");
                out.append(random.hex(8)).append(" failed\njava.lang.IllegalStateException: cart ");
                out.append(random.below(9000)).append(" is closed\n\tat com.acme.shop.cart.Cart.close(Cart.java:88)\n");
                out.append("\tat com.acme.shop.cart.CartService.checkout(CartService.java:141)\n");
                out.append("\tat com.acme.shop.web.CheckoutController.post(CheckoutController.java:52)\n");
                out.append("\tat java.base/java.lang.Thread.run(Thread.java:840)\n");
                continue;
            }
            out.append(time).append(entry(random, thread)).append('\n');
        }
        return Workload.text("X06", "application log, 1,000 entries", "Bash", out.toString());
    }

    private static String entry(SplitMix64 random, String thread) {
        int n = random.below(90_000);
        return switch (random.below(4)) {
            case 0 -> " INFO  " + thread + " c.a.shop.web.AccessLog - GET /orders/" + n + " 200 " + n % 90 + "ms";
            case 1 ->
                " INFO  " + thread + " c.a.shop.auth.Sessions - session " + random.hex(12) + " opened for user " + n;
            case 2 ->
                " DEBUG " + thread + " c.a.shop.store.Cache - evicted " + n % 500 + " entries from region "
                        + random.of("cart", "price", "user");
            default -> " WARN  " + thread + " c.a.shop.store.Pool - waited " + n % 900 + " ms for a connection";
        };
    }

    /**
     * X10: {@code npm install} with colors and progress frames.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload npm(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        for (int frame = 0; frame <= 50; frame++) {
            out.append("\u001b[1G\u001b[0K")
                    .append("\u001b[36m")
                    .append("reify:")
                    .append(random.of(CRATES))
                    .append("\u001b[39m ");
            out.append("[")
                    .append("#".repeat(frame / 2))
                    .append(".".repeat(25 - frame / 2))
                    .append("] ")
                    .append(frame * 2)
                    .append("%\r");
        }
        out.append('\n');
        for (int i = 0; i < 30; i++) {
            out.append("\u001b[33mnpm\u001b[0m \u001b[93mwarn\u001b[0m \u001b[35mdeprecated\u001b[0m ");
            out.append(random.of(CRATES))
                    .append("-js@")
                    .append(random.below(9))
                    .append('.')
                    .append(random.below(20))
                    .append(".0: ");
            out.append(random.of(
                    "this version is no longer supported",
                    "use the built-in module instead",
                    "please upgrade to the latest release"));
            out.append('\n');
        }
        out.append("\nadded ")
                .append(800 + random.below(400))
                .append(" packages, and audited 1204 packages in 21s\n\n");
        out.append("\u001b[1m148\u001b[22m packages are looking for funding\n  run `npm fund` for details\n\n");
        out.append("found \u001b[32m\u001b[1m0\u001b[22m\u001b[39m vulnerabilities\n");
        return Workload.text("X10", "npm install with progress", "Bash", out.toString());
    }

    /**
     * X12: a Maven build with downloads, test classes and a failure.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload maven(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder("[INFO] Scanning for projects...\n[INFO] \n");
        out.append("[INFO] ------------------------< com.acme:shop-api >-------------------------\n");
        out.append(
                "[INFO] Building shop-api 4.2.0\n[INFO] --------------------------------[ jar ]---------------------------------\n");
        for (int i = 0; i < 120; i++) {
            String group = random.of("org/apache/commons", "com/fasterxml/jackson", "io/netty", "org/junit");
            String artifact = random.of("commons", "core", "codec", "api", "engine") + "-"
                    + random.of("lang", "io", "text", "net");
            String version = (1 + random.below(5)) + "." + random.below(20) + "." + random.below(9);
            String path =
                    group + "/" + artifact + "/" + version + "/" + artifact + "-" + version + random.of(".pom", ".jar");
            out.append("Downloading from central: https://repo.example.com/maven2/")
                    .append(path)
                    .append('\n');
            out.append("Downloaded from central: https://repo.example.com/maven2/")
                    .append(path)
                    .append(" (");
            out.append(random.below(900))
                    .append(" kB at ")
                    .append(random.of("1.2", "3.4", "8.0"))
                    .append(" MB/s)\n");
        }
        for (int i = 0; i < 60; i++) {
            String test = "com.acme.shop." + random.of("cart", "mail", "search") + "."
                    + random.of("Add", "Find", "Drop") + random.of("Order", "Item", "User") + i + "Test";
            boolean failed = i == 41;
            out.append("[INFO] Running ").append(test).append('\n');
            out.append(
                    failed
                            ? "[ERROR] Tests run: 7, Failures: 1"
                            : "[INFO] Tests run: " + (1 + random.below(20)) + ", Failures: 0");
            out.append(", Errors: 0, Skipped: 0, Time elapsed: 0.")
                    .append(100 + random.below(899))
                    .append(" s");
            out.append(failed ? " <<< FAILURE! -- in " : " -- in ").append(test).append('\n');
            if (failed) {
                out.append("[ERROR] ").append(test).append(".rejectsNegative -- Time elapsed: 0.004 s <<< FAILURE!\n");
                out.append("org.opentest4j.AssertionFailedError: expected: <3> but was: <4>\n");
                out.append("\tat com.acme.shop.cart.AddOrder41Test.rejectsNegative(AddOrder41Test.java:57)\n\n");
            }
        }
        out.append("[INFO] \n[ERROR] Tests run: 612, Failures: 1, Errors: 0, Skipped: 0\n[INFO] \n");
        out.append(
                "[INFO] ------------------------------------------------------------------------\n[INFO] BUILD FAILURE\n");
        return Workload.text("X12", "Maven build, 120 downloads, 60 test classes", "Bash", out.toString());
    }
}
