package io.headroom.compress.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The worked examples of the specification. */
final class JsonExamplesTest {
    @Test
    @DisplayName("E1, C-503: constants and derived columns have no cells")
    void writesUsersAsIdAndState() {
        String json = rows(
                12,
                i -> "{\"id\":" + (100 + i) + ",\"login\":\"user" + (100 + i) + "\",\"email\":\"user"
                        + (100 + i) + "@example.com\",\"state\":\"" + (i % 3 == 0 ? "trial" : "active")
                        + "\",\"region\":\"eu-west-1\",\"url\":\"https://api.example.com/users/" + (100 + i) + "\"}");

        List<String> form = Forms.form(json).lines().toList();

        assertEquals(
                "12 rows; x=.. holds in every row, {} is its cell: id,login=user{id},email=user{id}@example.com,state,"
                        + "region=eu-west-1,url=https://api.example.com/users/{id}",
                form.get(0));
        assertEquals(List.of("100,trial", "101,active"), form.subList(1, 3));
        assertEquals(13, form.size());
        Forms.assertExact(json, "E1");
    }

    @Test
    @DisplayName("E2, C-503: null, missing, empty, 1, 1.0, \"1\", true and \"true\" are told apart")
    void keepsTypesApart() {
        String json =
                "[{\"k\":\"a\",\"v\":1,\"note\":\"ok\"},{\"k\":\"b\",\"v\":\"1\",\"note\":\"\"},{\"k\":\"c\",\"v\":null},"
                        + "{\"k\":\"d\",\"v\":1.0,\"note\":\"x, y\"},{\"k\":\"e\",\"v\":true,\"note\":null},"
                        + "{\"k\":\"f\",\"v\":\"true\",\"note\":\"two\\nlines\"},{\"k\":\"g\",\"v\":\"\",\"note\":\"null\"}]";

        String form = Forms.form(json);

        assertEquals(
                String.join(
                        "\n",
                        "7 rows by |; empty: no such key: k|v|note",
                        "a|1|ok",
                        "b|\"1\"|\"\"",
                        "c|null",
                        "d|1.0|x, y",
                        "e|true|null",
                        "f|\"true\"|\"two\\nlines\"",
                        "g|\"\"|\"null\""),
                form);
        assertEquals(json, Forms.decode(form));
    }

    @Test
    @DisplayName("E3, C-503: child objects are rows below, under a header of their own")
    void writesChildrenBelowTheirRow() {
        String json = rows(
                6,
                i -> "{\"order\":" + (9001 + i) + ",\"total\":" + (80 + i) + ".62,\"items\":["
                        + IntStream.range(0, 1 + (i + 2) % 3)
                                .mapToObj(n -> "{\"sku\":\"SKU-" + (7888 + 31 * n + i) + "\",\"qty\":" + (2 + n)
                                        + ",\"price\":" + (26 + n + i) + ".39}")
                                .collect(Collectors.joining(","))
                        + "]}");

        List<String> form = Forms.form(json).lines().toList();

        assertEquals("6 rows; x=.. holds in every row, {} is its cell: order,total,items(rows below)", form.get(0));
        assertEquals(List.of(" sku=SKU-{},qty,price", "9001,80.62,3", " 7888,2,26.39"), form.subList(1, 4));
        Forms.assertExact(json, "E3");
    }

    @Test
    @DisplayName("E4, C-504: JSON in a string of a document, with a table in it")
    void writesJsonInStrings() {
        String[] labels = {"[]", "[\\\"p1\\\",\\\"ui\\\"]", "[\\\"ui\\\"]", "[\\\"p1\\\"]"};
        String inner = rows(
                8,
                i -> "{\\\"n\\\":" + (40 + i) + ",\\\"title\\\":\\\""
                        + (i % 2 == 0 ? "Login loop on Safari" : "Cart total is wrong")
                        + "\\\",\\\"html_url\\\":\\\"https://github.example.com/acme/shop/issues/" + (40 + i)
                        + "\\\",\\\"labels\\\":" + labels[i % 4] + "}");
        String json = "{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"total\\\":8,\\\"items\\\":" + inner
                + "}\"}],\"isError\":false}";

        List<String> form = Forms.form(json).lines().toList();

        assertEquals(
                List.of(
                        "{\"content\":[{\"type\":\"text\",\"text\":#2}],\"isError\":false}",
                        "#1 8 rows; x=.. holds in every row, {} is its cell: "
                                + "n,title:A-B,html_url=https://github.example.com/acme/shop/issues/{n},labels[]",
                        "A=Login loop on Safari",
                        "B=Cart total is wrong",
                        "",
                        "40,A,[]",
                        "41,B,p1;ui"),
                form.subList(0, 7));
        assertEquals("#2 json {\"total\":8,\"items\":#1}", form.get(13));
        Forms.assertExact(json, "E4");
    }

    @Test
    @DisplayName("E5, C-505: rows in kinds, each with its own columns")
    void writesKinds() {
        String json = rows(
                9,
                i -> i % 2 == 0
                        ? "{\"id\":" + i + ",\"type\":\"user\",\"attributes\":{\"name\":\"User " + i + "\",\"role\":\""
                                + (i % 4 == 0 ? "admin" : "viewer") + "\"},\"self\":\"/v2/users/" + i + "\"}"
                        : "{\"id\":" + i + ",\"type\":\"order\",\"attributes\":{\"total\":5" + i
                                + ".5,\"currency\":\"EUR\",\"items\":" + i + i + "},\"self\":\"/v2/orders/" + i
                                + "\"}");

        List<String> form = Forms.form(json).lines().toList();

        assertTrue(form.get(0).startsWith("9 rows in kinds; x=.."), form.get(0));
        assertEquals(
                List.of(
                        "a id,type=user,attributes.name=User {id},attributes.role,self=/v2/users/{id}",
                        "b id,type=order,attributes.total,attributes.currency=EUR,attributes.items,self=/v2/orders/{id}",
                        "a 0,admin",
                        "b 1,51.5,11"),
                form.subList(1, 5));
        Forms.assertExact(json, "E5");
    }

    @Test
    @DisplayName("C-505: rows of a few shapes that no member names are told apart by their members")
    void writesKindsByTheirMembers() {
        String json = rows(
                12,
                i -> i % 3 == 0
                        ? "{\"id\":" + i + ",\"user\":\"u" + i * 7 + "\",\"created\":1" + i
                                + ",\"status\":\"on\",\"logins\":" + i * 3 + ",\"mail\":null,\"team\":9" + i + "}"
                        : "{\"id\":" + i + ",\"amount\":" + i + ".7,\"status\":\"sent\",\"created\":2" + i
                                + ",\"currency\":\"EUR\",\"tax\":" + i % 2 + ",\"fee\":0}");

        List<String> form = Forms.form(json).lines().toList();

        assertEquals(
                List.of(
                        "a id,user,created,status=on,logins,mail=null,team",
                        "b id,amount,status=sent,created,currency=EUR,tax,fee=0",
                        "a 0,u0,10,0,90",
                        "b 1,1.7,21,1"),
                form.subList(1, 5));
        Forms.assertExact(json, "kinds by members");
    }

    @Test
    @DisplayName("C-506: days before times have labels, zeros that fill up numbers stand in the header")
    void labelsDaysAndLeavesOutPadding() {
        String json = rows(
                200,
                i -> "{\"n\":" + i * 7 % 200 + ",\"at\":\"2026-03-1" + i * 3 % 4 + "T0" + i % 9 + ":" + (10 + i % 50)
                        + ":00Z\",\"ref\":\"req-0000" + (10 + i * 11 % 89) + "\"}");

        List<String> form = Forms.form(json).lines().toList();

        assertEquals("200 rows; x=.. holds in every row, {} is its cell: n,at:A-D,ref=req-0000{}", form.get(0));
        assertEquals(List.of("A=2026-03-10T{}:00Z", "B=2026-03-13T{}:00Z"), form.subList(1, 3));
        assertEquals(List.of("0,A 00:10,10", "7,B 01:11,21"), form.subList(6, 8));
        Forms.assertExact(json, "days");
    }

    private static String rows(int count, java.util.function.IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining(",", "[", "]"));
    }
}
