package io.headroom.cli.demo;

import java.util.List;
import java.util.Locale;

/**
 * Writes the tool outputs of the demonstration: what grep, ls, pytest, an issue tracker and a file viewer would print for an invented
 * project. All of it follows from a fixed seed, so every run of the demonstration sends the same bytes.
 */
final class SampleOutputs {
    private static final List<String> PACKAGES = List.of("billing", "catalog", "checkout", "shipping", "accounts");
    private static final List<String> NAMES =
            List.of("ledger", "invoice", "retry", "cart", "session", "webhook", "address", "refund", "stock", "coupon");
    private static final List<String> PEOPLE = List.of("amara", "bjorn", "chiara", "deniz", "emeka");
    private static final List<String> LABELS = List.of("bug", "performance", "docs", "question");

    private final Numbers numbers = new Numbers(20260101L);

    /** The numbers of SplitMix64: short, and the same everywhere. */
    private static final class Numbers {
        private long state;

        Numbers(long seed) {
            state = seed;
        }

        int below(int bound) {
            state += 0x9E3779B97F4A7C15L;
            long z = state;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return (int) (((z ^ (z >>> 31)) >>> 33) % bound);
        }

        <T> T of(List<T> choices) {
            return choices.get(below(choices.size()));
        }
    }

    /** The calls of the session, in order. */
    static List<ToolCall> calls() {
        SampleOutputs samples = new SampleOutputs();
        return List.of(
                new ToolCall("Bash", "grep -rn retry src", "command", "grep -rn retry src", samples.grep()),
                new ToolCall("Bash", "ls -l src/shop", "command", "ls -l src/shop", samples.listing()),
                new ToolCall("Bash", "pytest -v", "command", "pytest -v", samples.tests()),
                new ToolCall(
                        "mcp__tracker__list_issues",
                        "issues of the tracker",
                        "query",
                        "is:open retry",
                        samples.issues()),
                new ToolCall(
                        "Read", "src/shop/billing/retry.py", "file_path", "src/shop/billing/retry.py", samples.file()));
    }

    private String grep() {
        StringBuilder out = new StringBuilder();
        List<String> lines = List.of(
                "    def retry_%1$s(self, attempts=%2$d):",
                "        return self.retry(lambda: self.gateway.%1$s(order), attempts=%2$d)",
                "    # retry at most %2$d times: the %1$s service answers 503 while it restarts",
                "    retry_policy = RetryPolicy(name=\"%1$s\", limit=%2$d, jitter=True)");
        for (String each : PACKAGES) {
            for (String name : NAMES) {
                String path = "src/shop/" + each + "/" + name + ".py";
                int line = 10;
                for (int hit = 2 + numbers.below(3); hit > 0; hit--) {
                    line += 3 + numbers.below(40);
                    out.append(path).append(':').append(line).append(':');
                    out.append(String.format(Locale.ROOT, numbers.of(lines), name, 2 + numbers.below(6)));
                    out.append('\n');
                }
            }
        }
        return out.toString();
    }

    private String listing() {
        StringBuilder out = new StringBuilder("total 1204\n");
        for (String each : PACKAGES) {
            for (String name : NAMES) {
                out.append(String.format(
                        Locale.ROOT,
                        "-rw-r--r-- 1 build build %6d Mar %2d %02d:%02d %s_%s.py\n",
                        800 + numbers.below(60_000),
                        1 + numbers.below(28),
                        numbers.below(24),
                        numbers.below(60),
                        each,
                        name));
            }
        }
        return out.toString();
    }

    private String tests() {
        StringBuilder out =
                new StringBuilder("============================= test session starts ==============================\n"
                        + "platform linux -- Python 3.12.3, pytest-8.2.0, pluggy-1.5.0 -- /usr/bin/python3\n"
                        + "rootdir: /home/build/shop\ncollected 140 items\n\n");
        int number = 0;
        for (int test = 0; test < 140; test++) {
            String name = NAMES.get(test % NAMES.size());
            String each = PACKAGES.get(test / 28);
            boolean failed = test == 57;
            out.append(String.format(
                    Locale.ROOT,
                    "tests/%s/test_%s.py::test_%s_%d %s [%3d%%]\n",
                    each,
                    name,
                    name,
                    ++number,
                    failed ? "FAILED" : "PASSED",
                    (test + 1) * 100 / 140));
        }
        out.append("\n=================================== FAILURES ===================================\n"
                + "_______________________________ test_refund_58 _________________________________\n\n"
                + "    def test_refund_58():\n        order = Order(total=Decimal(\"19.99\"))\n"
                + ">       assert retry_refund(order, attempts=3).status == \"done\"\n"
                + "E       AssertionError: assert 'gave up' == 'done'\n\n"
                + "tests/checkout/test_refund.py:58: AssertionError\n"
                + "=========================== short test summary info ============================\n"
                + "FAILED tests/checkout/test_refund.py::test_refund_58 - AssertionError: assert 'gave up' == 'done'\n"
                + "======================== 1 failed, 139 passed in 12.41s =========================\n");
        return out.toString();
    }

    private String issues() {
        StringBuilder out = new StringBuilder("[\n");
        int count = 60;
        for (int issue = 0; issue < count; issue++) {
            String name = numbers.of(NAMES);
            String person = numbers.of(PEOPLE);
            out.append(String.format(
                    Locale.ROOT,
                    """
                      {
                        "number": %d,
                        "title": "The %s of %s is retried without a pause",
                        "state": "open",
                        "author": {
                          "login": "%s",
                          "url": "https://tracker.example/people/%s"
                        },
                        "labels": ["%s", "%s"],
                        "comments": %d,
                        "created": "2026-03-%02dT%02d:%02d:00Z"
                      }%s
                    """,
                    4100 + issue * 3 + numbers.below(3),
                    name,
                    numbers.of(PACKAGES),
                    person,
                    person,
                    numbers.of(LABELS),
                    numbers.of(LABELS),
                    numbers.below(30),
                    1 + numbers.below(28),
                    numbers.below(24),
                    numbers.below(60),
                    issue + 1 < count ? "," : ""));
        }
        return out.append("]\n").toString();
    }

    private String file() {
        StringBuilder out = new StringBuilder();
        int line = 1;
        for (String text : List.of(
                "\"\"\"Calls a gateway again when it was too busy.\"\"\"",
                "",
                "import random",
                "import time",
                "",
                "",
                "class GaveUp(Exception):",
                "    \"\"\"The gateway did not answer in the attempts that we had.\"\"\"",
                "",
                "")) {
            out.append(numbered(line++, text));
        }
        for (String name : NAMES) {
            for (String text : List.of(
                    "def retry_" + name + "(order, attempts=3, pause=0.2):",
                    "    for attempt in range(attempts):",
                    "        answer = gateway." + name + "(order)",
                    "        if answer.status != 503:",
                    "            return answer",
                    "        time.sleep(pause * 2 ** attempt + random.random() / 10)",
                    "    raise GaveUp(\"" + name + "\")",
                    "",
                    "")) {
                out.append(numbered(line++, text));
            }
        }
        return out.toString();
    }

    private static String numbered(int line, String text) {
        return String.format(Locale.ROOT, "%6d\t%s\n", line, text);
    }
}
