package io.headroom.deploy.edit.toml;

import io.headroom.api.change.DocumentEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The corpus of TOML files of the provider specification (PV-1303): files of our own making, and what wiring makes of each. */
final class TomlCorpus {
    static final String URL = "http://127.0.0.1:8787/v1";
    static final String OURS = "openai_base_url = \"" + URL + "\"";

    private final List<Case> cases = new ArrayList<>();

    /** A file, the edit, and the text that is expected. */
    record Case(
            String name, List<DocumentEdit> edits, Optional<byte[]> before, Optional<byte[]> after, String refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    private TomlCorpus() {}

    static List<Case> cases() {
        TomlCorpus corpus = new TomlCorpus();
        corpus.rootKeys();
        corpus.present();
        corpus.lookAlikes();
        corpus.tables();
        corpus.bytes();
        corpus.values();
        corpus.refused();
        corpus.others();
        return corpus.cases;
    }

    static List<DocumentEdit> root() {
        return List.of(DocumentEdit.set("/openai_base_url", '"' + URL + '"'));
    }

    private static List<DocumentEdit> server() {
        return List.of(DocumentEdit.set("/mcp_servers/headroom/command", "\"/opt/headroom\""));
    }

    private static List<DocumentEdit> provider(String name) {
        return List.of(DocumentEdit.set("/model_providers/" + name + "/base_url", '"' + URL + '"'));
    }

    private void rootKeys() {
        cases.add(new Case("1 missing", root(), Optional.empty(), Optional.of(utf8(OURS + "\n")), ""));
        root("2 empty", "", OURS + "\n");
        root("3 comments only", "# mine\n# too\n", OURS + "\n\n# mine\n# too\n");
        root("4 root keys only", "model = \"o\"\n", "model = \"o\"\n" + OURS + "\n");
        root("5 header first", "[a]\nb = 1\n", OURS + "\n\n[a]\nb = 1\n");
        root("6 keys, then tables", "model = \"o\"\n\n[a]\nb = 1\n", "model = \"o\"\n" + OURS + "\n\n[a]\nb = 1\n");
        root("6 keys, then tables at once", "m = 1\n[a]\nb = 1\n", "m = 1\n" + OURS + "\n\n[a]\nb = 1\n");
        root("7 comment attached to the first header", "# of a\n[a]\nb = 1\n", OURS + "\n\n# of a\n[a]\nb = 1\n");
        root(
                "7 license, then a comment attached to the first header",
                "# license\n\n# of a\n[a]\n",
                "# license\n\n" + OURS + "\n\n# of a\n[a]\n");
        root("8 ends inside a table, no newline", "[a]\nb = 1", OURS + "\n\n[a]\nb = 1");
        root("8 ends inside the root, no newline", "b = 1", "b = 1\n" + OURS);
        root(
                "9 our key only in [analytics]",
                "[analytics]\nopenai_base_url = \"x\"\n",
                OURS + "\n\n[analytics]\nopenai_base_url = \"x\"\n");
        root(
                "10 our key only in [profiles.x]",
                "m = 1\n\n[profiles.x]\nopenai_base_url = \"x\"\n",
                "m = 1\n" + OURS + "\n\n[profiles.x]\nopenai_base_url = \"x\"\n");
    }

    private void present() {
        String ours = '"' + URL + '"';
        root("11 present", "openai_base_url = \"https://corp/v1\"\nm = 1\n", OURS + "\nm = 1\n");
        root("11 ours already", "m = 1\n" + OURS + "\n", "m = 1\n" + OURS + "\n");
        root("12 comment behind", "openai_base_url = \"x\"  # keep # me\n", OURS + "  # keep # me\n");
        root("13 quoted", "\"openai_base_url\" = \"x\"\n", "\"openai_base_url\" = " + ours + "\n");
        root(
                "13 quoted with an escape",
                "\"openai\\u005Fbase_url\" = \"x\"\n",
                "\"openai\\u005Fbase_url\" = " + ours + "\n");
        root("14 quoted literally", "'openai_base_url' = 'x'\n", "'openai_base_url' = " + ours + "\n");
        root("15 blanks around =", "openai_base_url   =   \"x\"\n", "openai_base_url   =   " + ours + "\n");
        root("16 nothing around =", "openai_base_url=\"x\"\n", "openai_base_url=" + ours + "\n");
        root("16 nothing around the neighbor's =", "m=1\n", "m=1\nopenai_base_url=" + ours + "\n");
        root("17 tab around =", "openai_base_url\t=\t\"x\"\n", "openai_base_url\t=\t" + ours + "\n");
        root("17 tab around the neighbor's =", "\tm\t=\t1\n", "\tm\t=\t1\n\topenai_base_url\t=\t" + ours + "\n");
    }

    private void lookAlikes() {
        root(
                "18 commented out",
                "# openai_base_url = \"x\"\nm = 1\n",
                "# openai_base_url = \"x\"\nm = 1\n" + OURS + "\n");
        root(
                "19 its text in a block string",
                "m = \"\"\"\nopenai_base_url = \"x\"\n[a]\n\"\"\"\n",
                "m = \"\"\"\nopenai_base_url = \"x\"\n[a]\n\"\"\"\n" + OURS + "\n");
        root(
                "20 its text in a literal block string",
                "m = '''\nopenai_base_url = 'x'\n\\'''\n[a]\n",
                "m = '''\nopenai_base_url = 'x'\n\\'''\n" + OURS + "\n\n[a]\n");
        root(
                "21 [ in a root array over lines",
                "m = [\n  \"[x]\",\n# [y]\n  [ 1 ],\n]\n[a]\n",
                "m = [\n  \"[x]\",\n# [y]\n  [ 1 ],\n]\n" + OURS + "\n\n[a]\n");
        root("22 [[x]] first", "[[x]]\na = 1\n[[x]]\na = 2\n", OURS + "\n\n[[x]]\na = 1\n[[x]]\na = 2\n");
    }

    private void tables() {
        String command = "command = \"/opt/headroom\"";
        refuse(
                "23 parent an array of tables",
                server(),
                "m = 1\n[[mcp_servers]]\na = 1\n",
                "line 2, column 1: \"mcp_servers\" is an array of tables");
        edit(
                "24 inline parent",
                server(),
                "mcp_servers = { o = { command = \"o\" } }\n",
                "mcp_servers = { o = { command = \"o\" }, headroom = { " + command + " } }\n");
        edit(
                "24 inline parent, empty",
                server(),
                "mcp_servers = {}\n",
                "mcp_servers = { headroom = { " + command + " } }\n");
        edit(
                "24 inline table of ours",
                server(),
                "mcp_servers = {headroom={args=[]}}\n",
                "mcp_servers = {headroom={args=[], command=\"/opt/headroom\"}}\n");
        edit(
                "25 inline parent with a comment behind",
                server(),
                "mcp_servers = { } # mine }\n",
                "mcp_servers = { headroom = { " + command + " } } # mine }\n");
        root(
                "26 analytics.enabled = false",
                "analytics.enabled = false\n",
                "analytics.enabled = false\n" + OURS + "\n");
        edit(
                "27 dotted keys making our table",
                server(),
                "mcp_servers.headroom.args = [ 1 ]\nm = 1\n\n[a]\n",
                "mcp_servers.headroom.args = [ 1 ]\nmcp_servers.headroom." + command + "\nm = 1\n\n[a]\n");
        edit(
                "27 dotted keys making our parent, under a header",
                server(),
                "[mcp_servers]\n  o.command = 'x'\n",
                "[mcp_servers]\n  o.command = 'x'\n\n[mcp_servers.headroom]\n" + command + "\n");
        edit(
                "28 a provider's table",
                provider("mine"),
                "[model_providers.mine]\nbase_url = \"https://c/v1\"\nname = 'm'\n",
                "[model_providers.mine]\nbase_url = \"" + URL + "\"\nname = 'm'\n");
        edit(
                "28 a provider's table without the key",
                provider("mine"),
                "[model_providers.mine]\nname = 'm'\n\n[model_providers.mine.h]\na = 1\n",
                "[model_providers.mine]\nname = 'm'\nbase_url = \"" + URL + "\"\n\n[model_providers.mine.h]\na = 1\n");
        edit(
                "29 a dot in a name",
                provider("my.corp"),
                "[model_providers.\"my.corp\"]\nbase_url = 'x'\n",
                "[model_providers.\"my.corp\"]\nbase_url = \"" + URL + "\"\n");
        edit(
                "30 blanks in a header",
                provider("mine"),
                "[ model_providers . mine ] # c\nbase_url = 'x'\n",
                "[ model_providers . mine ] # c\nbase_url = \"" + URL + "\"\n");
        edit(
                "31 super-table after sub-table",
                provider("mine"),
                "[model_providers.mine.h]\na = 1\n\n[model_providers.mine]\nname = 'm'\n\n[z]\n",
                "[model_providers.mine.h]\na = 1\n\n[model_providers.mine]\nname = 'm'\nbase_url = \"" + URL
                        + "\"\n\n[z]\n");
        edit(
                "31 only the sub-table",
                provider("mine"),
                "[model_providers.mine.h]\na = 1\n",
                "[model_providers.mine.h]\na = 1\n\n[model_providers.mine]\nbase_url = \"" + URL + "\"\n");
        edit(
                "32 projects around ours",
                server(),
                "[projects.\"/a/b\"]\ntrust = 'x'\n\n[mcp_servers.headroom]\nargs = []\n\n[projects.'/c']\ntrust = 'x'\n",
                "[projects.\"/a/b\"]\ntrust = 'x'\n\n[mcp_servers.headroom]\nargs = []\n" + command
                        + "\n\n[projects.'/c']\ntrust = 'x'\n");
        edit(
                "32 a slash in a name",
                List.of(DocumentEdit.set("/projects/~1a~1b/trust", "true")),
                "[projects.\"/a/b\"]\nx = 1\n",
                "[projects.\"/a/b\"]\nx = 1\ntrust = true\n");
    }

    private void bytes() {
        root("33 CRLF", "m = 1\r\n\r\n[a]\r\nb = 1\r\n", "m = 1\r\n" + OURS + "\r\n\r\n[a]\r\nb = 1\r\n");
        edit(
                "33 CRLF, new table",
                server(),
                "m = 1\r\n",
                "m = 1\r\n\r\n[mcp_servers.headroom]\r\ncommand = \"/opt/headroom\"\r\n");
        root("34 mixed line ends", "m = 1\r\nn = 2\n[a]\r\n", "m = 1\r\nn = 2\n" + OURS + "\r\n\r\n[a]\r\n");
        root("35 BOM", "\uFEFF[a]\nb = 1\n", "\uFEFF" + OURS + "\n\n[a]\nb = 1\n");
        root("35 BOM and nothing", "\uFEFF", "\uFEFF" + OURS + "\n");
        root(
                "36 non-ASCII",
                "\"\u043A\u043B\u044E\u0447\" = \"\u00E4\"\nopenai_base_url = \"\u00FC\"\n",
                "\"\u043A\u043B\u044E\u0447\" = \"\u00E4\"\n" + OURS + "\n");
        edit(
                "37 emoji before a key on its line",
                List.of(DocumentEdit.set("/x/base_url", '"' + URL + '"')),
                "x = { \"\uD83D\uDE00\" = '\uD83D\uDE00', base_url = 'y' } # \uD83D\uDE00\n",
                "x = { \"\uD83D\uDE00\" = '\uD83D\uDE00', base_url = \"" + URL + "\" } # \uD83D\uDE00\n");
    }

    private void values() {
        String dates = "a = 1979-05-27T07:32:00.123456789Z\nb = 1979-05-27 07:32:00\nc = 1979-05-27\nd = 07:32:00\n";
        root("38 dates", dates, dates + OURS + "\n");
        String numbers = "a = 0xDEAD_beef\nb = 1_000\nc = -inf\nd = nan\ne = 6.02e2_3\nf = +0\ng = 0o17\n";
        root("39 numbers", numbers, numbers + OURS + "\n");
        String quotes = "a = \"\"\"\"two\"\"\"\"\"\nb = ''''one''''\nc = \"\"\"\\\n   \\\"\"\"\"\n";
        root("40 block strings with quotes at their edges", quotes, quotes + OURS + "\n");
        root(
                "41 # in a string",
                "a = \"a # b\" # c\nopenai_base_url = \"a # b\" # c\n",
                "a = \"a # b\" # c\n" + OURS + " # c\n");
    }

    private void refused() {
        refuse("42 key twice", root(), "m = 1\nm = 2\n", "line 2, column 1: ");
        refuse("43 table twice", root(), "[a]\nb = 1\n[a]\n", "line 3, column 1: ");
        refuse("44 open string", root(), "m = 1\na = \"b\n", "line 2, column ");
        refuse("45 bad escape", root(), "a = \"\\q\"\n", "line 1, column 6: ");
        cases.add(new Case(
                "46 Latin-1",
                root(),
                Optional.of("a = 1\nb = '\u00E4'\n".getBytes(StandardCharsets.ISO_8859_1)),
                Optional.empty(),
                "line 2, column 6: the file is not in UTF-8"));
        refuse(
                "23 parent a value",
                server(),
                "mcp_servers = \"x\"\n",
                "line 1, column 15: \"mcp_servers\" is a single value, not a table");
        refuse(
                "23 parent an array",
                server(),
                "mcp_servers = [ ]\n",
                "line 1, column 15: \"mcp_servers\" is an array, not a table");
        refuse(
                "23 our key a table",
                root(),
                "m = 1\n[openai_base_url]\na = 1\n",
                "line 2, column 1: \"openai_base_url\" is a table");
    }

    private void others() {
        String many = IntStream.range(0, 5_000)
                .mapToObj(i -> "[t" + i + "]\nk" + i + " = \"v\"\n")
                .collect(Collectors.joining());
        root("47 10 000 lines", many, OURS + "\n\n" + many);
        edit(
                "48 trailing blanks",
                server(),
                "m = 1  \n\t\n  \n\n",
                "m = 1  \n\t\n  \n\n[mcp_servers.headroom]\ncommand = \"/opt/headroom\"\n");
        root("48 trailing blanks in lines", "m = 1  \n  \n[a]\n", "m = 1  \n" + OURS + "\n  \n[a]\n");
        root("49 value empty", "openai_base_url = \"\"\n", OURS + "\n");
        edit(
                "50 Windows paths",
                List.of(DocumentEdit.set("/mcp_servers/headroom/command", "\"C:\\\\Program Files\\\\headroom.cmd\"")),
                "home = 'C:\\Users'\n",
                "home = 'C:\\Users'\n\n[mcp_servers.headroom]\ncommand = 'C:\\Program Files\\headroom.cmd'\n");
        String python =
                "# --- Headroom persistent provider ---\nmodel_provider = \"headroom\"\n\n[model_providers.headroom]\nbase_url = \"http://127.0.0.1:9000/v1\"\n# --- end Headroom persistent provider ---\n";
        root("51 Python-made blocks", python, python.replaceFirst("\n\n", "\n" + OURS + "\n\n"));
        root(
                "52 model_provider without table",
                "model_provider = \"mine\"\n",
                "model_provider = \"mine\"\n" + OURS + "\n");
        root(
                "53 profile file",
                "# profile office\n\nmodel = \"x\"\n",
                "# profile office\n\nmodel = \"x\"\n" + OURS + "\n");
        root("54 \"\" = 1", "\"\" = 1\n", "\"\" = 1\n" + OURS + "\n");
        edit(
                "28 a whole table",
                List.of(
                        DocumentEdit.set(
                                "/model_providers/headroom",
                                "{\"name\":\"H\",\"supports\":true,\"retries\":3,\"headers\":{\"X-A b\":\"c\"},\"args\":[\"a\",1.5]}")),
                "m = 1\n",
                "m = 1\n\n[model_providers.headroom]\nname = \"H\"\nsupports = true\nretries = 3\nheaders = { \"X-A b\" = \"c\" }\nargs = [\"a\", 1.5]\n");
        edit(
                "28 a whole table again",
                List.of(DocumentEdit.set("/p/h", "{\"a\":2}")),
                "[p.h] # c\na = 1\nb = 2 # d\n\n[q]\n",
                "[p.h]\na = 2 # d\n\n[q]\n");
        edit(
                "24 a key taken out",
                List.of(DocumentEdit.absent("/a/b")),
                "[a]\nb = 1 # mine\nc = 2\n",
                "[a]\n# mine\nc = 2\n");
        edit(
                "21 an element added",
                List.of(new DocumentEdit("/a", DocumentEdit.Action.CONTAINS, Optional.of("\"z\""))),
                "a = [\n  \"x\",\n  \"y\", # y\n]\n",
                "a = [\n  \"x\",\n  \"y\",\n  \"z\", # y\n]\n");
        edit(
                "21 an element taken out",
                List.of(new DocumentEdit("/a", DocumentEdit.Action.LACKS, Optional.of("2"))),
                "a = [ 1, 2, 3 ]\n",
                "a = [ 1, 3 ]\n");
    }

    private void root(String name, String before, String after) {
        edit(name, root(), before, after);
    }

    private void edit(String name, List<DocumentEdit> edits, String before, String after) {
        cases.add(new Case(name, edits, Optional.of(utf8(before)), Optional.of(utf8(after)), ""));
    }

    private void refuse(String name, List<DocumentEdit> edits, String before, String refusal) {
        cases.add(new Case(name, edits, Optional.of(utf8(before)), Optional.empty(), refusal));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
