/** What the supervised process and the scheduled check decide by: counted starts, the reason for giving up, and when to act. */
package io.headroom.deploy.agent;
