/** Keeps the proxy running by Windows Task Scheduler. */
package io.headroom.supervisor.taskscheduler;
