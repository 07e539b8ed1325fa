package io.headroom.compress.json.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.json.JsonCompressor;
import io.headroom.compress.pattern.LineMiner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-507")
final class GridExamplesTest {
    private static final String ORDERS = """
            id,mail,region,note
            007,u-007@example.org,eu-west-1,plain
            008,u-008@example.org,eu-west-1,"two, three"
            1e5,u-1e5@example.org,eu-west-1,"say ""hi""\nthere"
            1.0,u-1.0@example.org,eu-west-1,""
            x-9,u-x-9@example.org,eu-west-1,
            """;

    @Test
    @DisplayName(
            "C-507: CSV keeps spellings of numbers, quoted cells with line ends, and empty against quoted empty cells")
    void showsCsv() {
        String form = Grids.form(ORDERS);

        assertEquals("""
                5 rows by |; x=.. holds in every row, {} is its cell: id|mail=u-{id}@example.org|region=eu-west-1|note (csv)
                007|plain
                008|two, three
                1e5|"say \\"hi\\"\\nthere"
                1.0|""
                x-9""", form);
    }

    @Test
    @DisplayName("C-507: line ends, a missing final one, a mark and quotes without need are told by the note")
    void tellsTheFrame() {
        StringBuilder text = new StringBuilder("\uFEFFname;city;country");
        for (int i = 10; i < 40; i++) {
            text.append("\r\nguest ").append(i).append(";\"").append(i * i).append(" London Wall\";\"United Kingdom\"");
        }

        String form = Grids.form(text.toString());

        assertTrue(
                form.startsWith(
                        "30 rows; x=.. holds in every row, {} is its cell: name=guest {},city={} London Wall,"
                                + "country=United Kingdom (csv by ;, quoted columns 2 3, crlf, no final newline, bom)\n10,100\n"),
                form);
    }

    @Test
    @DisplayName("C-507: JSON in cells of TSV becomes columns")
    void showsJsonInTsv() {
        StringBuilder text = new StringBuilder("id\tpayload\n");
        for (int i = 1; i < 9; i++) {
            text.append(i).append("\t{\"user\":\"u").append(i * i).append("\",\"state\":\"active\"}\n");
        }

        String form = Grids.form(text.toString());

        assertTrue(
                form.startsWith("8 rows; x=.. holds in every row, {} is its cell: "
                        + "id,payload(json).user,payload(json).state=active (tsv)\n1,u1\n2,u4\n"),
                form);
    }

    @Test
    @DisplayName("C-507: a Markdown table names its rule; a pipe behind a backslash belongs to its cell")
    void showsMarkdown() {
        String form = Grids.form("""
                | tool      | state     |   ms |
                |-----------|-----------|-----:|
                | a\\|b      | installed |   12 |
                | headroom  | installed | 1200 |
                | ripgrep   | installed |    7 |
                | shellfish | installed |      |
                """);

        assertEquals("""
                4 rows; x=.. holds in every row, {} is its cell: tool,state=installed,ms (markdown |-----------|-----------|-----:|, padded)
                a\\|b,12
                headroom,1200
                ripgrep,7
                shellfish""", form);
    }

    @Test
    @DisplayName("C-507: columns below names, cells to the left and to the right, the last one with spaces")
    void showsColumns() {
        String workers = "root        1000  0.1 S    nginx: worker process\n".repeat(9);

        String form = Grids.form("""
                USER         PID %CPU STAT COMMAND
                root           1  0.0 Ss   /sbin/init splash
                root          23  1.5 S    [kworker/0:1]
                root         999 12.0 Ss   sshd: dev [priv]
                root     1234567  0.0 R+   ps aux
                """ + workers);

        assertTrue(form.startsWith("""
                        13 rows; x=.. holds in every row, {} is its cell: USER=root,PID,"%CPU",STAT,COMMAND:A (columns 16r 21r 22 27)
                        A=nginx: worker process

                        1,0.0,Ss,/sbin/init splash
                        23,1.5,S,"[kworker/0:1]"
                        999,12.0,Ss,sshd: dev [priv]
                        """), form);
    }

    @Test
    @DisplayName("C-507: names of two words, empty cells and cells with spaces stand at the places of their names")
    void showsColumnsWithSpaces() {
        String form = Grids.form("""
                CONTAINER ID   IMAGE          STATUS         PORTS      NAMES
                0a1b2c3d4e5f   nginx:1.27     Up 3 hours     80/tcp     web
                1a1b2c3d4e5f   postgres:17    Up 3 hours                db
                2a1b2c3d4e5f   redis:7        Up 3 hours     6379/tcp   cache
                3a1b2c3d4e5f   redis:8        Up 3 hours     6380/tcp   queue
                4a1b2c3d4e5f   redis:8        Up 3 hours     6381/tcp   locks
                5a1b2c3d4e5f   shop:2.4.1     Up 3 hours                shop
                """);

        assertTrue(form.startsWith("""
                        6 rows; x=.. holds in every row, {} is its cell: "CONTAINER ID"={}a1b2c3d4e5f,IMAGE,STATUS=Up 3 hours,PORTS={}/tcp,NAMES (columns 15 30 45 56)
                        0,nginx:1.27,80,web
                        1,postgres:17,,db
                        """), form);
    }

    @Test
    @DisplayName("C-507: a row unlike all others stands as its line, so that the others share more")
    void showsRareRowsAsLines() {
        StringBuilder text = new StringBuilder("NAME    READY   STATUS\n");
        for (int i = 10; i < 60; i++) {
            text.append("web-").append(i).append(i == 33 ? "  0/1     CrashLoopBackOff\n" : "  1/1     Running\n");
        }

        String form = Grids.form(text.toString());

        assertTrue(
                form.startsWith(
                        "50 rows; x=.. holds in every row, {} is its cell: NAME=web-{},READY=1/1,STATUS=Running (columns 8 16)\n"
                                + "10\n11\n"),
                form);
        assertTrue(form.contains("\n32\n+\"web-33  0/1     CrashLoopBackOff\"\n34\n"), form);
    }

    @Test
    @DisplayName("C-507: a cell too long for its place pushes the next ones aside, for good or until there is room")
    void followsLongCells() {
        StringBuilder text = new StringBuilder("USER       PID   VSZ COMMAND\n");
        for (int i = 10; i < 40; i++) {
            text.append("root        ")
                    .append(i)
                    .append("  ")
                    .append(9900 - i * i)
                    .append(" worker/")
                    .append(i % 7 + "\n");
        }

        String goesBack = Grids.form(text + "root         2 1000000 x\nroot   1234567890 1 y\n");
        String shifts = Grids.form(text + "root 123456789012  1000 x\n");

        assertTrue(goesBack.contains("(columns 14r 20r 21)"), goesBack);
        assertTrue(shifts.contains("(columns 14r 20r 21, long cells shift)"), shifts);
    }

    @ParameterizedTest
    @DisplayName("C-401: what is no table throughout is declined")
    @ValueSource(
            strings = {
                "a,b\n1,2\n3,4,5\n6,7\n",
                "a,b\n1,2\n3\n6,7\n",
                "a,b\n1,\"2\n3,4\n5,6\n",
                "a,b\n1,x\"2\n3,4\n5,6\n",
                "a,b\n1,2\r\n3,4\n5,6\n",
                "a,a\n1,2\n3,4\n5,6\n",
                "a,b\n1,2\n3,4\n",
                "a,b\n",
                "1,2\n3,4\n5,6\n7,8\n",
                "Hello, world\nThis, too\nAnd, so on\nFor, ever\n",
                "a\tb\n1\t2\n3\n4\t5\n",
                "| a | b |\n|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n",
                "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |  4 |\n| 5 | 6 |\n",
                "total 84\n-rw-r--r-- 1 a b  10 Jan  1 10:00 x\n-rw-r--r-- 1 a b 100 Jan  1 10:00 y\n-rw-r--r-- 1 a b 200 Jan  1 10:00 z\n",
                "import a.B;\nimport c.D;\n\nclass X {\n    int a = 1;\n    int b = 2;\n}\n",
                "First we went out\nthen we came home\nand that was all\nof it for today\n"
            })
    void declinesWhatIsNoTable(String text) {
        assertTrue(Grids.compress(text).isEmpty(), () -> Grids.compress(text).orElseThrow());
    }

    @Test
    @DisplayName("C-105: no form of JSON is one of a text, nor the other way round")
    void isToldFromJson() {
        String form = Grids.form(ORDERS);

        assertThrows(MalformedFormException.class, () -> new JsonCompressor().decode(form));
        assertThrows(
                MalformedFormException.class,
                () -> new GridCompressor().decode("3 rows; x=.. holds in every row, {} is its cell: a=x{}\n1\n2\n3"));
    }

    @Test
    @DisplayName("C-105: JSON whose header ends like a note of ours comes back as JSON")
    void leavesJsonThatEndsLikeANote() throws MalformedFormException {
        StringBuilder json = new StringBuilder("[");
        for (int i = 10; i < 60; i++) {
            json.append(i > 10 ? "," : "")
                    .append("{\"n\":")
                    .append(i)
                    .append(",\"file\":\"part ")
                    .append(i * i)
                    .append(" (csv)\"}");
        }
        json.append(']');
        String form = new JsonCompressor()
                .compress(
                        new Content(json.toString()),
                        TestContext.lossless(Fidelity.BYTES).mining(LineMiner::new))
                .orElseThrow()
                .text();

        assertTrue(
                form.startsWith("50 rows; x=.. holds in every row, {} is its cell: n,file=part {} (csv) ()\n"), form);
        assertEquals(json.toString(), new JsonCompressor().decode(form));
        assertThrows(MalformedFormException.class, () -> new GridCompressor().decode(form));
    }

    @ParameterizedTest
    @DisplayName("C-105: a note that is not ours, or that fits no columns, is refused")
    @ValueSource(
            strings = {
                "3 rows: a,b (csv, cr)\n1,2\n3,4\n5,6",
                "3 rows: a,b (csv, bom, crlf)\n1,2\n3,4\n5,6",
                "3 rows: a,b (csv, quoted columns 3)\n1,2\n3,4\n5,6",
                "3 rows: a,b (csv, quoted columns 2 1)\n1,2\n3,4\n5,6",
                "3 rows: a,b (columns 3 5 7)\n1,2\n3,4\n5,6",
                "3 rows: a,b (columns 03)\n1,2\n3,4\n5,6",
                "3 rows: a,b (columns 3, names 1)\n1,2\n3,4\n5,6",
                "3 rows: a,b (markdown |---|)\n1,2\n3,4\n5,6",
                "3 rows: a,b (markdown)\n1,2\n3,4\n5,6",
                "3 rows: a,b[] (csv)\n1,2\n3,4\n5,6",
                "3 rows: a,b (csv)\n1,2\n3,4",
                "3 rows: a,b (csv)\n1,2\n3,4\n5,6\n7,8",
                "3 rows: a,b (csv)\n1,2\n+{\"a\":1}\n5,6",
                "9000000 rows: a,b (columns 999999)\n1,2"
            })
    void refusesOtherNotes(String form) {
        assertThrows(MalformedFormException.class, () -> new GridCompressor().decode(form));
    }

    @Test
    @DisplayName("C-105: a short form of a gigabyte is refused before it is built")
    void refusesHugeTexts() {
        String rows = "\n1,2".repeat(1000);

        assertThrows(
                MalformedFormException.class,
                () -> new GridCompressor().decode("1000 rows: a,b (columns 999999)" + rows));
        assertThrows(
                MalformedFormException.class,
                () -> new GridCompressor().decode("1000 rows: a,b (columns 5, width 999999)" + rows));
    }
}
