/** What a profile is on disk: its name, its folder, its manifest, its environment, and the scripts that supervisors run. */
package io.headroom.deploy.profile;
