/** What should be different on a machine, as values that an engine plans, shows, journals, applies and reverts. */
package io.headroom.api.change;
