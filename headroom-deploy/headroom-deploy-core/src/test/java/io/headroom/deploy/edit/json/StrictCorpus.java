package io.headroom.deploy.edit.json;

import static io.headroom.deploy.edit.json.CorpusCase.refused;
import static io.headroom.deploy.edit.json.CorpusCase.wired;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.DocumentEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** PV-1301: files of Claude Code. J50 to J55 are about the file, not its text: the engine's tests have them. */
final class StrictCorpus {
    private static final String URL = "\"http://127.0.0.1:8787\"";
    private static final String OURS = "\"ANTHROPIC_BASE_URL\": " + URL;
    private static final List<DocumentEdit> EDITS = List.of(DocumentEdit.set("/env/ANTHROPIC_BASE_URL", URL));
    private static final String NEW = "{\n  \"env\": {\n    " + OURS + "\n  }\n}\n";

    private StrictCorpus() {}

    static List<CorpusCase> cases() {
        List<CorpusCase> cases = new ArrayList<>();
        blanksAndLayouts(cases);
        keys(cases);
        oddities(cases);
        refusals(cases);
        permissions(cases);
        return cases;
    }

    private static CorpusCase ok(String id, String before, String after) {
        return wired(id, JsonSyntax.STRICT, EDITS, before, after);
    }

    private static CorpusCase no(String id, String before, int line, int column, String reason) {
        return refused(id, JsonSyntax.STRICT, EDITS, before.getBytes(StandardCharsets.UTF_8), line, column, reason);
    }

    private static void blanksAndLayouts(List<CorpusCase> cases) {
        cases.add(CorpusCase.missing("J1 missing", JsonSyntax.STRICT, EDITS, NEW));
        cases.add(ok("J2 empty", "", NEW));
        cases.add(ok("J3 blank", " \n\n", NEW.strip() + " \n\n"));
        cases.add(ok("J4 {}", "{}", "{\"env\": {" + OURS + "}}"));
        cases.add(ok("J5 { }", "{ }", "{ \"env\": { " + OURS + " } }").inexact());
        cases.add(ok("J6 braces on two lines", "{\n}", NEW.strip()).inexact());
        String two = "{\n  \"a\": 1,\n  \"b\": [\n    true\n  ]";
        String twoAfter = two + ",\n  \"env\": {\n    " + OURS + "\n  }\n}";
        cases.add(ok("J7 no final newline", two + "\n}", twoAfter));
        cases.add(ok("J8 two final newlines", two + "\n}\n\n", twoAfter + "\n\n"));
        cases.add(ok(
                "J9 one line",
                "{\"a\":1,\"b\":\"x\"}",
                "{\"a\":1,\"b\":\"x\",\"env\":{\"ANTHROPIC_BASE_URL\":" + URL + "}}"));
        cases.add(ok("J9 one line, spaced", "{ \"a\": 1 }\n", "{ \"a\": 1, \"env\": { " + OURS + " } }\n"));
        cases.add(ok("J10 indented by 2", two + "\n}\n", twoAfter + "\n"));
        cases.add(ok("J11 indented by 3", indent(two + "\n}\n", "   "), indent(twoAfter + "\n", "   ")));
        cases.add(ok("J12 indented by 8", indent(two + "\n}\n", "        "), indent(twoAfter + "\n", "        ")));
        cases.add(ok("J13 tabs", indent(two + "\n}\n", "\t"), indent(twoAfter + "\n", "\t")));
        cases.add(ok(
                "J14 mixed indentation",
                "{\n  \"a\": 1,\n\t\"b\": {\n      \"c\": 2\n\t}\n}\n",
                "{\n  \"a\": 1,\n\t\"b\": {\n      \"c\": 2\n\t},\n\t\"env\": {\n\t  " + OURS + "\n\t}\n}\n"));
        cases.add(ok("J15 CRLF", crlf(two + "\n}\n"), crlf(twoAfter + "\n")));
        cases.add(ok(
                "J16 mixed line ends",
                "{\n  \"a\": 1,\r\n  \"b\": 2\n}\n",
                "{\n  \"a\": 1,\r\n  \"b\": 2,\r\n  \"env\": {\r\n    " + OURS + "\r\n  }\n}\n"));
        cases.add(ok("J17 BOM", "\uFEFF" + two + "\n}\n", "\uFEFF" + twoAfter + "\n"));
        cases.add(ok("J17 BOM alone", "\uFEFF", "\uFEFF" + NEW));
        cases.add(ok("J18 BOM and CRLF", "\uFEFF" + crlf(two + "\n}\n"), "\uFEFF" + crlf(twoAfter + "\n")));
    }

    private static void keys(List<CorpusCase> cases) {
        cases.add(ok(
                "J19 env absent",
                "{\n  \"model\": \"opus\"\n}\n",
                "{\n  \"model\": \"opus\",\n  \"env\": {\n    " + OURS + "\n  }\n}\n"));
        cases.add(ok(
                "J20 env empty",
                "{\n  \"env\": {},\n  \"model\": \"opus\"\n}\n",
                "{\n  \"env\": {\n    " + OURS + "\n  },\n  \"model\": \"opus\"\n}\n"));
        cases.add(ok(
                "J21 env on one line in a longer file",
                "{\n  \"env\": {\"A\": \"1\"},\n  \"b\": 2\n}\n",
                "{\n  \"env\": {\"A\": \"1\", " + OURS + "},\n  \"b\": 2\n}\n"));
        String first = "{\n  \"env\": {\n    \"A\": \"1\"";
        cases.add(ok(
                "J22 env first",
                first + "\n  },\n  \"b\": 2\n}\n",
                first + ",\n    " + OURS + "\n  },\n  \"b\": 2\n}\n"));
        String middle = "{\n  \"a\": 0,\n  \"env\": {\n    \"A\": \"1\"";
        cases.add(ok(
                "J23 env in the middle",
                middle + "\n  },\n  \"b\": 2\n}\n",
                middle + ",\n    " + OURS + "\n  },\n  \"b\": 2\n}\n"));
        cases.add(ok("J24 env last", middle + "\n  }\n}\n", middle + ",\n    " + OURS + "\n  }\n}\n"));
        String key = "{\n  \"env\": {\n    \"ANTHROPIC_BASE_URL\": ";
        cases.add(ok("J25 foreign value", key + "\"https://llm.example.com/v1\"\n  }\n}\n", key + URL + "\n  }\n}\n"));
        cases.add(ok("J26 our value", key + URL + "\n  }\n}\n", key + URL + "\n  }\n}\n"));
        cases.add(ok(
                "J26 our value in another spelling",
                key + "\"http:\\/\\/127.0.0.1:8787\"\n  }\n}\n",
                key + "\"http:\\/\\/127.0.0.1:8787\"\n  }\n}\n"));
        cases.add(ok(
                "J27 dead loopback value",
                key + "\"http://localhost:9999\",\n    \"B\": \"2\"\n  }\n}\n",
                key + URL + ",\n    \"B\": \"2\"\n  }\n}\n"));
        cases.add(ok(
                "J28 escaped name",
                "{\n  \"\\u0065nv\": {\n    \"A\": \"1\"\n  }\n}\n",
                "{\n  \"\\u0065nv\": {\n    \"A\": \"1\",\n    " + OURS + "\n  }\n}\n"));
        cases.add(no(
                "J29 env twice",
                "{\n  \"env\": {},\n  \"\\u0065nv\": {}\n}\n",
                3,
                3,
                "\"env\" is there twice, first in line 2"));
        cases.add(ok(
                "J30 another key twice",
                "{\n  \"a\": 1,\n  \"a\": 2,\n  \"env\": {\n    \"X\": \"1\",\n    \"X\": \"2\"\n  }\n}\n",
                "{\n  \"a\": 1,\n  \"a\": 2,\n  \"env\": {\n    \"X\": \"1\",\n    \"X\": \"2\",\n    " + OURS
                        + "\n  }\n}\n"));
        cases.add(no("J31 env null", "{\n  \"env\": null\n}", 2, 10, "\"env\" is null, not an object"));
        cases.add(no("J32 env a string", "{\"a\": 1, \"env\": \"x\"}", 1, 17, "\"env\" is a string, not an object"));
        cases.add(no("J33 env an array", "{\r\n\"env\": []\r\n}", 2, 8, "\"env\" is an array, not an object"));
        cases.add(ok(
                "J34 env deeper and inside a string",
                "{\n  \"a\": {\n    \"env\": {}\n  },\n  \"b\": \"{\\\"env\\\": {\"\n}\n",
                "{\n  \"a\": {\n    \"env\": {}\n  },\n  \"b\": \"{\\\"env\\\": {\",\n  \"env\": {\n    " + OURS
                        + "\n  }\n}\n"));
    }

    private static void oddities(List<CorpusCase> cases) {
        String numbers = "{\n  \"a\": 1e5,\n  \"b\": -0,\n  \"c\": 1234567890123456789012345678901234567890";
        cases.add(added("J35 numbers", numbers));
        cases.add(added(
                "J36 emoji and lone surrogates",
                "{\n  \"😀\": \"\uD83D\uDE80\",\n  \"\\ud800\": \"x\\udc00y \\ud83d\\ude80\""));
        cases.add(added("J37 slash and tilde in names", "{\n  \"a/b\": 1,\n  \"m~n\": 2,\n  \"\": 3"));
        cases.add(wired(
                "J37 slash and tilde in the pointer",
                JsonSyntax.STRICT,
                List.of(DocumentEdit.set("/a~1b/m~0n", "1")),
                "{\"a/b\": {\"x\": 0}}",
                "{\"a/b\": {\"x\": 0, \"m~n\": 1}}"));
        cases.add(added(
                "J38 200 levels",
                "{\n  \"a\": " + "[".repeat(100) + "{\"x\":".repeat(100) + "1" + "}".repeat(100) + "]".repeat(100)));
        StringBuilder large = new StringBuilder("{\n  \"projects\": [");
        for (int i = 0; large.length() < 5_000_000; i++) {
            large.append(i == 0 ? "" : ",")
                    .append("\n    {\"id\": ")
                    .append(i)
                    .append(", \"path\": \"/home/u/p")
                    .append(i)
                    .append("\", \"used\": [1, 2.50, null]}");
        }
        cases.add(added("J39 5 MB", large.append("\n  ]").toString()));
        cases.add(
                added(
                        "J56 a large real file",
                        "{\n  \"$schema\": \"https://json.schemastore.org/claude-code-settings.json\",\n  \"permissions\": {\n    \"allow\": [\n"
                                + "      \"Bash(npm run lint)\",\n      \"Bash(npm run test:*)\",\n      \"Read(~/.zshrc)\"\n    ],\n    \"deny\": [\n"
                                + "      \"Bash(curl:*)\"\n    ]\n  },\n  \"hooks\": {\n    \"PreToolUse\": [\n      {\n        \"matcher\": \"Bash\",\n"
                                + "        \"hooks\": [\n          {\n            \"type\": \"command\",\n            \"command\": \"jq -r '.tool_input' >> ~/log.txt\"\n"
                                + "          }\n        ]\n      }\n    ]\n  },\n  \"cleanupPeriodDays\": 20,\n  \"includeCoAuthoredBy\": false,\n"
                                + "  \"statusLine\": {\n    \"type\": \"command\",\n    \"command\": \"~/.claude/statusline.sh\",\n    \"padding\": 0\n  }"));
    }

    private static CorpusCase added(String id, String start) {
        return ok(id, start + "\n}\n", start + ",\n  \"env\": {\n    " + OURS + "\n  }\n}\n");
    }

    private static void refusals(List<CorpusCase> cases) {
        byte[] huge = ("{\"a\": \"" + "x".repeat(16 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
        cases.add(refused("J40 over 16 MiB", JsonSyntax.STRICT, EDITS, huge, 0, 0, "larger than 16 MiB"));
        cases.add(no(
                "J38 513 levels",
                "{\"a\":" + "[".repeat(512) + "]".repeat(512) + "}",
                1,
                517,
                "deeper than 512 levels"));
        cases.add(no(
                "J41 comment",
                "{\n  \"a\": 1, // b\n  \"c\": 2\n}",
                2,
                11,
                "a comment here, which strict JSON does not allow"));
        cases.add(no(
                "J42 trailing comma",
                "{\n  \"ä\": 1,\n}",
                2,
                9,
                "a trailing comma here, which strict JSON does not allow"));
        byte[] latin = "{\n  \"a\": \"Gr\u00fc\u00dfe\"\n}".getBytes(StandardCharsets.ISO_8859_1);
        cases.add(refused("J43 Latin-1", JsonSyntax.STRICT, EDITS, latin, 2, 11, "not UTF-8"));
        byte[] wide = "{\"a\": 1}".getBytes(StandardCharsets.UTF_16);
        cases.add(refused("J44 UTF-16", JsonSyntax.STRICT, EDITS, wide, 1, 1, "not UTF-8 but UTF-16"));
        byte[] bare = "{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE);
        cases.add(refused("J44 UTF-16 without mark", JsonSyntax.STRICT, EDITS, bare, 1, 2, "NUL"));
        cases.add(no("J45 NUL", "{\n\"a\": \"x\0\"}", 2, 8, "NUL"));
        cases.add(no(
                "J46 truncated",
                "{\n  \"a\": {\n    \"b\": 1",
                3,
                11,
                "the file ends inside the object that line 2 opens"));
        cases.add(no("J46 truncated in a string", "{\n  \"a\": \"b", 2, 8, "this string has no end"));
        cases.add(no("J46 truncated behind a colon", "{\n  \"a\":", 2, 7, "the file ends where a value was expected"));
        cases.add(no("J47 array root", "\n[1]", 2, 1, "the document is an array, not an object"));
        cases.add(no("J48 two documents", "{}\n{}", 2, 1, "found {, expected nothing behind the document"));
        cases.add(no("J49 merge marks", "{\n<<<<<<< HEAD\n  \"a\": 1\n=======\n", 2, 1, "merge conflict"));
        for (String broken : List.of(
                "{\"a\" 1}",
                "{a: 1}",
                "{\"a\": 01}",
                "{\"a\": +1}",
                "{\"a\": tru}",
                "{\"a\": 1 \"b\": 2}",
                "{,}",
                "{\"a\": [,]}",
                "{\"a\": 'x'}",
                "{\"a\": \"\t\"}",
                "{\"a\": \"\\x41\"}",
                "{\"a\": \"\\u12\"}",
                "{\"a\": \"b\nc\"}",
                "{\"a\": .5}",
                "{\"a\": 1.}",
                "{\"a\": 0x1}",
                "{\"a\": NaN}",
                "{\"a\":\u00a01}",
                "{\"a\": 1,, \"b\": 2}",
                "{\"a\": \"\\")) {
            cases.add(no("J46 broken: " + broken, broken, -1, -1, ""));
        }
    }

    private static void permissions(List<CorpusCase> cases) {
        List<DocumentEdit> allow = List.of(new DocumentEdit(
                "/permissions/allow",
                DocumentEdit.Action.CONTAINS,
                java.util.Optional.of("\"Bash(headroom retrieve:*)\"")));
        String ours = "\"Bash(headroom retrieve:*)\"";
        cases.add(wired(
                "J57 permissions absent",
                JsonSyntax.STRICT,
                allow,
                "{\n  \"a\": 1\n}\n",
                "{\n  \"a\": 1,\n  \"permissions\": {\n    \"allow\": [\n      " + ours + "\n    ]\n  }\n}\n"));
        String list = "{\n  \"permissions\": {\n    \"allow\": [\n      \"Read(~/.zshrc)\"";
        cases.add(wired(
                "J58 permissions.allow with others",
                JsonSyntax.STRICT,
                allow,
                list + "\n    ],\n    \"deny\": []\n  }\n}\n",
                list + ",\n      " + ours + "\n    ],\n    \"deny\": []\n  }\n}\n"));
        cases.add(wired(
                "J58 permissions.allow empty",
                JsonSyntax.STRICT,
                allow,
                "{\n  \"permissions\": {\n    \"allow\": []\n  }\n}\n",
                "{\n  \"permissions\": {\n    \"allow\": [\n      " + ours + "\n    ]\n  }\n}\n"));
        String there = "{\"permissions\": {\"allow\": [\"Bash(headroom\\u0020retrieve:*)\"]}}";
        cases.add(wired("J59 permissions.allow has it", JsonSyntax.STRICT, allow, there, there));
        cases.add(refused(
                "J59 permissions.allow a string",
                JsonSyntax.STRICT,
                allow,
                "{\"permissions\": {\"allow\": \"all\"}}".getBytes(StandardCharsets.UTF_8),
                1,
                27,
                "/permissions/allow is a string, not an array"));
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private static String indent(String text, String unit) {
        return text.replace("  ", unit);
    }
}
