package dev.regard.web;

import java.nio.file.Path;

/**
 * What the HTTP side needs to know.
 *
 * @param host    to listen on
 * @param port    to listen on; 0 takes any free one
 * @param proxy   true where a reverse proxy says who asks, in X-Forwarded-For; else anybody could claim to be anybody
 * @param webroot folder of static files
 * @param uploads folder for pictures on their way in
 * @param version shown on the page
 */
public record HttpSettings(String host, int port, boolean proxy, Path webroot, Path uploads, String version) {}
