/** A stand-in for the Task Scheduler, schtasks and whoami that runs anywhere, as faithful as documentation and reports allow. */
package io.headroom.supervisor.taskscheduler.fake;
