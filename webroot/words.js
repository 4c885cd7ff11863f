/** How layers and reasons are spoken of. Pure. */
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
