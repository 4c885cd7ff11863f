/** Models fetched from elsewhere into a folder: {@link dev.regard.hub.Hub} says what a model of the hub would take, {@link dev.regard.hub.Catalogue} offers classic ones, {@link dev.regard.hub.Downloader} takes them. */
@NullMarked
package dev.regard.hub;

import org.jspecify.annotations.NullMarked;
