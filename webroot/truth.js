/** Where objects are, as files tell it: boxes of COCO or of a plain list, and masks; and which pictures they belong to. Pure. */
import { Paths, stemOf } from './paths.js';

/** Pictures that somebody painted are called after those that they belong to. */
const MASK_ENDING = /[_-]mask$/i;

/**
 * Boxes of a JSON file: COCO annotations, or {"dog.jpg": [x, y, width, height]} with a list of such boxes where there are several.
 * @param {string} text
 * @returns {{name: string, boxes: {box: number[], label: string | null}[]}[] | 'noJson' | 'noBoxes'} or why there are none
 */
export function boxesOf(text) {
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    return 'noJson';
  }
  const entries = Array.isArray(json?.annotations) && Array.isArray(json.images) ? cocoOf(json) : plainOf(json);
  return entries && entries.length > 0 ? entries : 'noBoxes';
}

function cocoOf({ images, annotations, categories }) {
  const labels = new Map(objectsOf(categories).map(({ id, name }) => [id, String(name)]));
  const byImage = new Map(objectsOf(images).map(({ id, file_name: name }) => [id, { name: String(name), boxes: [] }]));
  for (const { image_id: image, bbox, category_id: category } of objectsOf(annotations)) {
    if (isBox(bbox)) byImage.get(image)?.boxes.push({ box: bbox, label: labels.get(category) ?? null });
  }
  return [...byImage.values()].filter(({ boxes }) => boxes.length > 0);
}

/** A file may hold anything: what is no object is passed over. */
function objectsOf(list) {
  return Array.isArray(list) ? list.filter((each) => each !== null && typeof each === 'object') : [];
}

function plainOf(json) {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return null;
  const entries = Object.entries(json).map(([name, given]) => ({ name, boxes: isBox(given) ? [given] : given }));
  if (!entries.every(({ boxes }) => Array.isArray(boxes) && boxes.every(isBox))) return null;
  return entries.filter(({ boxes }) => boxes.length > 0).map(({ name, boxes }) => ({ name, boxes: boxes.map((box) => ({ box, label: null })) }));
}

function isBox(given) {
  return Array.isArray(given) && given.length === 4 && given.every(Number.isFinite) && given[2] > 0 && given[3] > 0;
}

/**
 * What belongs to which picture.
 * @param {{boxes: {name: string, boxes: object[]}[], masks: {name: string}[]}} truth
 * @param {string[]} paths of the pictures
 * @returns {{boxes: Map<number, object[]>, masks: Map<number, {name: string}>, covered: number, unmatched: string[]}} by the
 *     number of the picture
 */
export function matchOf(truth, paths) {
  const stems = new Paths(paths, stemOf);
  const exact = certain(new Paths(paths).match(truth.boxes));
  const loose = certain(stems.match(exact.rest));
  const direct = certain(stems.match(truth.masks));
  const named = certain(new Paths(paths, (name) => stemOf(name).replace(MASK_ENDING, '')).match(direct.rest));
  const boxes = new Map([...loose.found, ...exact.found].map(([picture, entries]) => [picture, entries.flatMap((entry) => entry.boxes)]));
  const masks = new Map([...named.found, ...direct.found].map(([picture, [first]]) => [picture, first]));
  return { boxes, masks, covered: new Set([...boxes.keys(), ...masks.keys()]).size, unmatched: [...loose.rest, ...named.rest].map(({ name }) => name) };
}

/** Without what may belong to the image or to another one that is not there. */
function certain({ found, rest }) {
  const sure = [...found].filter(([, entries]) => entries.every(({ name }) => name === entries[0].name));
  const used = new Set(sure.flatMap(([, entries]) => entries));
  const unsure = new Set([...found.values()].flat().filter((entry) => !used.has(entry)));
  return { found: new Map(sure), rest: [...rest, ...unsure] };
}

/**
 * The boxes round what shows a class, within their picture. Boxes without labels, or of a file that knows no such class, all count.
 * @param {{box: number[], label: string | null}[]} boxes
 * @param {{width: number, height: number}} picture
 * @param {string | null} label of the class; null for any
 * @param {boolean} isKnown whether the file has boxes of this class at all
 */
export function boxesWithin(boxes, { width, height }, label, isKnown) {
  return boxes
    .filter((each) => each.label === null || label === null || !isKnown || isSame(each.label, label))
    .map(({ box: [x, y, wide, high] }) => {
      const [left, top] = [Math.max(x, 0), Math.max(y, 0)];
      return [left, top, Math.min(x + wide, width) - left, Math.min(y + high, height) - top];
    })
    .filter(([, , wide, high]) => wide > 0 && high > 0);
}

/** Whether two texts name the same class. */
export function isSame(one, other) {
  return one !== null && (folded(one) === folded(other) || folded(unnumbered(one)) === folded(other) || folded(one) === folded(unnumbered(other)));
}

/** The label of this name; none where there are several, which only their numbers tell apart. */
function labelAs(name, labels) {
  const alike = labels.filter((each) => isSame(each, name));
  return alike.find((each) => folded(each) === folded(name)) ?? (alike.length === 1 ? alike[0] : undefined);
}

/** Capitals and forms of Unicode make no difference. */
function folded(text) {
  return text.normalize('NFC').toLowerCase();
}

/** What a class was called before others of its name were told apart: "crane" of "crane #134". */
function unnumbered(label) {
  return label.replace(/ #\d+$/, '');
}

/**
 * The class that a picture is to be judged by: of those that the model knows, the one whose boxes are largest together.
 * @param {{box: number[], label: string | null}[]} boxes
 * @param {string[]} labels of the model
 * @returns {string | null} null where the file names none of them
 */
export function labelOf(boxes, labels) {
  const areas = new Map();
  for (const { box, label } of boxes) {
    const known = label === null ? undefined : labelAs(label, labels);
    if (known !== undefined) areas.set(known, (areas.get(known) ?? 0) + box[2] * box[3]);
  }
  return [...areas].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}
