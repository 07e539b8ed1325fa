package io.headroom.workload;

import java.util.List;
import java.util.Locale;

/** The plain text workloads that are listings, search results, tables and data: X01 to X03, X08, X09, X13, X14, X15. */
public final class TextWorkloads {
    private static final String[] WORDS = {
        "order", "cart", "mail", "report", "index", "cache", "client", "view", "store", "queue", "route", "token"
    };

    private TextWorkloads() {}

    /**
     * All text workloads, the build logs of {@link BuildWorkloads} and the diffs of {@link DiffWorkloads} included.
     *
     * @return the recipes of X01 to X16, with the seeds of the published table
     */
    static List<Recipe> recipes() {
        return List.of(
                new Recipe("X01", 21, TextWorkloads::listing),
                new Recipe("X02", 22, TextWorkloads::grep),
                new Recipe("X03", 23, TextWorkloads::ripgrep),
                new Recipe("X04", 24, BuildWorkloads::cargo),
                new Recipe("X05", 25, BuildWorkloads::pytest),
                new Recipe("X06", 26, BuildWorkloads::applicationLog),
                new Recipe("X07", 27, DiffWorkloads::diff),
                new Recipe("X08", 28, TextWorkloads::pods),
                new Recipe("X09", 29, TextWorkloads::processes),
                new Recipe("X10", 30, BuildWorkloads::npm),
                new Recipe("X11", 31, DiffWorkloads::logStat),
                new Recipe("X12", 32, BuildWorkloads::maven),
                new Recipe("X13", 33, TextWorkloads::services),
                new Recipe("X14", 34, TextWorkloads::orders),
                new Recipe("X15", 35, TextWorkloads::prose),
                new Recipe("X16", 37, DiffWorkloads::rename));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /**
     * X01: {@code ls -l} of two hundred files: numbered parts, as in the worked example E8, and other names among them.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload listing(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder("total 8412\n");
        for (int i = 0; i < 200; i++) {
            String name = random.onceIn(4)
                    ? random.of(WORDS) + "-" + random.of(WORDS) + random.of(".ts", ".md", ".json")
                    : "part-" + format("%05d", i) + ".csv";
            out.append(format(
                    "-rw-r--r-- 1 build staff %7d %s %2d %02d:%02d %s%n",
                    200 + random.below(900_000),
                    random.of("Jan", "Feb", "Mar"),
                    1 + random.below(28),
                    random.below(24),
                    random.below(60),
                    name));
        }
        return Workload.text("X01", "ls -l, 200 files", "Bash", unix(out));
    }

    /**
     * X02: {@code grep -rn}, twenty-five files with six hits each.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload grep(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        for (int file = 0; file < 25; file++) {
            String path = "services/" + random.of("checkout", "account", "search") + "/src/" + random.of(WORDS) + "/"
                    + random.of(WORDS) + "_" + random.of("service", "handler", "client") + file + ".py";
            int line = 1 + random.below(30);
            for (int hit = 0; hit < 6; hit++) {
                out.append(path)
                        .append(':')
                        .append(line)
                        .append(':')
                        .append(source(random))
                        .append('\n');
                line += 1 + random.below(60);
            }
        }
        return Workload.text("X02", "grep -rn, 25 files with 6 hits", "Bash", out.toString());
    }

    private static String source(SplitMix64 random) {
        String word = random.of(WORDS);
        return switch (random.below(6)) {
            case 0 -> "        retry(" + word + ", attempts=" + random.below(9) + ")";
            case 1 -> "    def retry_" + word + "(self, " + random.of(WORDS) + "):";
            case 2 -> "        logger.warning(\"retry of %s failed\", " + word + ")";
            case 3 -> "            return self." + word + ".retry(timeout=" + random.below(90) + ")";
            case 4 -> "    # retry once more, see SHOP-" + random.below(4000);
            default -> "        if " + word + ".retries > " + random.below(12) + ":";
        };
    }

    /**
     * X03: {@code rg -n} over thirty deep Java paths.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload ripgrep(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        for (int file = 0; file < 30; file++) {
            String word = random.of(WORDS);
            String path = "modules/shop-" + random.of(WORDS) + "/src/main/java/com/acme/shop/" + word + "/internal/"
                    + Character.toUpperCase(word.charAt(0)) + word.substring(1) + random.of("Service", "Mapper", "Task")
                    + file + ".java";
            int line = 10 + random.below(50);
            int hits = 1 + random.below(9);
            for (int hit = 0; hit < hits; hit++) {
                out.append(path).append(':').append(line).append(":    ");
                out.append(random.of(
                        "@Retryable(maxAttempts = " + (2 + random.below(4)) + ")",
                        "log.info(\"retry {} of {}\", " + random.of(WORDS) + ", " + random.of(WORDS) + ");",
                        "private final RetryPolicy " + random.of(WORDS) + "Retry;",
                        "return retry(() -> " + random.of(WORDS) + ".load(id), " + random.below(30) + ");"));
                out.append('\n');
                line += 1 + random.below(40);
            }
        }
        return Workload.text("X03", "rg, 30 deep Java paths", "Bash", out.toString());
    }

    /**
     * X08: {@code kubectl get pods -o wide}.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload pods(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        String row = "%-36s   %-5s   %-16s   %-13s   %-5s   %-12s   %s%n";
        out.append(format(row, "NAME", "READY", "STATUS", "RESTARTS", "AGE", "IP", "NODE"));
        for (int i = 0; i < 120; i++) {
            boolean crashing = i == 37 || i == 88;
            out.append(format(
                    row,
                    random.of(WORDS) + "-" + random.hex(9) + "-" + random.hex(5),
                    crashing ? "0/1" : "1/1",
                    crashing ? "CrashLoopBackOff" : "Running",
                    crashing ? 40 + random.below(60) + " (2m ago)" : String.valueOf(random.below(3)),
                    (1 + random.below(60)) + "d",
                    "10.42." + random.below(12) + "." + random.below(250),
                    "node-" + (1 + random.below(12))));
        }
        return Workload.text("X08", "kubectl get pods -o wide, 120 rows", "Bash", unix(out));
    }

    /**
     * X09: {@code ps aux}.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload processes(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out =
                new StringBuilder("USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n");
        int pid = 1;
        for (int i = 0; i < 120; i++) {
            pid += 1 + random.below(300);
            out.append(format(
                    "%-8s %7d %4.1f %4.1f %6d %5d %-8s %-4s %s %6s %s%n",
                    random.of("root", "root", "www-data", "postgres", "build"),
                    pid,
                    random.onceIn(8) ? random.below(900) / 10.0 : 0.0,
                    random.below(60) / 10.0,
                    random.below(900_000),
                    random.below(90_000),
                    random.onceIn(5) ? "pts/" + random.below(4) : "?",
                    random.of("S", "Ss", "I<", "Sl", "R+"),
                    format("%02d:%02d", random.below(24), random.below(60)),
                    random.below(9) + ":" + format("%02d", random.below(60)),
                    command(random)));
        }
        return Workload.text("X09", "ps aux, 120 rows", "Bash", unix(out));
    }

    private static String command(SplitMix64 random) {
        return random.of(
                "[kworker/" + random.below(8) + ":" + random.below(3) + "-events]",
                "postgres: writer process",
                "nginx: worker process",
                "/usr/lib/systemd/systemd-" + random.of("journald", "logind", "udevd"),
                "java -Xmx" + (1 + random.below(8)) + "g -jar /opt/shop/" + random.of(WORDS) + ".jar --port "
                        + (8000 + random.below(99)),
                "node /srv/app/" + random.of(WORDS) + ".js");
    }

    /**
     * X13: Kubernetes manifests of forty services.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload services(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String name = random.of(WORDS) + "-" + i;
            out.append("- apiVersion: v1\n  kind: Service\n  metadata:\n    name: ")
                    .append(name);
            out.append("\n    namespace: shop\n    labels:\n      app: ").append(name);
            out.append("\n  spec:\n    clusterIP: 10.43.")
                    .append(random.below(255))
                    .append('.')
                    .append(random.below(255));
            out.append("\n    ports:\n    - name: http\n      port: ").append(8000 + random.below(90));
            out.append("\n      protocol: TCP\n      targetPort: http\n    selector:\n      app: ")
                    .append(name);
            out.append("\n    type: ClusterIP\n");
        }
        return Workload.text("X13", "Kubernetes YAML, 40 services", "Bash", out.toString());
    }

    /**
     * X14: three hundred orders as CSV.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload orders(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out =
                new StringBuilder("order_id,customer_email,status,currency,total,items,warehouse,created_at\n");
        for (int i = 0; i < 300; i++) {
            out.append(format(
                    "ORD-%d,customer%d@example.com,%s,EUR,%.2f,%d,%s,2026-03-%02dT%02d:%02d:00Z%n",
                    70_000 + i,
                    random.below(9000),
                    random.of("paid", "shipped", "returned"),
                    random.below(90_000) / 100.0,
                    1 + random.below(9),
                    random.of("HAM-1", "HAM-2", "MUC-1"),
                    1 + random.below(28),
                    random.below(24),
                    random.below(60)));
        }
        return Workload.text("X14", "CSV, 300 orders", "Bash", unix(out));
    }

    /**
     * X15: prose that speaks of errors.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload prose(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        for (int paragraph = 0; paragraph < 40; paragraph++) {
            int sentences = 3 + random.below(4);
            for (int i = 0; i < sentences; i++) {
                out.append(sentence(random)).append(i + 1 < sentences ? " " : "\n\n");
            }
        }
        return Workload.text("X15", "prose, 40 paragraphs", "WebFetch", out.toString());
    }

    private static String sentence(SplitMix64 random) {
        String subject = random.of(
                "The committee",
                "A careful reader",
                "Whoever runs the night shift",
                "Our oldest customer",
                "The report");
        String verb = random.of(
                "failed to explain", "spoke at length of", "learned little from", "wrote down", "had long forgotten");
        String object = random.of(
                "the error that started it all",
                "why the first attempt failed",
                "how a small mistake grows",
                "what an error costs in the end",
                "the quiet hours before the outage");
        String rest = random.of(
                ", although nobody had asked",
                " and went home early",
                ", which surprised the auditors",
                "; the minutes say no more",
                ", as people do when they are tired");
        return subject + " " + verb + " " + object + rest + ".";
    }

    /** {@code %n} stands for the line end of the machine, but a workload is the same on all. */
    static String unix(CharSequence text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
