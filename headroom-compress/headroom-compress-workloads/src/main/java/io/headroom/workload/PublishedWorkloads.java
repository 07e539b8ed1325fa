package io.headroom.workload;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Data of the shapes on which the Python Headroom publishes its savings, P01 to P10: its agent scenarios (sent there with an indent of
 * two), its needle in a haystack and its tool output benchmarks (sent spaced). The names of members, how many values they take and how
 * those vary are as there; the values are ours. Strings and the flat object are W10 and W13, texts are X01 to X05.
 */
public final class PublishedWorkloads {
    private static final String[] LEVELS = {"INFO", "INFO", "INFO", "INFO", "WARN", "ERROR", "DEBUG"};
    private static final String[] SERVICES = {
        "edge-gateway", "login-service", "billing-service", "account-service", "mail-service"
    };
    private static final String[] LANGUAGES = {"Python", "Go", "TypeScript", "Java", "Rust"};

    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2025, 1, 1, 12, 0, 0);

    private final SplitMix64 random;

    private PublishedWorkloads(long seed) {
        random = new SplitMix64(seed);
    }

    /**
     * All of them.
     *
     * @return the recipes of P01 to P10, with the seeds of the published table
     */
    static List<Recipe> recipes() {
        return List.of(
                new Recipe("P01", 41, PublishedWorkloads::codeSearch),
                new Recipe("P02", 42, PublishedWorkloads::incident),
                new Recipe("P03", 43, PublishedWorkloads::codebase),
                new Recipe("P04", 44, PublishedWorkloads::triage),
                new Recipe("P05", 45, PublishedWorkloads::needle),
                new Recipe("P06", 46, PublishedWorkloads::search),
                new Recipe("P07", 47, PublishedWorkloads::api),
                new Recipe("P08", 48, PublishedWorkloads::database),
                new Recipe("P09", 49, PublishedWorkloads::logs),
                new Recipe("P10", 50, PublishedWorkloads::tables));
    }

    /**
     * P01: a hundred hits of a code search on a forge.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload codeSearch(long seed) {
        return Workload.json(
                "P01",
                "published shape: code search, 100 hits",
                "mcp__forge__search",
                new PublishedWorkloads(seed).hits("token refresh", 100));
    }

    /**
     * P02: an incident: log entries, database rows and files.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload incident(long seed) {
        PublishedWorkloads data = new PublishedWorkloads(seed);
        return Workload.json(
                "P02",
                "published shape: SRE incident",
                "mcp__ops__query",
                data.logEntries(300),
                data.table(200),
                data.files("billing", 150));
    }

    /**
     * P03: a code base: a tree, files, hits.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload codebase(long seed) {
        PublishedWorkloads data = new PublishedWorkloads(seed);
        return Workload.json(
                "P03",
                "published shape: codebase",
                "mcp__files__tree",
                Json.object("name", "shop", "type", "directory", "path", "/shop", "children", data.folder("/shop", 3)),
                data.files("login", 200),
                data.hits("session middleware", 100));
    }

    /**
     * P04: triage of issues with hits and log entries.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload triage(long seed) {
        PublishedWorkloads data = new PublishedWorkloads(seed);
        return Workload.json(
                "P04",
                "published shape: issue triage",
                "mcp__forge__issues",
                data.issues(100),
                data.hits("bug fix", 80),
                data.logEntries(200));
    }

    /**
     * P05: a hundred log entries of which one is fatal. Only its place is random.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload needle(long seed) {
        int place = new SplitMix64(seed).below(100);
        return Workload.json("P05", "published shape: needle in 100 log entries", "mcp__ops__logs", list(100, i -> {
            if (i == place) {
                return Json.object(
                        "timestamp", "2026-01-15T03:47:23Z",
                        "level", "FATAL",
                        "service", "billing-gateway",
                        "message", "Settlement queue is full",
                        "error_code", "BG-7719",
                        "resolution", "Raise queue_limit to 800 in config/queues.yml",
                        "affected_transactions", 2093);
            }
            return Json.object(
                    "timestamp",
                    "2026-01-15T" + two(i % 24) + ":" + two(i % 60) + ":00Z",
                    "level",
                    "INFO",
                    "service",
                    List.of("edge-gateway", "accounts", "stock", "login").get(i % 4),
                    "message",
                    "Request handled without error - latency=" + (50 + i) + "ms",
                    "request_id",
                    "req-" + digits(i, 6),
                    "status_code",
                    200);
        }));
    }

    /**
     * P06: a thousand search results, two with a uuid, one that failed.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload search(long seed) {
        return Workload.json(
                "P06",
                "published shape: search, 1,000 results",
                "mcp__docs__search",
                new PublishedWorkloads(seed).results(1000));
    }

    /**
     * P07: five hundred resources of an API.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload api(long seed) {
        PublishedWorkloads data = new PublishedWorkloads(seed);
        return Workload.json("P07", "published shape: API, 500 resources", "mcp__api__get", list(500, data::resource));
    }

    /**
     * P08: a thousand database rows of metrics.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload database(long seed) {
        PublishedWorkloads data = new PublishedWorkloads(seed);
        return Workload.json(
                "P08", "published shape: database, 1,000 rows", "mcp__db__query", list(1000, data::metric));
    }

    /**
     * P10: a thousand database rows of three tables in one array.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload tables(long seed) {
        PublishedWorkloads data = new PublishedWorkloads(seed);
        return Workload.json("P10", "published shape: rows of three tables", "mcp__db__query", list(1000, data::row));
    }

    /**
     * P09: a thousand JSON log entries.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload logs(long seed) {
        PublishedWorkloads data = new PublishedWorkloads(seed);
        return Workload.json(
                "P09", "published shape: JSON logs, 1,000 entries", "mcp__ops__logs", list(1000, data::entry));
    }

    private Json hits(String query, int count) {
        String name = query.replace(' ', '_');
        Json.Array items = list(count, i -> {
            String repository = random.of(
                    "acme/web",
                    "acme/desktop",
                    "acme/tensors",
                    "acme/cluster",
                    "acme/lang",
                    "acme/compiler",
                    "acme/batch",
                    "acme/find",
                    "acme/charts",
                    "acme/metrics",
                    "acme/boxes",
                    "acme/edge");
            return Json.object(
                    "repository",
                    Json.object(
                            "full_name",
                            repository,
                            "description",
                            "The " + repository.substring(5) + " project",
                            "stars",
                            random.between(1000, 100_000),
                            "language",
                            random.of(LANGUAGES),
                            "updated_at",
                            "2026-01-" + two(random.between(1, 28)) + "T00:00:00Z"),
                    "path",
                    "src/" + name + "/handler.py",
                    "sha",
                    random.hex(40),
                    "url",
                    "https://forge.example.com/" + repository + "/blob/main/src/handler.py",
                    "score",
                    cents(random.between(1000, 10_000)),
                    "text_matches",
                    List.of(Json.object(
                            "fragment",
                            "def " + name + "(request):\n    # Body\n    return response",
                            "matches",
                            List.of(Json.object("text", query, "indices", List.of(4, 4 + query.length()))))));
        });
        return Json.object("total_count", count * 50, "incomplete_results", false, "items", items);
    }

    private Json logEntries(int count) {
        Json.Array entries = list(count, i -> {
            String level = random.of(LEVELS);
            String service = random.of(SERVICES);
            return Json.object(
                    "timestamp",
                    "2026-01-15T" + (10 + i / 60) + ":" + two(i % 60) + ":00Z",
                    "level",
                    level,
                    "service",
                    service,
                    "message",
                    message(level, service),
                    "trace_id",
                    random.hex(16),
                    "metadata",
                    Json.object(
                            "host",
                            "pod-" + service + "-" + random.between(1, 5),
                            "region",
                            random.of("us-east-1", "us-west-2", "eu-west-1")));
        });
        return Json.object("total_hits", count * 10, "returned", count, "entries", entries);
    }

    private String message(String level, String service) {
        return switch (level) {
            case "ERROR" ->
                random.of(
                        "Connection refused by " + service + ":8080 - ECONNREFUSED",
                        "No answer of " + service + " within 30000ms",
                        "Request not processed: NullPointerException",
                        "No free database connection");
            case "WARN" ->
                random.of(
                        "Latency is high: 2500ms (limit: 1000ms)",
                        "Rate limit is near: 450/500 requests",
                        "Memory usage at 85%",
                        "Attempt 3/5 for " + service);
            default ->
                random.of(
                        "Request handled without error",
                        "Health check passed",
                        "Cache hit for key: session_" + random.between(1000, 9999),
                        "Logged in: user_" + random.between(1000, 9999));
        };
    }

    private Json table(int count) {
        Json.Array rows = list(
                count,
                i -> Json.object(
                        "user_id", "user_" + (10_000 + i),
                        "email", "user" + (10_000 + i) + "@example.com",
                        "created_at", "2026-01-" + two(random.between(1, 28)),
                        "last_login", "2026-01-" + two(random.between(1, 28)) + "T" + two(random.below(24)) + ":00:00Z",
                        "total_orders", random.below(101),
                        "total_revenue",
                                cents(i % 67 == 40 ? random.between(5_000_000, 10_000_000) : random.below(1_000_001)),
                        "status", random.of("active", "active", "active", "inactive", "suspended"),
                        "country", random.of("US", "UK", "DE", "FR", "JP", "AU", "CA"),
                        "subscription_tier", random.of("free", "free", "basic", "premium", "enterprise")));
        return Json.object(
                "columns",
                List.of(
                        "user_id",
                        "email",
                        "created_at",
                        "last_login",
                        "total_orders",
                        "total_revenue",
                        "status",
                        "country",
                        "subscription_tier"),
                "row_count",
                count,
                "rows",
                rows,
                "execution_time_ms",
                random.between(50, 500));
    }

    private Json files(String query, int count) {
        Json.Array matches = list(
                count,
                i -> Json.object(
                        "path",
                        "src/modules/module_" + i + ".py",
                        "type",
                        "file",
                        "size",
                        random.between(500, 15_000),
                        "modified",
                        "2026-01-" + two(random.between(1, 28)),
                        "matches",
                        List.of(Json.object(
                                "line",
                                random.between(10, 500),
                                "content",
                                "    def handle_" + query + "(self, data):",
                                "context_before",
                                "    # Handle the next request",
                                "context_after",
                                "        return self.steps." + query + "(data)")),
                        "score",
                        new Json.Literal(Rows.decimal(random.between(500, 999) / 1000.0, 3))));
        return Json.object("total_matches", count, "files_searched", count * 10, "matches", matches);
    }

    private Json folder(String path, int depth) {
        List<Json> children = new ArrayList<>();
        for (int i = depth > 1 ? random.between(2, 5) : 0; i > 0; i--) {
            String name = random.of("src", "lib", "parts", "services", "models", "tests", "config", "api") + "_" + i;
            children.add(Json.object(
                    "name",
                    name,
                    "type",
                    "directory",
                    "path",
                    path + "/" + name,
                    "children",
                    folder(path + "/" + name, depth - 1)));
        }
        for (int i = 0; i < 20; i++) {
            String name = "module_" + i + random.of(".py", ".ts", ".js", ".json", ".yaml", ".md");
            children.add(Json.object(
                    "name",
                    name,
                    "type",
                    "file",
                    "path",
                    path + "/" + name,
                    "size",
                    random.between(100, 10_000),
                    "modified",
                    "2026-01-" + two(random.between(1, 28)) + "T" + two(random.below(24)) + ":" + two(random.below(60))
                            + ":00Z"));
        }
        return new Json.Array(children);
    }

    private Json issues(int count) {
        Json.Array items = list(count, i -> {
            List<String> labels = new ArrayList<>();
            for (int n = random.below(4); n > 0; n--) {
                String label = random.of("bug", "enhancement", "documentation", "help wanted", "good first issue");
                if (!labels.contains(label)) {
                    labels.add(label);
                }
            }
            return Json.object(
                    "number", 1000 + i,
                    "title",
                            "Issue #" + (1000 + i) + ": "
                                    + random.of(
                                            "Repair the login flow",
                                            "Support sign-in with a passkey",
                                            "Version 2.0 is slower",
                                            "Guide is out of date",
                                            "Worker leaks memory",
                                            "Add a dark theme",
                                            "Rate limit has no effect"),
                    "state", random.of("open", "open", "open", "closed"),
                    "user",
                            Json.object(
                                    "login", "user" + random.between(1, 1000),
                                    "avatar_url", "https://avatars.example.com/u/" + random.between(1, 100_000)),
                    "labels", labels,
                    "created_at", "2026-01-" + two(random.between(1, 28)) + "T" + two(random.below(24)) + ":00:00Z",
                    "updated_at", "2026-01-" + two(random.between(1, 28)) + "T" + two(random.below(24)) + ":00:00Z",
                    "comments", random.below(51),
                    "body",
                            "## What it is\n\nThis is about " + random.of("a bug", "a wish", "the guide")
                                    + ".\n\n## How to see it\n\n1. First step\n2. Second step\n3. Third step\n\n"
                                    + "## What should happen\n\nIt works.\n\n## What happens\n\nIt does not work.");
        });
        return Json.object("total_count", count, "items", items);
    }

    private Json.Array results(int count) {
        return list(count, i -> {
            Map<String, Json> row = new LinkedHashMap<>();
            row.put("id", Json.of("doc_" + i));
            double score = Math.max(0, Math.min(1, 1 - i * 0.8 / count + (random.below(1001) - 500) / 10_000.0));
            row.put("score", new Json.Literal(Rows.decimal(score, 4)));
            row.put(
                    "title",
                    Json.of(random.of("Ways to", "Guide to", "About", "Introduction to", "More on") + " "
                            + random.of("Java", "API Design", "Indexes", "Caching", "Threads") + " - "
                            + random.of("Good Practice", "in Production", "for Beginners", "in Depth", "Tutorial")));
            row.put("snippet", Json.of(snippet()));
            row.put("source", Json.of(random.of("web", "internal", "docs", "api")));
            row.put(
                    "metadata",
                    Json.object(
                            "author", person(),
                            "created_at", time(i),
                            "category", random.of("technical", "guide", "reference", "tutorial")));
            if (i == 233 || i == 871) {
                row.put("uuid", Json.of(random.uuid()));
                row.put("is_needle", Json.of(true));
            }
            if (i == 500) {
                row.put("error", Json.of("Access denied"));
                row.put("status", Json.of("failed"));
            }
            return new Json.Obj(row);
        });
    }

    /** Two different ones of five sentences. */
    private String snippet() {
        List<String> sentences = List.of(
                "This guide covers what one has to know.",
                "Learn how the pattern is put to use.",
                "Ways to make it faster are shown in detail.",
                "The first steps, one after the other.",
                "What often goes wrong and how to avoid it.");
        int first = random.below(5);
        int second = (first + 1 + random.below(4)) % 5;
        return sentences.get(first) + " " + sentences.get(second);
    }

    private String person() {
        return random.of("Ada", "Bela", "Cleo", "Dora", "Emil", "Finn", "Gina", "Hugo") + " "
                + random.of("Adler", "Berger", "Conrad", "Dietz", "Engel", "Frank", "Graf", "Horn");
    }

    /** A random time of a day that many days behind the first. */
    private String time(int days) {
        LocalDateTime time =
                FIRST_DAY.plusDays(days).plusHours(random.below(24)).plusMinutes(random.below(60));
        return time.toLocalDate() + "T" + two(time.getHour()) + ":" + two(time.getMinute()) + ":00Z";
    }

    private Json resource(int i) {
        String type = random.of("user", "product", "order", "event", "metric");
        Map<String, Json> row = new LinkedHashMap<>();
        row.put("id", Json.of(i + 1));
        row.put("type", Json.of(type));
        row.put(
                "attributes",
                switch (type) {
                    case "user" ->
                        Json.object(
                                "name", person(),
                                "email", "user_" + random.between(1000, 9999) + "@example.com",
                                "status", random.of("active", "inactive", "pending"));
                    case "product" ->
                        Json.object(
                                "name", "Product " + random.between(1, 1000),
                                "price", cents(random.between(999, 99_999)),
                                "category", random.of("electronics", "books", "clothing"));
                    case "order" ->
                        Json.object(
                                "total", cents(random.between(1000, 100_000)),
                                "status", random.of("pending", "shipped", "delivered"),
                                "items_count", random.between(1, 10));
                    case "event" ->
                        Json.object(
                                "name", random.of("click", "view", "purchase", "signup"),
                                "source", random.of("web", "mobile", "api"));
                    default ->
                        Json.object(
                                "name", random.of("cpu_usage", "memory", "latency", "requests"),
                                "value", cents(random.below(10_001)),
                                "unit", random.of("percent", "ms", "count"));
                });
        row.put("links", Json.object("self", "/api/v1/" + type + "s/" + (i + 1)));
        row.put("meta", Json.object("created_at", time(i), "updated_at", time(i + random.below(101))));
        if (random.below(10) < 3) {
            row.put(
                    "relationships",
                    Json.object("parent", Json.object("id", random.between(1, Math.max(1, i)), "type", type)));
        }
        return new Json.Obj(row);
    }

    private Json row(int i) {
        return switch (random.below(3)) {
            case 0 ->
                Json.object(
                        "id",
                        i + 1,
                        "username",
                        "user_" + random.between(1000, 9999),
                        "email",
                        "user" + i + "@example.com",
                        "created_at",
                        time(i),
                        "status",
                        random.of("active", "inactive", "pending"),
                        "login_count",
                        random.below(1001),
                        "is_verified",
                        new Json.Literal(random.of("true", "false", "null")));
            case 1 -> metric(i);
            default ->
                Json.object(
                        "id", i + 1,
                        "user_id", random.between(1, 10_000),
                        "amount", cents(random.between(-100_000, 100_000)),
                        "currency", random.of("USD", "EUR", "GBP"),
                        "status", random.of("completed", "pending", "failed"),
                        "created_at", time(i),
                        "reference", "TXN-" + random.hex(8).toUpperCase(Locale.ROOT));
        };
    }

    private Json metric(int i) {
        return Json.object(
                "id",
                i + 1,
                "metric_name",
                random.of("cpu_usage", "memory_mb", "request_count", "latency_ms"),
                "value",
                new Json.Literal(Rows.decimal(i % 250 == 0 ? 160 : random.gaussian(100, 15), 2)),
                "timestamp",
                time(i / 100),
                "host",
                "server-" + two(random.between(1, 20)),
                "region",
                random.of("us-east-1", "us-west-2", "eu-west-1"));
    }

    private Json entry(int i) {
        boolean failed = i % 170 == 99;
        boolean warned = !failed && random.onceIn(10);
        String message = failed || warned ? trouble() : routine();
        LocalDateTime time = LocalDateTime.of(2026, 1, 6, 0, 0).plusSeconds(i / 2);
        Map<String, Json> row = new LinkedHashMap<>();
        row.put(
                "timestamp",
                Json.of("2026-01-06T00:" + two(time.getMinute()) + ":" + two(time.getSecond())
                        + (i % 2 == 0 ? "Z" : ".500000Z")));
        row.put("level", Json.of(failed ? "ERROR" : warned ? "WARNING" : random.onceIn(10) ? "DEBUG" : "INFO"));
        row.put("logger", Json.of(random.of("app", "api", "worker", "scheduler")));
        row.put("message", Json.of(message));
        row.put("service", Json.of("shop-benchmark"));
        row.put("hostname", Json.of("worker-" + two(random.between(1, 10))));
        row.put("trace_id", Json.of("trace_" + random.hex(16)));
        if (failed) {
            StringBuilder trace = new StringBuilder();
            for (int n = random.between(3, 6); n > 0; n--) {
                trace.append("  File \"")
                        .append(random.of("app.py", "steps.py", "store.py"))
                        .append("\", line ");
                trace.append(random.between(10, 500)).append(", in ").append(random.of("handle", "run", "query"));
                trace.append(n > 1 ? "\n" : "");
            }
            row.put(
                    "exception",
                    Json.object(
                            "type", random.of("TimeoutError", "ConnectionError", "ValueError"),
                            "message", message,
                            "stacktrace", trace.toString()));
        }
        return new Json.Obj(row);
    }

    private String routine() {
        return switch (random.below(8)) {
            case 0 -> "Request handled for user_" + random.between(1000, 9999);
            case 1 -> "Query took " + random.between(10, 5000) + "ms";
            case 2 -> "Cache hit for cache:" + random.between(1, 100);
            case 3 ->
                "Call of " + random.of("login", "users", "billing", "mail") + " gave " + random.of("200", "201", "204");
            case 4 -> "Job job_" + random.between(1, 100) + " began";
            case 5 -> "Job job_" + random.between(1, 100) + " ended";
            case 6 -> "Health of " + random.of("database", "cache", "queue", "api") + " is good";
            default -> "Metrics sent: " + random.between(100, 10_000) + " points";
        };
    }

    private String trouble() {
        return switch (random.below(4)) {
            case 0 ->
                "No connection to " + random.of("login", "users", "billing", "mail") + " after "
                        + random.between(10, 5000) + "ms";
            case 1 -> "Database error: " + random.of("ConnectionError", "QueryTimeout", "IntegrityError");
            case 2 -> "Request not processed: " + random.of("bad input", "not found", "not allowed");
            default -> "Rate limit reached by user_" + random.between(1000, 9999);
        };
    }

    private static Json cents(int cents) {
        return new Json.Literal(Rows.decimal(cents / 100.0, 2));
    }

    private static String two(int number) {
        return digits(number, 2);
    }

    private static String digits(int number, int width) {
        String digits = String.valueOf(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static Json.Array list(int size, IntFunction<Json> row) {
        return new Json.Array(IntStream.range(0, size).mapToObj(row).toList());
    }
}
