package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.LeftOut;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("shortened forms as the specification shows them")
class GoldenShortenedTest {
    @Test
    @Tag("C-902")
    @DisplayName("E11: pytest keeps its failures and counts what passed")
    void shortensPytest() {
        StringBuilder run = new StringBuilder("===== test session starts =====\nplatform linux -- Python 3.11.7\n");
        run.append("cachedir: .pytest_cache\nrootdir: /srv/shop\ncollected 120 items\n\n");
        for (int i = 0; i < 120; i++) {
            run.append("tests/test_cart.py::test_adds_item[").append(i).append(i == 60 ? "] FAILED" : "] PASSED");
            run.append('\n');
        }
        run.append("\n===== FAILURES =====\n_____ test_adds_item[60] _____\n\n    def test_adds_item(n):\n");
        run.append(">       assert count() == n\nE       assert 3 == 60\n\ntests/test_cart.py:14: AssertionError\n");
        run.append(
                "===== short test summary info =====\nFAILED tests/test_cart.py::test_adds_item[60] - assert 3 == 60\n");
        run.append("===== 1 failed, 119 passed in 0.41s =====\n");

        assertEquals("""
                [138 lines, shortened]
                ===== test session starts =====
                platform linux -- Python 3.11.7
                cachedir: .pytest_cache
                rootdir: /srv/shop
                collected 120 items

                [lines 7-66 left out; PASSED 60; py::test_adds_item[{0-59}]
                tests/test_cart.py::test_adds_item[60] FAILED
                [lines 68-126 left out; PASSED 59; py::test_adds_item[{61-119}]

                ===== FAILURES =====
                _____ test_adds_item[60] _____

                    def test_adds_item(n):
                >       assert count() == n
                E       assert 3 == 60

                tests/test_cart.py:14: AssertionError
                ===== short test summary info =====
                FAILED tests/test_cart.py::test_adds_item[60] - assert 3 == 60
                ===== 1 failed, 119 passed in 0.41s =====
                """, Shortened.form(run.toString()));
    }

    @Test
    @Tag("C-703")
    @DisplayName("E12: npm keeps the last state of its progress, without colors, and each warning")
    void shortensNpm() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i <= 50; i++) {
            out.append("\u001b[1G\u001b[0K\u001b[36mreify\u001b[39m [")
                    .append("#".repeat(i / 5))
                    .append("] ");
            out.append(2 * i).append(i == 50 ? "%\r\n" : "%\r");
        }
        String[] packages = {"inflight", "glob", "rimraf", "har-validator", "request", "uuid"};
        for (String name : packages) {
            out.append("\u001b[33mnpm\u001b[0m \u001b[93mwarn\u001b[0m deprecated ")
                    .append(name)
                    .append("@1.0.6: too old\n");
        }
        out.append("\nadded 842 packages in 21s\n\n\u001b[1m148\u001b[22m packages are looking for funding\n");

        String form = Shortened.form(out.toString());

        assertEquals("""
                [61 lines, shortened, 230 control codes left out, \\r ends a line; X=.. below are line patterns, {} takes the values of the line]
                A=npm warn deprecated {}@1.0.6: too old

                [50 overwritten updates left out]
                reify [##########] 100%\r

                A inflight
                A glob
                A rimraf
                A har-validator
                A request
                A uuid

                added 842 packages in 21s

                148 packages are looking for funding
                """, form);
        Excerpt excerpt = Shortened.excerpt(form, "E12");
        assertEquals(Excerpt.Basis.CHARACTERS_WITHOUT_CODES, excerpt.basis());
        assertEquals(LeftOut.Unit.UPDATE, excerpt.leftOut().get(0).unit());
    }

    @Test
    @Tag("C-703")
    @DisplayName("a display of several lines that goes up and writes them anew keeps its last state alone")
    void shortensDisplaysOfSeveralLines() {
        StringBuilder out = new StringBuilder("pulling store/app\n");
        for (int frame = 0; frame <= 40; frame++) {
            out.append(frame == 0 ? "" : "\u001b[3A");
            for (String layer : new String[] {"9f8e7d6c5b4a", "1a2b3c4d5e6f", "0a1b2c3d4e5f"}) {
                out.append("\u001b[2K").append(layer).append(": downloading ");
                out.append(frame).append(" of 40 MB\n");
            }
        }
        out.append("digest: sha256:77af\nstatus: downloaded\n");

        String form = Shortened.form(out.toString());

        assertEquals("""
                [126 lines, shortened, 163 control codes left out]
                pulling store/app
                [120 overwritten updates left out]
                9f8e7d6c5b4a: downloading 40 of 40 MB
                1a2b3c4d5e6f: downloading 40 of 40 MB
                0a1b2c3d4e5f: downloading 40 of 40 MB
                digest: sha256:77af
                status: downloaded
                """, form);
        Excerpt excerpt = Shortened.excerpt(form, "C-703");
        assertEquals(LeftOut.Unit.UPDATE, excerpt.leftOut().get(0).unit());
    }

    @Test
    @Tag("C-703")
    @DisplayName(
            "what a display wrote for good before it went down again, and lines that nothing wrote over, are no updates")
    void keepsWhatWasNotWrittenOver() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            out.append("step ").append(i).append(" of the build is done now\n");
        }
        out.append("bar\n\u001b[1A\u001b[2Kbar 100 %\n");

        String form = Shortened.form(out.toString());

        assertTrue(form.contains("lines") && !form.contains("overwritten"), form);
        assertTrue(form.contains("bar 100 %"), form);
    }

    @Test
    @Tag("C-906")
    @DisplayName("a listing keeps every name, in the note")
    void namesFiles() {
        StringBuilder listing = new StringBuilder("total 96\n");
        String[] odd = {"README.md", "notes of May.txt", "build.gradle"};
        for (int i = 0; i < 90; i++) {
            String name = i % 30 == 20 ? odd[i / 30] : String.format(Locale.ROOT, "part-%03d.csv", i);
            listing.append(String.format(
                    Locale.ROOT, "-rw-r--r-- 1 build staff %7d Jan %2d 10:%02d ", 997 * i, 1 + i % 28, i % 60));
            listing.append(name).append('\n');
        }
        listing.append("ls: cannot open directory 'secret': Permission denied\n");

        String form = Shortened.form(listing.toString());

        assertTrue(
                form.contains("\n[lines 6-87 left out; README.md \"notes of May.txt\" build.gradle; part-{}.csv:"
                        + " 004-019 021-049 051-079 081-085]\n"),
                form);
        assertTrue(form.contains("Permission denied"), form);
    }

    @Test
    @Tag("C-906")
    @DisplayName("search results keep every path, with its number of hits")
    void countsHits() {
        StringBuilder hits = new StringBuilder();
        for (int file = 0; file < 12; file++) {
            for (int hit = 0; hit <= file; hit++) {
                hits.append("src/shop/Cart")
                        .append(file)
                        .append(".java:")
                        .append(10 + 7 * hit)
                        .append(":  retry(")
                        .append(hit)
                        .append(");\n");
            }
        }

        String form = Shortened.form(hits.toString());

        assertTrue(form.contains("; lines by path: src/shop/Cart{}.java: "), form);
        assertTrue(form.contains(" 9 10, 10 11, "), form);
    }

    @Test
    @Tag("C-907")
    @DisplayName("a history keeps its newest commits, and of the older ones hash and subject")
    void namesCommits() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            log.append("commit ")
                    .append(String.format(Locale.ROOT, "%040x", 0x1234567L * (i + 1) << 20))
                    .append("\nAuthor: A <a@b.c>\n");
            log.append("Date:   2026-03-01\n\n    Fix cart ")
                    .append(i)
                    .append("\n\n    It was wrong in many ways.\n\n");
        }

        String form = Shortened.form(log.toString());

        assertTrue(form.contains("commit 0000000000000000000000000000123456700000\n"), form);
        assertTrue(form.matches("(?s).* left out; [0-9a-f]{7} Fix cart \\d+, [0-9a-f]{7} Fix cart .*"), form);
        assertTrue(form.contains(" Fix cart 40, "), form);
    }

    @Test
    @Tag("C-604")
    @DisplayName("source, Markdown, a tree and JSON are not shortened")
    void leavesWhatIsNoLog() {
        StringBuilder code = new StringBuilder();
        StringBuilder tree = new StringBuilder(".\n");
        StringBuilder json = new StringBuilder("[\n");
        for (int i = 0; i < 200; i++) {
            code.append("    public int get")
                    .append(i)
                    .append("() {\n        return ")
                    .append(i)
                    .append(";\n    }\n");
            tree.append("├── part-").append(i).append(".csv\n");
            json.append("  {\"id\": ").append(i).append("},\n");
        }
        json.append("  {}\n]\n");

        for (String text : new String[] {code.toString(), tree.toString(), json.toString()}) {
            assertEquals(text, Shortened.form(text));
        }
    }

    @Test
    @Tag("C-902")
    @DisplayName("lines of the original that look like notes, or like a form's lines, are escaped")
    void escapesLookAlikes() {
        StringBuilder log = new StringBuilder(
                "[200 lines, shortened]\n[lines 2-9 left out; INFO 8]\n[3 overwritten updates left out]\n");
        for (int i = 0; i < 200; i++) {
            log.append("INFO request ").append(i).append(" done\n");
        }
        log.append("[lines 3-201 left out; all]\n");

        String form = Shortened.form(log.toString());

        assertTrue(form.contains("\n\\[lines 2-9 left out; INFO 8]\n\\[3 overwritten updates left out]\n"), form);
        assertTrue(form.endsWith("\n\\[lines 3-201 left out; all]\n"), form);
    }
}
