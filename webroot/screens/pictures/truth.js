/** What a picture truly shows, as far as its folder, its name or a table tells. Pure. */

/** Where the true class may come from, the most trusted first. */
export const SOURCES = ['table', 'folder', 'name'];

/** A word net id in front of a label, as lists of ImageNet's classes have it. */
const WORD_NET_ID = /^n\d{8}\b/;

/**
 * How the classes of a model are found by what people write.
 * @param {string[]} labels
 */
export function classFinder(labels) {
  const byName = new Map();
  const learn = (name, index) => name && !byName.has(name) && byName.set(name, index);
  labels.forEach((label, index) => learn(plain(label), index));
  // Synonyms come after whole names: "crane" is a crane before it is another one's second name.
  labels.forEach((label, index) => synonyms(label).forEach((name) => learn(plain(name), index)));
  return {
    /** Whether a number may stand for the place of a class: not where it is the name of another one. */
    isCounted: labels.every((label, index) => !(/^\d+$/.test(label) && Number(label) < labels.length) || Number(label) === index),
    /** The class of exactly this name, or null. */
    named: (text) => byName.get(plain(text)) ?? byName.get(plain(whole(text))) ?? null,
    /** The class that a text begins with, the longest one, or null. */
    begun: (text) => begun(plain(text), byName),
  };
}

function synonyms(label) {
  const id = label.match(WORD_NET_ID)?.[0];
  const words = id ? label.slice(id.length) : label;
  return [id, words, ...words.split(/,\s*/)].filter(Boolean);
}

function plain(text) {
  return text.normalize('NFC').toLowerCase().replace(/[\s_-]+/g, ' ').trim();
}

function begun(text, byName) {
  for (let end = text.length; end > 0; end--) {
    if (isEndOfWord(text, end) && byName.has(text.slice(0, end).trim())) return byName.get(text.slice(0, end).trim());
  }
  return null;
}

/** Neither letters nor digits go on: "dog12" begins with dog, "dogma" does not, and "12" not with 1. */
function isEndOfWord(text, end) {
  const pair = text.slice(end - 1, end + 1);
  return !/^(\p{L}\p{L}|\p{N}\p{N})$/u.test(pair);
}

/**
 * The class that the nearest folder is called after, or null.
 * @param {string} path
 * @param {ReturnType<typeof classFinder>} finder
 */
export function folderTruth(path, finder) {
  const folders = path.split('/').slice(0, -1).reverse();
  return folders.map((folder) => finder.named(folder)).find((index) => index !== null) ?? null;
}

/**
 * The class that the file's name begins with, or null.
 * @param {string} path
 * @param {ReturnType<typeof classFinder>} finder
 */
export function nameTruth(path, finder) {
  return finder.begun(stemOf(path));
}

/**
 * The class that a table means, by its label or its number, or null. Numbers may have become decimal ones on their way.
 * @param {string} text
 * @param {ReturnType<typeof classFinder>} finder
 * @param {number} count of classes
 */
export function classMeant(text, finder, count) {
  const number = finder.isCounted && /^\d+(\.0+)?$/.test(text) && Number(text) < count ? Number(text) : null;
  return finder.named(text) ?? number;
}

/** A number as it was before it became a decimal one; other texts as they are. */
function whole(text) {
  return text.replace(/^(\d+)\.0+$/, '$1');
}

/**
 * The true classes of files, from each source that knows some.
 * @param {string[]} paths
 * @param {string[]} labels of the model
 * @param {(number | null)[]} table what tables say of each
 * @returns {Record<string, (number | null)[]>} by source
 */
export function truthsOf(paths, labels, table) {
  const finder = classFinder(labels);
  return {
    table,
    folder: paths.map((path) => folderTruth(path, finder)),
    name: paths.map((path) => nameTruth(path, finder)),
  };
}

/** How many a source knows. */
export function countOf(truths) {
  return truths.filter((index) => index !== null).length;
}

/**
 * The source in use: the one that somebody chose, else the most trusted that knows any.
 * @param {Record<string, (number | null)[]>} truths
 * @param {string | null} wanted a source, "none", or null
 */
export function sourceOf(truths, wanted) {
  if (wanted === 'none' || (wanted && countOf(truths[wanted]) > 0)) return wanted;
  return SOURCES.find((source) => countOf(truths[source]) > 0) ?? 'none';
}

function stemOf(path) {
  return path.split('/').at(-1).replace(/\.[^.]+$/, '');
}
