/** Why a provider read less from its prompt cache than it could have (PX-523). */
package io.headroom.proxy.prefix;
