/** What the screen adds to the address, and back; what is usual is left out. Pure. */
import { MOST, WAYS } from './items.js';

/** What is compared before anybody chooses. */
export const START = {
  by: 'classes',
  /** Ids of what somebody chose to compare, by the way of comparing; null for the usual ones. */
  items: { classes: null, methods: null, layers: null, models: null },
  /** Label of the class that the chosen one is set against, and of the one that all models are asked about. */
  against: null,
  label: null,
  common: true,
  signed: true,
  /** How much of the picture the heat covers, from the left. */
  wipe: 100,
  /** What came back, by the key of the explanation and the class: {map, image, seen, ...} or {problem} or {progress}. */
  answers: new Map(),
  /** What models say of pictures, where Explore has not asked. */
  predictions: new Map(),
};

/**
 * What a link asks for.
 * @param {string} query
 * @returns {typeof START}
 */
export function fromFields(query) {
  const fields = new URLSearchParams(query);
  const by = WAYS.includes(fields.get('by')) ? fields.get('by') : START.by;
  const items = fields.getAll('item').filter(Boolean).slice(0, MOST);
  return {
    ...START,
    by,
    items: { ...START.items, ...(items.length > 0 && by in START.items && { [by]: items }) },
    against: fields.get('against'),
    label: fields.get('label'),
    common: fields.get('scales') !== 'own',
    signed: fields.get('evidence') !== 'for',
  };
}

/**
 * The same as fields of a query.
 * @param {typeof START} compare
 * @returns {[string, string][]}
 */
export function toFields({ by, items, against, label, common, signed }) {
  return [
    ...(by === START.by ? [] : [['by', by]]),
    ...(items[by] ?? []).map((id) => ['item', id]),
    ...(by === 'difference' && against !== null ? [['against', against]] : []),
    ...(by === 'models' && label !== null ? [['label', label]] : []),
    ...(common ? [] : [['scales', 'own']]),
    ...(signed ? [] : [['evidence', 'for']]),
  ];
}
