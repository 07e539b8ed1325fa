package io.headroom.cli.demo;

/**
 * One call of a tool in the demonstration session.
 *
 * @param tool the tool's name as the agent spells it
 * @param title what the table shows
 * @param argument the name of the tool's one argument
 * @param value the argument
 * @param output what the tool returned
 */
record ToolCall(String tool, String title, String argument, String value, String output) {}
