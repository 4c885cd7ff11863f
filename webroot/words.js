/** How layers, reasons and time are spoken of. Pure. */
import { count } from './format.js';
import { STRINGS, fill } from './strings.js';

/**
 * What a person calls a layer: its title, or where it has none the name that the graph gives it.
 * @param {{name: string, title?: string}} layer
 */
export function titleOf({ name, title = name }) {
  return title === name ? name : capitalised(title);
}

/** As it begins a line. */
export function capitalised(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/** As it goes on in the middle of one. */
export function lowered(text) {
  return text[0].toLowerCase() + text.slice(1);
}

/** Its cells: 14 × 14. */
export function sizeOf(layer) {
  return fill(STRINGS.layer.size, layer);
}

/** Both, for the middle of a sentence: block 12 of 16, 14 × 14. */
export function placeOf(layer) {
  return fill(STRINGS.layer.place, { title: layer.name, ...layer });
}

/** The server gives reasons as half sentences or whole ones; here they end one. */
export function reasonOf(reason) {
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}

/**
 * How long something will take: nobody knows to the second.
 * @param {number} millis
 */
export function durationOf(millis) {
  const words = STRINGS.duration;
  const seconds = millis / 1000;
  if (seconds < 1) return words.under;
  if (seconds < 90) return fill(words.seconds, { count: Math.round(seconds) });
  return seconds < 5400 ? fill(words.minutes, { count: Math.round(seconds / 60) }) : fill(words.hours, { count: Math.round(seconds / 3600) });
}

/**
 * What a method would take on this device.
 * @param {{millis: number, forwards: number}} cost
 */
export function costOf({ millis, forwards }) {
  const words = STRINGS.cost;
  const runs = Math.round(forwards);
  return fill(runs <= 1 ? words.one : words.many, { duration: durationOf(millis), count: count(runs) });
}

/**
 * How far work has come, and how long it will go on.
 * @param {{text?: string, millisLeft?: number | null} | null} progress
 */
export function progressOf(progress) {
  const text = progress?.text || STRINGS.progress.working;
  const { millisLeft = null } = progress ?? {};
  return millisLeft === null ? text : fill(STRINGS.progress.left, { text, duration: durationOf(millisLeft) });
}
