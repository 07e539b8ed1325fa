/** Facts of a text that a reader may need, and whether a shorter form still has them (C-1402). */
package io.headroom.workload.probe;
