package io.headroom.proxy.health;

import io.headroom.api.plugin.PluginReport;
import io.headroom.compress.EngineStatus;
import java.util.List;

/** What a health report asks of the running proxy. All of it is answered from memory, without a lock and without waiting. */
public interface Vitals {
    /** What the proxy is doing. */
    Phase phase();

    /** Whether the port accepts connections. */
    boolean listening();

    /** The engine's figures and troubles, those of its store included. */
    EngineStatus engine();

    /** What came of each plugin. */
    List<PluginReport> plugins();

    /** What is wrong with plugins that were loaded. */
    List<String> pluginTroubles();

    /** What does not work at present besides: logs, observers, a port of the second address family. */
    List<String> troubles();
}
