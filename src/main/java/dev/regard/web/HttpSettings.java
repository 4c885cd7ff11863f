package dev.regard.web;

import dev.regard.hub.HubSettings;
import dev.regard.remote.AddressGuard;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP side needs to know.
 *
 * @param host    to listen on
 * @param port    to listen on; 0 takes any free one
 * @param proxy   true where a reverse proxy says who asks, in X-Forwarded-For; else anybody could claim to be anybody
 * @param webroot folder of static files
 * @param version shown on the page
 * @param adminToken who has it may change models; null: whoever is on this machine
 * @param modelLimit of all files of a model that is added, in bytes
 * @param hub     where models are fetched from
 * @param urls    which servers pictures may be fetched from by their address; null: none
 */
public record HttpSettings(
        String host,
        int port,
        boolean proxy,
        Path webroot,
        String version,
        @Nullable String adminToken,
        long modelLimit,
        HubSettings hub,
        @Nullable AddressGuard urls) {}
