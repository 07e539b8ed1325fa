package io.headroom.workload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The JSON workloads W01 to W15. Each is a function of its seed. */
public final class JsonWorkloads {
    private JsonWorkloads() {}

    /**
     * All of them.
     *
     * @return the recipes of W01 to W15, with the seeds of the published table
     */
    static List<Recipe> recipes() {
        return List.of(
                new Recipe("W01", 1, JsonWorkloads::codeSearch),
                new Recipe("W02", 2, JsonWorkloads::incident),
                new Recipe("W03", 3, JsonWorkloads::codebase),
                new Recipe("W04", 4, JsonWorkloads::triage),
                new Recipe("W05", 5, JsonWorkloads::needle),
                new Recipe("W06", 6, JsonWorkloads::search),
                new Recipe("W07", 7, JsonWorkloads::api),
                new Recipe("W08", 8, JsonWorkloads::metrics),
                new Recipe("W09", 9, JsonWorkloads::logs),
                new Recipe("W10", 10, JsonWorkloads::strings),
                new Recipe("W11", 11, JsonWorkloads::numbers),
                new Recipe("W12", 12, JsonWorkloads::mixed),
                new Recipe("W13", 13, JsonWorkloads::flatObject),
                new Recipe("W14", 14, JsonWorkloads::lookalikes),
                new Recipe("W15", 15, JsonWorkloads::mcp));
    }

    /**
     * W01: hits of a code search, with much that is constant.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload codeSearch(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Rows rows = new Rows(random);
        return Workload.json(
                "W01",
                "code search, 100 hits",
                "mcp__code__search",
                list(100, i -> rows.codeSearchHit(i, rows.author())));
    }

    /**
     * W02: an incident: log entries, database rows and files, as three results.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload incident(long seed) {
        Rows rows = new Rows(new SplitMix64(seed));
        return Workload.json(
                "W02",
                "SRE incident, 300 log entries, 200 rows, 150 files",
                "mcp__ops__query",
                list(300, rows::log),
                list(200, i -> rows.db(i, 200)),
                list(150, i -> rows.file()));
    }

    /**
     * W03: a code base: a tree of folders, files and hits.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload codebase(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Rows rows = new Rows(random);
        return Workload.json(
                "W03",
                "codebase, a tree, 200 files, 100 hits",
                "mcp__code__tree",
                tree("src", 3, random),
                list(200, i -> rows.file()),
                list(100, i -> rows.hit()));
    }

    private static Json tree(String name, int depth, SplitMix64 random) {
        List<Json> children = new ArrayList<>();
        if (depth > 0) {
            int folders = 2 + random.below(2);
            for (int i = 0; i < folders; i++) {
                children.add(tree(random.of("cart", "mail", "search", "auth", "report") + i, depth - 1, random));
            }
        }
        for (int i = 0; i < 10; i++) {
            String file =
                    random.of("index", "model", "view", "store", "routes") + i + random.of(".ts", ".css", ".test.ts");
            children.add(Json.object("name", file, "type", "file", "size", 100 + random.below(20_000)));
        }
        return Json.object("name", name, "type", "directory", "children", children);
    }

    /**
     * W04: triage of issues with code hits and logs.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload triage(long seed) {
        Rows rows = new Rows(new SplitMix64(seed));
        return Workload.json(
                "W04",
                "triage, 100 issues, 80 hits, 200 log entries",
                "mcp__tracker__list",
                list(100, rows::issue),
                list(80, i -> rows.hit()),
                list(200, rows::log));
    }

    /**
     * W05: a hundred log objects and one of another shape.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload needle(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Rows rows = new Rows(random);
        int place = random.below(100);
        return Workload.json("W05", "needle, 100 log entries and one FATAL", "mcp__ops__logs", list(101, i -> {
            if (i != place) {
                return rows.log(i);
            }
            return Json.object(
                    "timestamp", "2026-03-14T09:59:59Z",
                    "level", "FATAL",
                    "service", "payments",
                    "error_code", "PAY-5031",
                    "message", "settlement batch lost",
                    "batch", random.hex(12),
                    "amount", 91_204,
                    "operator", "night shift",
                    "runbook", "https://runbooks.example.com/pay-5031");
        }));
    }

    /**
     * W06: a thousand search results with two needles and an error row.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload search(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        String[] sentences = {
            "The page describes how orders are settled.",
            "A short guide to the storage layout.",
            "Notes of the weekly operations meeting.",
            "Explains the retry policy of the client.",
            "Lists all settings with their defaults."
        };
        return Workload.json("W06", "search, 1,000 results", "mcp__docs__search", list(1000, i -> {
            String title = random.of("Guide", "Notes", "Manual", "Report", "Draft") + " on "
                    + random.of("billing", "storage", "search", "mail", "access") + " for "
                    + random.of("operators", "developers", "auditors", "partners", "support");
            String text = random.of(sentences) + " " + random.of(sentences);
            if (i == 311 || i == 702) {
                text = text + " Reference " + random.uuid() + ".";
            }
            if (i == 555) {
                text = "ERROR: document could not be read, index 7 is damaged";
            }
            return Json.object(
                    "id",
                    "doc-" + (20_000 + i),
                    "score",
                    new Json.Literal(Rows.decimal(0.98 - i * 0.0006, 4)),
                    "title",
                    title,
                    "text",
                    text,
                    "source",
                    random.of("wiki", "drive", "mail", "tickets"),
                    "metadata",
                    Json.object("lang", "en", "pages", 1 + random.below(40)));
        }));
    }

    /**
     * W07: five hundred resources of an API, of five types with attributes of their own.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload api(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        return Workload.json("W07", "API, 500 resources of 5 types", "mcp__api__get", list(500, i -> {
            String id = random.uuid();
            String type = random.of("user", "order", "invoice", "device", "ticket");
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("id", Json.of(id));
            members.put("type", Json.of(type));
            members.put("attributes", attributes(type, random));
            members.put("links", Json.object("self", "/v2/" + type + "s/" + id));
            members.put("meta", Json.object("version", 1 + random.below(9), "source", "primary"));
            if (random.below(10) < 3) {
                members.put("owner", Json.of(random.uuid()));
            }
            return new Json.Obj(members);
        }));
    }

    private static Json attributes(String type, SplitMix64 random) {
        return switch (type) {
            case "user" ->
                Json.object("name", "User " + random.below(9000), "role", random.of("admin", "editor", "viewer"));
            case "order" ->
                Json.object(
                        "total",
                        new Json.Literal(Rows.decimal(random.below(90_000) / 100.0, 2)),
                        "currency",
                        "EUR",
                        "items",
                        random.below(9));
            case "invoice" -> Json.object("number", "INV-" + (10_000 + random.below(9999)), "paid", random.onceIn(2));
            case "device" ->
                Json.object(
                        "model",
                        random.of("T1", "T2", "X9"),
                        "firmware",
                        "2." + random.below(9),
                        "online",
                        random.onceIn(2));
            default ->
                Json.object("subject", "Request " + random.below(5000), "priority", random.of("low", "normal", "high"));
        };
    }

    /**
     * W08: a thousand measurements with three degraded rows.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload metrics(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Instant start = Instant.parse("2026-03-14T00:00:00Z");
        return Workload.json("W08", "metrics, 1,000 rows", "mcp__metrics__range", list(1000, i -> {
            boolean degraded = i == 120 || i == 540 || i == 903;
            return Json.object(
                    "id",
                    i + 1,
                    "host",
                    "node-" + (1 + random.below(20)),
                    "time",
                    start.plusSeconds(30L * i).toString(),
                    "cpu",
                    new Json.Literal(Rows.decimal(degraded ? 99.1 : random.gaussian(45, 6), 1)),
                    "memory",
                    new Json.Literal(Rows.decimal(random.gaussian(62, 4), 1)),
                    "latency_ms",
                    new Json.Literal(Rows.decimal(degraded ? 2400 : random.gaussian(120, 15), 1)),
                    "status",
                    degraded ? "degraded" : "ok");
        }));
    }

    /**
     * W09: a thousand structured log entries with six errors that carry a nested exception.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload logs(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Instant start = Instant.parse("2026-03-14T06:00:00Z");
        return Workload.json("W09", "JSON logs, 1,000 entries", "mcp__ops__logs", list(1000, i -> {
            boolean failed = i % 170 == 99;
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("@timestamp", Json.of(start.plusMillis(937L * i).toString()));
            members.put("level", Json.of(failed ? "ERROR" : random.of("INFO", "INFO", "DEBUG")));
            members.put("logger", Json.of("com.acme." + random.of("Api", "Jobs", "Mail", "Store")));
            members.put("pod", Json.of("api-7d9f-" + random.below(8)));
            members.put("trace_id", Json.of(random.hex(32)));
            members.put("message", Json.of(failed ? "request failed" : logMessage(random)));
            if (failed) {
                members.put("exception", exception(random));
            }
            return new Json.Obj(members);
        }));
    }

    private static String logMessage(SplitMix64 random) {
        int n = random.below(9000);
        return switch (random.below(4)) {
            case 0 -> "GET /orders/" + n + " 200 in " + n % 90 + " ms";
            case 1 -> "job " + n + " done";
            case 2 -> "mail queued for account " + n;
            default -> "stored " + n + " bytes in segment " + n % 12;
        };
    }

    private static Json exception(SplitMix64 random) {
        return Json.object(
                "class",
                "java.net.SocketTimeoutException",
                "message",
                "Read timed out after " + random.below(9000) + " ms",
                "frames",
                List.of(
                        "com.acme.Api.call(Api.java:" + (40 + random.below(40)) + ")",
                        "com.acme.Jobs.run(Jobs.java:88)",
                        "java.lang.Thread.run(Thread.java:840)"));
    }

    /**
     * W10: a thousand strings with five that differ.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload strings(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        return Workload.json("W10", "1,000 strings", "mcp__ops__tail", list(1000, i -> {
            boolean failed = i % 200 == 77;
            return Json.of(
                    "GET /api/endpoint_" + random.below(20) + (failed ? " 500 Internal Server Error" : " 200 OK"));
        }));
    }

    /**
     * W11: a thousand numbers with two outliers.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload numbers(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        return Workload.json("W11", "1,000 numbers", "mcp__metrics__raw", list(1000, i -> switch (i) {
            case 400 -> new Json.Literal("999.9");
            case 800 -> new Json.Literal("-500");
            default -> new Json.Literal(Rows.decimal(random.gaussian(50, 10), 2));
        }));
    }

    /**
     * W12: one array of objects, notes and numbers.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload mixed(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Rows rows = new Rows(random);
        return Workload.json("W12", "mixed array of 250", "mcp__data__dump", list(250, i -> {
            if (i < 100) {
                return rows.db(i, 100);
            }
            return i < 200 ? Json.of("note " + i + ": " + rows.code(i).strip()) : Json.of(random.below(100_000));
        }));
    }

    /**
     * W13: one object of three hundred dotted keys.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload flatObject(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            String key = random.of("cache", "http", "db", "mail", "jobs") + "."
                    + random.of("pool", "retry", "limit", "queue") + "." + i;
            members.put(
                    key,
                    i % 2 == 0
                            ? Json.object(
                                    "value",
                                    random.below(5000),
                                    "unit",
                                    random.of("ms", "s", "MB"),
                                    "dynamic",
                                    random.onceIn(2))
                            : Json.of(random.below(100_000)));
        }
        return Workload.json("W13", "object of 300 keys", "mcp__config__dump", new Json.Obj(members));
    }

    /**
     * W14: rows of values that look alike and are not.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload lookalikes(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<Json> values = List.of(
                Json.of(null),
                Json.of(""),
                Json.of(1),
                new Json.Literal("1.0"),
                Json.of("1"),
                Json.of("null"),
                Json.of("a,b|c;d"),
                Json.of("two\nlines"),
                Json.of("{\"a\":[1,2]}"),
                Json.of(true),
                Json.of("true"));
        return Workload.json("W14", "200 rows of lookalikes", "mcp__data__rows", list(200, i -> {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("k", Json.of("row" + i));
            for (String key : List.of("v", "w", "note")) {
                if (!random.onceIn(5)) {
                    members.put(key, random.of(values));
                }
            }
            return new Json.Obj(members);
        }));
    }

    /**
     * W15: an MCP result whose text is JSON.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload mcp(long seed) {
        Rows rows = new Rows(new SplitMix64(seed));
        String text = Json.object("total", 40, "items", list(40, rows::issue).elements())
                .write(Layout.MIN);
        return Workload.json(
                "W15",
                "MCP result with 40 issues",
                "mcp__tracker__search",
                Json.object("content", List.of(Json.object("type", "text", "text", text)), "isError", false));
    }

    private static Json.Array list(int size, IntFunction<Json> row) {
        return new Json.Array(IntStream.range(0, size).mapToObj(row).toList());
    }
}
