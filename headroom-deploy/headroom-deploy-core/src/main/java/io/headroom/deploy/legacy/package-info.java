/** Finds what the Python Headroom left in the files of tools and shells, and takes it out. */
package io.headroom.deploy.legacy;
