/** Who has what on a surface, so that several profiles can share one and leave in any order. */
package io.headroom.deploy.ownership;
