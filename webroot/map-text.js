/** A map in words, for those who cannot see it and for reports: where it is strongest, and how much lies there. Pure. */
import { percent } from './format.js';
import { valuesOver } from './heatmap.js';
import { STRINGS, fill } from './strings.js';

/** The longer side of the grid that a map is looked at in. */
const FINENESS = 64;

/** What counts as hot: at least this share of the strongest value. */
const HOT = 0.5;

/** Where the hottest region lies, by thirds of the picture from the upper left. */
const PLACES = [
  ['upperLeft', 'top', 'upperRight'],
  ['left', 'middle', 'right'],
  ['lowerLeft', 'bottom', 'lowerRight'],
];

/**
 * Where the positive evidence of a map lies.
 * @param {{map: import('./heatmap.js').ClassMap, image: {width: number, height: number}, seen: import('./heatmap.js').Box}} drawn
 * @returns {{place: string, evidence: number, area: number} | null} the name of the place, and shares from 0 to 1 of the
 *     evidence and of what the model saw; null where no value is positive
 */
export function hottest({ map, image, seen }) {
  const longest = Math.max(image.width, image.height);
  const size = { width: Math.ceil((FINENESS * image.width) / longest), height: Math.ceil((FINENESS * image.height) / longest) };
  const values = valuesOver({ map, picture: image, seen, size, smooth: true });
  const most = values.reduce((max, value) => (value > max ? value : max), 0);
  if (!(most > 0)) return null;
  const all = { evidence: 0, area: 0 };
  const hot = { evidence: 0, area: 0, x: 0, y: 0 };
  values.forEach((value, at) => {
    if (Number.isNaN(value)) return;
    all.area++;
    all.evidence += Math.max(value, 0);
    if (value < HOT * most) return;
    hot.area++;
    hot.evidence += value;
    hot.x += value * (((at % size.width) + 0.5) / size.width);
    hot.y += value * ((Math.floor(at / size.width) + 0.5) / size.height);
  });
  const third = (sum) => Math.min(Math.floor((3 * sum) / hot.evidence), 2);
  return { place: PLACES[third(hot.y)][third(hot.x)], evidence: hot.evidence / all.evidence, area: hot.area / all.area };
}

const found = new WeakMap();

/**
 * The same as a sentence. What is found is kept, because it is asked for whenever somebody comes back to a class.
 * @param {Parameters<typeof hottest>[0]} drawn
 */
export function textOf(drawn) {
  if (drawn.map.nothing) return STRINGS.mapText.nothing;
  if (!found.has(drawn.map)) found.set(drawn.map, hottest(drawn));
  return sentenceOf(found.get(drawn.map));
}

function sentenceOf(hot) {
  const words = STRINGS.mapText;
  if (hot === null) return words.none;
  return fill(words.hottest, { place: words.places[hot.place], evidence: percent(hot.evidence), area: percent(hot.area) });
}
