package org.kamsuite.platform.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Who asks for no media type in particular gets JSON, also where an operation speaks CSV, too: the framework would
/// take the first in the alphabet.
class JsonByDefault {

    @ServerRequestFilter(preMatching = true)
    void prefer(ContainerRequestContext request) {
        String accept = request.getHeaderString("Accept");
        if (accept == null || accept.isBlank() || accept.strip().equals("*/*")) {
            request.getHeaders().putSingle("Accept", "application/json, */*;q=0.5");
        }
    }
}
