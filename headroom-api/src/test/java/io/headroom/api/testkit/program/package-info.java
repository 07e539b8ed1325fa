/** Stand-ins for programs of other systems: a process with the state, and small scripts on the search path that ask it. */
package io.headroom.api.testkit.program;
