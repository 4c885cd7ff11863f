package dev.regard.web;

import java.nio.file.Path;

/**
 * What the HTTP side needs to know.
 *
 * @param host    to listen on
 * @param port    to listen on; 0 takes any free one
 * @param webroot folder of static files
 * @param uploads folder for pictures on their way in
 * @param version shown on the page
 */
public record HttpSettings(String host, int port, Path webroot, Path uploads, String version) {}
