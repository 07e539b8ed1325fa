/** Texts that are rows of cells: CSV, TSV, tables of Markdown, and columns as kubectl, docker, ps, df and pip print them. */
package io.headroom.compress.json.grid;
