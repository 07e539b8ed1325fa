/** The door to the change engine: plans, transactions and recovery. */
package io.headroom.deploy.engine;
