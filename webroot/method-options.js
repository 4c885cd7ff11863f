/** How thoroughly a method looks: which options it has, and which of them to ask for. Pure. */
import { STRINGS } from './strings.js';

/** The options that a link may name. */
export const OPTION_NAMES = Object.keys(STRINGS.option.titles);

/** The options of a method, as the server describes them. */
export function optionsFor(method) {
  return method?.options ?? [];
}

/**
 * Those options that the method reads and that are not as usual, as the server takes them.
 * @param {object | undefined} method
 * @param {Record<string, number | string | boolean>} options
 */
export function optionsOf(method, options) {
  const given = optionsFor(method)
    .map((option) => [option.name, typed(option, options[option.name]), option.usual])
    .filter(([, value, usual]) => value !== null && value !== usual);
  return Object.fromEntries(given.map(([name, value]) => [name, value]));
}

/**
 * The ends of what an option takes; closer where the model has less than the method could use. Null where it is no number.
 * @param {{name: string, least?: number | null, most?: number | null}} option
 * @param {{model?: object, layers: object[]}} where it is to be used
 */
export function rangeOf({ name, least = null, most = null }, { model, layers }) {
  const here = {
    channels: () => Math.min(...layers.map((layer) => layer.channels)),
    window: () => Math.min(model.input.height, model.input.width),
    stride: () => Math.min(model.input.height, model.input.width),
  }[name];
  return { least, most: here && model && layers.every(Boolean) ? Math.min(most, here()) : most };
}

/** Links give texts, and so do fields; an empty one says nothing. */
function typed({ usual, choices = [] }, value) {
  if (value === undefined || value === '') return null;
  if (typeof usual === 'boolean') return String(value) === 'true';
  return choices.length > 0 || typeof usual === 'string' ? value : Number(value);
}
