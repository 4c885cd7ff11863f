/** Which pictures are shown, in which order, and what they say together. Pure. */

/** Orders, as they are offered. */
export const SORTS = ['given', 'wrong', 'unsure', 'sure', 'predicted', 'narrow', 'wide', 'border'];

/** What is shown of all pictures, and how; also what an address leaves out. */
export const DEFAULT_VIEW = { sort: 'given', predicted: '', truth: '', wrong: false, find: '', heat: true };

/** The best class of an explained picture, or null. */
export function bestOf(item) {
  return item.explanation?.predictions[0] ?? null;
}

/**
 * Whether the best class is the true one; null where one of the two is not known.
 * @returns {boolean | null}
 */
export function isRight(item) {
  const best = bestOf(item);
  return best === null || item.truth === null ? null : best.index === item.truth;
}

/** The ways to compare two explained pictures. Those that are not explained yet come last, in the order given. */
const ORDERS = {
  given: () => 0,
  wrong: (a, b) => rankOf(a) - rankOf(b) || sureness(b) - sureness(a),
  unsure: (a, b) => sureness(a) - sureness(b),
  sure: (a, b) => sureness(b) - sureness(a),
  predicted: (a, b) => bestOf(a).label.localeCompare(bestOf(b).label) || sureness(b) - sureness(a),
  narrow: (a, b) => (a.spread ?? 2) - (b.spread ?? 2),
  wide: (a, b) => (b.spread ?? -1) - (a.spread ?? -1),
  border: (a, b) => (b.border ?? -1) - (a.border ?? -1),
};

function sureness(item) {
  return bestOf(item).probability;
}

function rankOf(item) {
  return { false: 0, null: 1, true: 2 }[isRight(item)];
}

/**
 * The pictures that are shown, in their order.
 * @param {object[]} items in the order given
 * @param {typeof DEFAULT_VIEW} view predicted and true classes by their labels, as an address names them
 * @param {string[]} labels
 */
export function arranged(items, { sort, predicted, truth, wrong, find }, labels) {
  const words = find.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean);
  const shown = items.filter((item) => {
    const path = item.path.normalize('NFC').toLowerCase();
    return (
      (predicted === '' || bestOf(item)?.label === predicted) &&
      (truth === '' || labels[item.truth] === truth) &&
      (!wrong || isRight(item) === false) &&
      words.every((word) => path.includes(word))
    );
  });
  if (sort === 'given') return shown;
  const explained = shown.filter((item) => bestOf(item) !== null).sort(ORDERS[sort]);
  return [...explained, ...shown.filter((item) => bestOf(item) === null)];
}

/**
 * How many are predicted as each class, the most frequent first.
 * @returns {{label: string, count: number}[]}
 */
export function predictedClasses(items) {
  return counted(items.map((item) => bestOf(item)?.label));
}

/** How many truly are of each class, the most frequent first. */
export function trueClasses(items, labels) {
  return counted(items.map((item) => labels[item.truth]));
}

function counted(labels) {
  const counts = new Map();
  labels.filter((label) => label !== undefined).forEach((label) => counts.set(label, (counts.get(label) ?? 0) + 1));
  return [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}

/**
 * How often the model is right, which classes it takes for which others, and how it does by class.
 * @param {object[]} items
 * @param {string[]} labels
 * @returns {{judged: number, right: number, pairs: {truth: string, predicted: string, count: number}[],
 *            classes: {label: string, count: number, right: number}[]}} the most frequent pair first, the worst class first
 */
export function findings(items, labels) {
  const judged = items.filter((item) => isRight(item) !== null);
  const pairs = new Map();
  const classes = new Map();
  for (const item of judged) {
    const truth = labels[item.truth];
    const ofClass = classes.get(truth) ?? { label: truth, count: 0, right: 0 };
    classes.set(truth, { ...ofClass, count: ofClass.count + 1, right: ofClass.right + (isRight(item) ? 1 : 0) });
    if (isRight(item)) continue;
    const predicted = bestOf(item).label;
    const key = JSON.stringify([truth, predicted]);
    pairs.set(key, { truth, predicted, count: (pairs.get(key)?.count ?? 0) + 1 });
  }
  return {
    judged: judged.length,
    right: judged.filter(isRight).length,
    pairs: [...pairs.values()].sort((a, b) => b.count - a.count || a.truth.localeCompare(b.truth)),
    classes: [...classes.values()].sort((a, b) => a.right / a.count - b.right / b.count || b.count - a.count),
  };
}
