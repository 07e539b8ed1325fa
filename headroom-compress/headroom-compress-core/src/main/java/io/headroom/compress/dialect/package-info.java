/** The dialects that come with Headroom. They are plugins like any other, and found like them. */
package io.headroom.compress.dialect;
