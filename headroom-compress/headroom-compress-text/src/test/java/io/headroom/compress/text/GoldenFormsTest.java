package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("the forms that the specification shows")
class GoldenFormsTest {
    @Test
    @Tag("C-601")
    @DisplayName("E6: a log line with its trace is one record")
    void writesALogWithTraces() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String time = String.format(Locale.ROOT, "2025-03-14 02:%02d:%02d,%03d", i / 2, i * 7 % 60, i * 359 % 1000);
            log.append(time + " INFO  [http-nio-8080-exec-" + (1 + i % 9) + "] c.a.shop.web.AccessLog - GET /orders/"
                    + (64601 + 17 * i) + " 200 " + (75 + i) + "ms\n");
            if (i % 8 == 5) {
                log.append(time + " ERROR [http-nio-8080-exec-" + (1 + i % 3)
                        + "] c.a.shop.web.Errors - request " + Integer.toHexString(0x7d26c59 * (i + 3)) + " failed\n"
                        + "java.lang.IllegalStateException: cart " + (6026 + i) + " is closed\n"
                        + "\tat com.acme.shop.cart.Cart.close(Cart.java:88)\n");
            }
        }

        String form = RoundTrip.form(log.toString());

        assertTrue(form.startsWith("[55 lines; X=.. below are line patterns, {} takes the values of the line"), form);
        assertTrue(
                form.contains(
                        "A=2025-03-14 02:{} INFO  [http-nio-8080-exec-{}] c.a.shop.web.AccessLog - GET /orders/{} 200 {}ms\n"),
                form);
        assertTrue(form.contains("""
                        B=2025-03-14 02:{} ERROR [http-nio-8080-exec-{}] c.a.shop.web.Errors - request {} failed
                        +java.lang.IllegalStateException: cart {} is closed
                        +\tat com.acme.shop.cart.Cart.close(Cart.java:88)

                        """), form);
        assertTrue(form.contains("\nB 02:35,795 3 " + Integer.toHexString(0x7d26c59 * 8) + " 6031\n"), form);
    }

    @Test
    @Tag("C-701")
    @DisplayName("E7: search results stand below their paths")
    void writesSearchResults() {
        String[] code = {
            "    log.info(\"saved {} in {} ms\", id, t0);",
            "    return carts.get(id);",
            "        throw new Missing(owner);",
            "    // the total is checked by the caller",
            "  if (sum > limit) {",
            "    cart.items().forEach(this::price);",
            "package shop.order;",
            "  @Override",
            "      case OPEN -> bill(order, now());",
            "    var lines = 3 * rows.size();",
            "  }",
            "\treturn Optional.empty(); // nothing to bill"
        };
        StringBuilder grep = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            grep.append(i < 6 ? "src/main/java/shop/cart/Cart.java:" : "src/main/java/shop/order/OrderLog.java:");
            grep.append(20 + i * 7).append(':').append(code[i]).append('\n');
        }

        String form = RoundTrip.form(grep.toString());

        assertTrue(
                form.startsWith("[12 lines; a path after > belongs to the lines below it]\n"
                        + "> src/main/java/shop/cart/Cart.java\n20:    log.info(\"saved {} in {} ms\", id, t0);\n"),
                form);
    }

    @Test
    @Tag("C-602")
    @DisplayName("E8: a listing without labels, its columns rebuilt")
    void writesAListing() {
        int[] sizes = {8054, 120333, 7, 99120, 4096, 1234, 880, 65536, 40123, 512, 2048, 31};
        StringBuilder listing = new StringBuilder("total 96\n");
        for (int i = 0; i < sizes.length; i++) {
            listing.append(String.format(
                    Locale.ROOT,
                    "-rw-r--r-- 1 build staff%7d Jan  %d %02d:15 part-%03d.csv%n",
                    sizes[i],
                    1 + i % 9,
                    i,
                    i));
        }
        String text = listing.toString().replace(System.lineSeparator(), "\n");

        String form = RoundTrip.form(text);

        assertEquals(
                "[13 lines; X=.. below are line patterns, {} takes the values of the line; lines without a letter are A]\n"
                        + "A=-rw-r--r-- 1 build staff{:>7} Jan  {} {}:15 part-{}.csv\n\n\\total 96\n8054 1 00 000\n120333 2 01 001",
                form.lines().limit(6).reduce((a, b) -> a + "\n" + b).orElseThrow());
    }

    @Test
    @Tag("C-603")
    @DisplayName("E9: an item of YAML is one record, its name written once")
    void writesYaml() {
        String[] addresses = {"43.57", "52.214", "7.31", "199.4", "20.77"};
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < addresses.length; i++) {
            yaml.append("- apiVersion: v1\n  kind: Service\n  metadata:\n    name: cart-" + i
                    + "\n  spec:\n    clusterIP: 10.96." + addresses[i] + "\n    ports:\n    - name: http\n      port: "
                    + (8002 + i * 34) + "\n      protocol: TCP\n");
        }

        assertEquals("""
                [50 lines; X=.. below are line patterns, {} takes the values of the line]
                A=- apiVersion: v1
                +  kind: Service
                +  metadata:
                +    name: cart-{}
                +  spec:
                +    clusterIP: 10.96.{}
                +    ports:
                +    - name: http
                +      port: {}
                +      protocol: TCP

                A 0 43.57 8002
                A 1 52.214 8036
                A 2 7.31 8070
                A 3 199.4 8104
                A 4 20.77 8138
                """, RoundTrip.form(yaml.toString()));
    }
}
