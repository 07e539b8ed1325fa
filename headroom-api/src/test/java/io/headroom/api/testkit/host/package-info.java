/** A machine in memory: any operating system's file system, scripted commands, a clock that moves when someone waits. */
package io.headroom.api.testkit.host;
