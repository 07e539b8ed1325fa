/** What is to be done, and what was done: plans, and the records of a manifest. */
package io.headroom.deploy.change;
