package dev.regard.web;

import dev.regard.hub.HubSettings;
import dev.regard.remote.AddressGuard;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP side needs to know.
 *
 * @param host    to listen on
 * @param port    to listen on; 0 takes any free one
 * @param base    path that the server's addresses begin with, as {@code /regard}; empty where they begin with none
 * @param proxy   true where a reverse proxy says who asks, in X-Forwarded-For; else anybody could claim to be anybody
 * @param rate    how often one client may ask for work in a minute; 0: as often as it likes
 * @param cors    sites whose pages may ask, or {@code *}
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
        String base,
        boolean proxy,
        int rate,
        List<String> cors,
        Path webroot,
        String version,
        @Nullable String adminToken,
        long modelLimit,
        HubSettings hub,
        @Nullable AddressGuard urls) {

    BasePath basePath() {
        return new BasePath(base);
    }

    Origins origins() {
        return new Origins(cors);
    }
}
