/**
 * Contract test kits. Whoever implements a plugin point extends its kit with JUnit 5 and gives an instance; the kit's tests then hold
 * for ours and for others' plugins alike. A test says the requirement that it proves in its display name.
 *
 * <p>The kits of {@code ProviderAdapter} and {@code Supervisor} need {@code com.google.jimfs:jimfs} on the test's class path.
 */
package io.headroom.api.testkit;
