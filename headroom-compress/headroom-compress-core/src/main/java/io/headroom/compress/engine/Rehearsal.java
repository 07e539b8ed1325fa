package io.headroom.compress.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts of every shape that the bundled compressors know, for an engine to practise on before the first request comes. They are pure
 * functions of a number, differ from one another, and resemble no user's text.
 */
final class Rehearsal {
    private static final int SPREAD = 1_000_003;

    /**
     * A kind of text: lines from templates in turn, in which {@code #3} stands for three digits.
     *
     * @param head what comes first
     * @param lines the templates
     * @param between what stands between two lines
     * @param tail what comes last
     */
    private record Shape(String head, List<String> lines, String between, String tail) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape(
                    "[",
                    List.of(
                            "{\"id\":7#4,\"name\":\"item #2\",\"state\":\"open\",\"score\":0.#3,\"host\":\"node-#1\","
                                    + "\"tags\":[\"a#1\",\"b\"],\"url\":\"https://example.com/items/#4\"}",
                            "{\"id\":8#4,\"name\":\"item #2\",\"state\":\"shut\",\"score\":1.#3,\"host\":\"node-#1\","
                                    + "\"tags\":[],\"url\":\"https://example.com/items/#4\",\"note\":null}"),
                    ",",
                    "]"),
            new Shape(
                    "{\n  \"total\": 400,\n  \"items\": [",
                    List.of("\n    {\n      \"key\": \"k-#4\",\n      \"user\": {\n        \"login\": \"u#2\","
                            + "\n        \"admin\": false\n      },\n      \"parts\": [\n        {\n"
                            + "          \"sku\": \"s#3\",\n          \"count\": #1\n        }\n      ]\n    }"),
                    ",",
                    "\n  ]\n}\n"),
            new Shape(
                    "",
                    List.of("{\"level\":\"info\",\"at\":\"2026-01-01T10:#2:#2Z\",\"text\":\"GET /a/#3 took #2 ms\"}"),
                    "\n",
                    "\n"),
            new Shape(
                    "",
                    List.of(
                            "2026-01-01 12:1#1:#2,#3 INFO  [worker-#1] com.example.Access - GET /orders/#4 200 #2 ms",
                            "2026-01-01 12:1#1:#2,#3 DEBUG [worker-#1] com.example.Cache - hit #4 of #4",
                            "2026-01-01 12:1#1:#2,#3 INFO  [worker-#1] com.example.Access - PUT /carts/#4 204 #2 ms",
                            "2026-01-01 12:1#1:#2,#3 ERROR [worker-#1] com.example.Orders - request #4 failed\n"
                                    + "java.lang.IllegalStateException: order #4 is closed\n"
                                    + "\tat com.example.Orders.pay(Orders.java:#2)\n"
                                    + "\tat com.example.Main.run(Main.java:12)"),
                    "\n",
                    "\n"),
            new Shape("total 812\n", List.of("-rw-r--r-- 1 build staff 1#4 Jan 1#1 1#1:#2 part-#4.csv"), "\n", "\n"),
            new Shape(
                    "NAME            READY   STATUS    RESTARTS   AGE\n",
                    List.of(
                            "cart-7f9c-#4   1/1     Running   #1          #1d",
                            "shop-5d8b-#4   0/1     Pending   #1          #1d"),
                    "\n",
                    "\n"),
            new Shape(
                    "id,day,amount,note\n",
                    List.of("#4,2026-01-1#1,#2.#2,paid", "#4,2026-01-1#1,#2.#2,\"sent, late\""),
                    "\n",
                    "\n"),
            new Shape(
                    "",
                    List.of(
                            "src/main/java/shop/Cart.java:1#2:    log.info(\"saved {} in {} ms\", id#1, t0);",
                            "src/main/java/shop/Cart.java:2#2:    return total#2.plus(tax);",
                            "src/test/java/shop/CartTest.java:#3:        assertEquals(#2, cart.size());"),
                    "\n",
                    "\n"),
            new Shape(
                    "diff --git a/Shop.java b/Shop.java\nindex 1a2b3c4..5d6e7f8 100644\n--- a/Shop.java\n+++ b/Shop.java\n",
                    List.of(
                            "@@ -#3,3 +#3,3 @@ class Shop\n     int a#2 = #1;\n-    int b#2 = #2;\n+    int b#2 = #3;\n     int c#2 = #1;"),
                    "\n",
                    "\n"),
            new Shape(
                    "\u001b[1mrunning 90 tests\u001b[0m\n",
                    List.of(
                            "test shop::cart::t#3 ... \u001b[32mok\u001b[0m",
                            "  #2 %\r  #2 % of 4#3 kB",
                            "warning: unused variable: `x#2`"),
                    "\n",
                    "\ntest result: ok. 90 passed; 0 failed\n"),
            new Shape(
                    "<!DOCTYPE html><html><head><title>Orders</title></head><body><h1>Orders</h1>",
                    List.of(
                            "<p>Order <a href=\"/o/#4\">#4</a> of day #2 has <b>#1</b> parts.</p>",
                            "<ul><li>part #2</li><li>part #3</li></ul>"),
                    "\n",
                    "</body></html>\n"));

    private Rehearsal() {}

    /**
     * One text of each shape.
     *
     * @param number makes them differ from those of another number
     * @param lines how many lines each has
     * @return the texts, always in the same order
     */
    static List<String> texts(int number, int lines) {
        List<String> texts = new ArrayList<>();
        for (Shape shape : SHAPES) {
            StringBuilder text = new StringBuilder(shape.head());
            long state = (long) number * SPREAD + texts.size();
            for (int i = 0; i < lines; i++) {
                text.append(i == 0 ? "" : shape.between());
                state = fill(shape.lines().get(i % shape.lines().size()), state, text);
            }
            texts.add(text.append(shape.tail()).toString());
        }
        return texts;
    }

    /** Writes a line with other digits each time (a linear congruential generator, by Knuth's constants). */
    private static long fill(String template, long before, StringBuilder out) {
        long state = before;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c != '#') {
                out.append(c);
                continue;
            }
            i++;
            for (int digits = template.charAt(i) - '0'; digits > 0; digits--) {
                state = state * 6364136223846793005L + 1442695040888963407L;
                out.append((char) ('0' + (int) ((state >>> 33) % 10)));
            }
        }
        return state;
    }
}
