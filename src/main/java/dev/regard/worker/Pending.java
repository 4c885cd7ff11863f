package dev.regard.worker;

import io.vertx.core.Future;

/**
 * Work that was asked for.
 *
 * @param result what comes of it
 * @param cancel gives it up; does nothing once it is done
 */
public record Pending<T>(Future<T> result, Runnable cancel) {}
