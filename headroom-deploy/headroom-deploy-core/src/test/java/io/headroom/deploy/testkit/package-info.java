/** The real change engine for tests of what describes changes. */
package io.headroom.deploy.testkit;
