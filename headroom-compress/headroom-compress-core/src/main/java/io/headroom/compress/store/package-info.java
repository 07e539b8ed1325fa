/** Keeps settled forms and originals: in memory, in SQLite, in PostgreSQL. One thread and one connection do all that a process wants. */
package io.headroom.compress.store;
