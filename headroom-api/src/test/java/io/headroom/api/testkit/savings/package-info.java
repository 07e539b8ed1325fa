/** Measures how much compression saves on the workloads, and whether anything is lost. */
package io.headroom.api.testkit.savings;
