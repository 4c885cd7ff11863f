/** Finding a class among a thousand by typing. */

/**
 * Prepares labels once, so that each key press only compares.
 * @param {string[]} labels by class index
 * @returns {(query: string, order: Map<number, number>, limit: number) => {indices: number[], more: number}} a search:
 *   those whose label starts with the query first, then those with a word that does, then those that hold every word of it;
 *   within each by `order` (class index to rank), then by the alphabet. `more` counts those beyond the limit.
 */
export function classSearch(labels) {
  const folded = labels.map(fold);
  const alphabet = new Map(
    labels.map((_, index) => index).sort((a, b) => (folded[a] < folded[b] ? -1 : 1)).map((index, place) => [index, place]),
  );
  return (query, order, limit) => {
    const wanted = fold(query.trim());
    const found = [];
    folded.forEach((label, index) => {
      const group = groupOf(label, wanted);
      if (group < 3) found.push({ index, group, rank: order.get(index) ?? Infinity, place: alphabet.get(index) });
    });
    found.sort((a, b) => a.group - b.group || compare(a.rank, b.rank) || a.place - b.place);
    return { indices: found.slice(0, limit).map((each) => each.index), more: Math.max(found.length - limit, 0) };
  };
}

function groupOf(label, wanted) {
  if (label.startsWith(wanted)) return 0;
  if (label.includes(` ${wanted}`)) return 1;
  return wanted.split(/\s+/).every((word) => label.includes(word)) ? 2 : 3;
}

/**
 * The class of a name, in whatever form of Unicode; of several that were told apart by their numbers the first. -1 where
 * there is none.
 * @param {string[]} labels by class index
 * @param {string} name
 */
export function classNamed(labels, name) {
  const wanted = name.normalize('NFC');
  const at = labels.indexOf(wanted);
  return at >= 0 ? at : labels.findIndex((label, index) => label === `${wanted} #${index}`);
}

/** Infinity minus Infinity is not a number, so ranks are compared. */
function compare(a, b) {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Case, accents and underscores make no difference to what somebody types. */
function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/_/g, ' ').toLowerCase();
}
