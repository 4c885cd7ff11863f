/** What a verdict on a map means for it. Pure. */

/** Which levels of a verdict warn, and which leave something open; the others speak for the map, as far as it goes. */
const WARNING = ['unstable', 'not-supported', 'not-of-class', 'picture', 'edges', 'absent'];
const OPEN = ['open', 'nothing', 'with-doubts'];

/**
 * @param {string} level
 * @returns {'warning' | 'open' | 'support'}
 */
export function toneOf(level) {
  if (WARNING.includes(level)) return 'warning';
  return OPEN.includes(level) ? 'open' : 'support';
}
