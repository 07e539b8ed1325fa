/** The MCP server: compression and retrieval as tools of an agent. */
package io.headroom.cli.mcp;
