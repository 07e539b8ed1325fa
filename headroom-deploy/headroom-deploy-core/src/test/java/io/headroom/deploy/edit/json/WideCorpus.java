package io.headroom.deploy.edit.json;

import static io.headroom.deploy.edit.json.CorpusCase.refused;
import static io.headroom.deploy.edit.json.CorpusCase.wired;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.DocumentEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** PV-1302: files of OpenClaw (JSON5) and OpenCode (JSON with comments). */
final class WideCorpus {
    private static final String URL = "\"http://127.0.0.1:8787\"";
    private static final List<DocumentEdit> CLAW =
            List.of(DocumentEdit.set("/models/providers/anthropic/baseUrl", URL));
    private static final List<DocumentEdit> FLAT = List.of(DocumentEdit.set("/baseUrl", URL));
    private static final List<DocumentEdit> CODE = List.of(
            DocumentEdit.set("/provider/anthropic/options/baseURL", "\"http://127.0.0.1:8787/v1\""),
            DocumentEdit.set("/provider/openai/options/baseURL", "\"http://127.0.0.1:8787/v1\""));

    private WideCorpus() {}

    static List<CorpusCase> cases() {
        List<CorpusCase> cases = new ArrayList<>();
        comments(cases);
        names(cases);
        words(cases);
        contents(cases);
        shapes(cases);
        return cases;
    }

    private static CorpusCase flat(String id, String before, String after) {
        return wired(id, JsonSyntax.JSON5, FLAT, before, after);
    }

    private static CorpusCase claw(String id, String before, String after) {
        return wired(id, JsonSyntax.JSON5, CLAW, before, after);
    }

    private static CorpusCase no(
            String id,
            JsonSyntax syntax,
            List<DocumentEdit> edits,
            String before,
            int line,
            int column,
            String reason) {
        return refused(id, syntax, edits, before.getBytes(StandardCharsets.UTF_8), line, column, reason);
    }

    private static void comments(List<CorpusCase> cases) {
        cases.add(
                wired(
                        "K1 comment above",
                        JsonSyntax.JSONC,
                        CODE,
                        "{\n  // the theme\n  \"theme\": \"x\"\n}\n",
                        "{\n  // the theme\n  \"theme\": \"x\",\n  \"provider\": {\n    \"anthropic\": {\n      \"options\": {\n        \"baseURL\": \"http://127.0.0.1:8787/v1\"\n      }\n    },\n"
                                + "    \"openai\": {\n      \"options\": {\n        \"baseURL\": \"http://127.0.0.1:8787/v1\"\n      }\n    }\n  }\n}\n"));
        cases.add(flat(
                "K2 comment behind",
                "{\n  a: 1, // one\n  b: 2, // two\n  c: 3\n}\n",
                "{\n  a: 1, // one\n  b: 2, // two\n  c: 3,\n  baseUrl: " + URL + "\n}\n"));
        cases.add(flat(
                "K3 comment at the object's end",
                "{\n  a: 1\n  // end\n}\n",
                "{\n  a: 1,\n  baseUrl: " + URL + "\n  // end\n}\n"));
        cases.add(flat(
                "K3 comment alone in the object",
                "{\n  // nothing yet\n}\n",
                "{\n  // nothing yet\n  \"baseUrl\": " + URL + "\n}\n"));
        cases.add(flat("K3 comment alone on one line", "{ /* none */ }", "{ /* none */ \"baseUrl\": " + URL + " }"));
        cases.add(flat(
                "K4 comment between name and colon",
                "{\n  baseUrl /* here */ : /* and */ 'x' /* there */,\n  b: 1\n}\n",
                "{\n  baseUrl /* here */ : /* and */ " + URL + " /* there */,\n  b: 1\n}\n"));
        cases.add(claw(
                "K5 comment that holds a file",
                "{\n  // {\"models\": {\"providers\": {\n  a: 1\n  /* \"models\": { */\n}\n",
                "{\n  // {\"models\": {\"providers\": {\n  a: 1,\n  models: {\n    providers: {\n      anthropic: {\n        baseUrl: "
                        + URL + "\n      }\n    }\n  }\n  /* \"models\": { */\n}\n"));
        cases.add(flat(
                "K6 comment behind the last member",
                "{\n  a: 1 // one\n}\n",
                "{\n  a: 1, // one\n  baseUrl: " + URL + "\n}\n"));
        cases.add(flat(
                "K6 two comments behind the last member",
                "{\n  a: 1 /* o */ /* n */ // e\n}\n",
                "{\n  a: 1, /* o */ /* n */ // e\n  baseUrl: " + URL + "\n}\n"));
        cases.add(flat("K7 trailing comma", "{\n  a: 1,\n}\n", "{\n  a: 1,\n  baseUrl: " + URL + ",\n}\n"));
        cases.add(flat("K7 trailing comma on one line", "{ a: 1, }", "{ a: 1, baseUrl: " + URL + ", }"));
        cases.add(flat(
                "K8 trailing comma with a comment behind",
                "{\n  a: 1, // one\n}\n",
                "{\n  a: 1, // one\n  baseUrl: " + URL + ",\n}\n"));
        cases.add(flat(
                "K9 license block",
                "/*\n * Copyright\n */\n\n{\n  a: 1\n}\n",
                "/*\n * Copyright\n */\n\n{\n  a: 1,\n  baseUrl: " + URL + "\n}\n"));
        cases.add(flat("K9 license block alone", "// mine", "// mine\n{\n  \"baseUrl\": " + URL + "\n}\n"));
        cases.add(flat(
                "K23 comment at the end, no newline",
                "{\n  a: 1\n}\n// end",
                "{\n  a: 1,\n  baseUrl: " + URL + "\n}\n// end"));
        cases.add(no(
                "K24 open comment", JsonSyntax.JSON5, FLAT, "{\n  a: 1, /* b\n}\n", 2, 9, "this comment has no end"));
        cases.add(no(
                "K25 lone slash", JsonSyntax.JSON5, FLAT, "{\n  a: 1 / 2\n}\n", 2, 8, "a lone / outside of strings"));
        cases.add(flat(
                "K35 one line with comments",
                "{ a: 1 /* one */, b: 2 /* two */ }",
                "{ a: 1 /* one */, b: 2, /* two */ baseUrl: " + URL + " }"));
        cases.add(flat(
                "K35 one line that ends in a comment",
                "{ a: 1 // one\n}",
                "{ a: 1, // one\n  baseUrl: " + URL + "\n}"));
        cases.add(flat(
                "K36 commented-out baseUrl",
                "{\n  a: 1,\n  // baseUrl: 'http://x',\n  /* baseUrl: 'y' */\n}\n",
                "{\n  a: 1,\n  baseUrl: " + URL + ",\n  // baseUrl: 'http://x',\n  /* baseUrl: 'y' */\n}\n"));
        String million = "// " + "lorem ipsum { \" ' ".repeat(60_000) + "\n";
        cases.add(flat(
                "K43 1 MB of comments",
                million + "{\n  a: 1 /*" + million + "*/\n}\n" + million,
                million + "{\n  a: 1, /*" + million + "*/\n  baseUrl: " + URL + "\n}\n" + million));
    }

    private static void names(List<CorpusCase> cases) {
        String rest = ": 'http://x'\n}\n";
        cases.add(flat("K10 unquoted", "{\n  baseUrl" + rest, "{\n  baseUrl: " + URL + "\n}\n"));
        cases.add(flat("K11 single-quoted", "{\n  'baseUrl'" + rest, "{\n  'baseUrl': " + URL + "\n}\n"));
        cases.add(
                flat("K11 single-quoted siblings", "{\n  'a': 1\n}\n", "{\n  'a': 1,\n  'baseUrl': " + URL + "\n}\n"));
        cases.add(flat(
                "K12 mixed names",
                "{\n  'a': 1,\n  b: 2,\n  \"c\": 3\n}\n",
                "{\n  'a': 1,\n  b: 2,\n  \"c\": 3,\n  \"baseUrl\": " + URL + "\n}\n"));
        cases.add(flat(
                "K13 odd names",
                "{\n  $a: 1,\n  _b: 2,\n  ключ: 3,\n  null: 4,\n  class: 5,\n  NaN: 6\n}\n",
                "{\n  $a: 1,\n  _b: 2,\n  ключ: 3,\n  null: 4,\n  class: 5,\n  NaN: 6,\n  baseUrl: " + URL + "\n}\n"));
        cases.add(flat(
                "K14 escapes in names",
                "{\n  base\\u0055rl: 1,\n  \\u0061b: 2\n}\n",
                "{\n  base\\u0055rl: " + URL + ",\n  \\u0061b: 2\n}\n"));
        cases.add(flat(
                "K14 escapes in quoted names", "{\n  'base\\x55rl': 1,\n}\n", "{\n  'base\\x55rl': " + URL + ",\n}\n"));
        cases.add(wired(
                "K34 dots and dashes in names",
                JsonSyntax.JSON5,
                List.of(DocumentEdit.set("/p/my.corp-x/baseUrl", URL)),
                "{p: {a: 1}}",
                "{p: {a: 1, \"my.corp-x\": {baseUrl: " + URL + "}}}"));
        cases.add(wired(
                "K34 a quote in a name",
                JsonSyntax.JSON5,
                List.of(DocumentEdit.set("/it's \"x\"", "1")),
                "{'a': 1}",
                "{'a': 1, 'it\\'s \"x\"': 1}"));
        cases.add(no(
                "K40 baseUrl twice",
                JsonSyntax.JSON5,
                FLAT,
                "{\n  baseUrl: 1,\n  'base\\u0055rl': 2\n}\n",
                3,
                3,
                "\"baseUrl\" is there twice, first in line 2"));
        cases.add(no(
                "K10 in JSON with comments",
                JsonSyntax.JSONC,
                CODE,
                "{\n  // x\n  a: 1\n}\n",
                3,
                3,
                "a name without quotes here, which JSON with comments does not allow"));
        cases.add(no(
                "K11 in JSON with comments",
                JsonSyntax.JSONC,
                CODE,
                "{\n  'a': 1\n}\n",
                2,
                3,
                "a string in single quotes"));
    }

    private static void words(List<CorpusCase> cases) {
        cases.add(kept("K15 hex", "0x1F, 0Xab, -0xff"));
        cases.add(kept("K16 plus", "+1, +.5, +0x1"));
        cases.add(kept("K17 leading point", ".5, -.5e3"));
        cases.add(kept("K18 trailing point", "5., 5.e3"));
        cases.add(kept("K19 Infinity and NaN", "Infinity, -Infinity, +Infinity, NaN, -NaN, +NaN"));
        cases.add(kept("K20 continued lines", "'a\\\nb', \"c\\\r\nd\", 'e\\\u2028f'"));
        cases.add(kept("K21 quotes in quotes", "'say \"x\"', \"it's\", 'it\\'s', \"\\v\\0\\x41\\q\""));
        cases.add(kept("K22 U+2028", "'a\u2028b', // c\u2028 1,\u2029 2,\n 3"));
        cases.add(no("K15 broken hex", JsonSyntax.JSON5, FLAT, "{a: 0x}", 1, 5, "a number that cannot be read: 0x"));
        cases.add(no("K20 broken string", JsonSyntax.JSON5, FLAT, "{a: 'b\nc'}", 1, 5, "this string has no end"));
        cases.add(no("K14 broken escape", JsonSyntax.JSON5, FLAT, "{a\\x41: 1}", 1, 3, "an escape in a name"));
        cases.add(no("K21 octal escape", JsonSyntax.JSON5, FLAT, "{a: '\\01'}", 1, 6, "an escape in a string"));
    }

    private static CorpusCase kept(String id, String values) {
        String start = "{\n  a: [" + values + "]";
        return flat(id, start + "\n}\n", start + ",\n  baseUrl: " + URL + "\n}\n");
    }

    private static void contents(List<CorpusCase> cases) {
        cases.add(flat(
                "K26 slashes in strings",
                "{\n  a: 'http://x', // see http://y\n  b: \"/* no */\"\n}\n",
                "{\n  a: 'http://x', // see http://y\n  b: \"/* no */\",\n  baseUrl: " + URL + "\n}\n"));
        cases.add(flat(
                "K27 $include",
                "{\n  $include: './more.json5',\n}\n",
                "{\n  $include: './more.json5',\n  baseUrl: " + URL + ",\n}\n"));
        cases.add(flat(
                "K28 ${NAME}",
                "{\n  baseUrl: '${CORP_URL}/anthropic',\n  key: \"${KEY}\"\n}\n",
                "{\n  baseUrl: " + URL + ",\n  key: \"${KEY}\"\n}\n"));
        cases.add(claw(
                "K29 models absent",
                "{\n  gateway: { port: 1 },\n}\n",
                "{\n  gateway: { port: 1 },\n  models: {\n    providers: {\n      anthropic: {\n        baseUrl: " + URL
                        + "\n      }\n    }\n  },\n}\n"));
        cases.add(claw(
                "K30 providers absent",
                "{\n  models: {\n    mode: 'merge'\n  }\n}\n",
                "{\n  models: {\n    mode: 'merge',\n    providers: {\n      anthropic: {\n        baseUrl: " + URL
                        + "\n      }\n    }\n  }\n}\n"));
        cases.add(claw(
                "K31 provider absent",
                "{models:{providers:{openai:{baseUrl:'x'}}}}",
                "{models:{providers:{openai:{baseUrl:'x'},anthropic:{baseUrl:" + URL + "}}}}"));
        String provider = "{\n  models: {\n    providers: {\n      anthropic: {\n        ";
        String end = "\n      },\n    },\n  },\n}\n";
        cases.add(claw(
                "K32 baseUrl absent",
                provider + "apiKey: 'x'," + end,
                provider + "apiKey: 'x',\n        baseUrl: " + URL + "," + end));
        cases.add(claw(
                "K33 baseUrl with suffix",
                provider + "baseUrl: 'https://api.anthropic.com/v1', // direct" + end,
                provider + "baseUrl: " + URL + ", // direct" + end));
        String openai = "      openai: { baseUrl: 'https://corp.example/v1', models: [] },\n";
        cases.add(claw(
                "K38 two providers, one chained",
                "{\n  models: {\n    providers: {\n" + openai
                        + "      anthropic: { baseUrl: 'https://corp.example' },\n    },\n  },\n}\n",
                "{\n  models: {\n    providers: {\n" + openai + "      anthropic: { baseUrl: " + URL
                        + " },\n    },\n  },\n}\n"));
        cases.add(claw(
                "K37 written by the tool",
                "{\n  \"meta\": {\n    \"lastTouchedVersion\": \"2026.9.6\"\n  }\n}",
                "{\n  \"meta\": {\n    \"lastTouchedVersion\": \"2026.9.6\"\n  },\n  \"models\": {\n    \"providers\": {\n      \"anthropic\": {\n        \"baseUrl\": "
                        + URL + "\n      }\n    }\n  }\n}"));
    }

    private static void shapes(List<CorpusCase> cases) {
        cases.add(flat(
                "K39 odd white space",
                "{\u00a0a\u000b:\f1\u3000,\ufeffb :\t2\n}",
                "{\u00a0a\u000b:\f1\u3000,\ufeffb :\t2, baseUrl :\t" + URL + "\n}"));
        cases.add(flat(
                "K41 commas first",
                "{\n    a: 1\n  , b: 2 // two\n}\n",
                "{\n    a: 1\n  , b: 2 // two\n  , baseUrl: " + URL + "\n}\n"));
        cases.add(flat(
                "K42 brace on the last member's line",
                "{\n  a: 1,\n  b: 2 }\n",
                "{\n  a: 1,\n  b: 2,\n  baseUrl: " + URL + " }\n"));
        cases.add(flat(
                "K42 first member on the brace's line",
                "{ a: 1,\n  b: 2 }\n",
                "{ a: 1,\n  b: 2,\n  baseUrl: " + URL + " }\n"));
        cases.add(flat(
                "K42 brace behind a comment's line",
                "{\n  a: 1 // one\n  }\n",
                "{\n  a: 1, // one\n  baseUrl: " + URL + "\n  }\n"));
        cases.add(
                CorpusCase.missing("J1 missing, JSON5", JsonSyntax.JSON5, FLAT, "{\n  \"baseUrl\": " + URL + "\n}\n"));
        cases.add(flat("J5 { } in a longer file, JSON5", "{ }\n", "{\n  \"baseUrl\": " + URL + "\n}\n")
                .inexact());
        cases.add(flat(
                "J15 CRLF, JSON5",
                "{\r\n  a: 1, // one\r\n}\r\n",
                "{\r\n  a: 1, // one\r\n  baseUrl: " + URL + ",\r\n}\r\n"));
        cases.add(flat("J17 BOM, JSON5", "\uFEFF{a: 1}", "\uFEFF{a: 1, baseUrl: " + URL + "}"));
        cases.add(no("J47 array root, JSON5", JsonSyntax.JSON5, FLAT, "// x\n[]", 2, 1, "the document is an array"));
        cases.add(claw(
                "J38 levels, JSON5",
                "{a: " + "[".repeat(511) + "]".repeat(511) + "}",
                "{a: " + "[".repeat(511) + "]".repeat(511) + ", models: {providers: {anthropic: {baseUrl: " + URL
                        + "}}}}"));
    }
}
