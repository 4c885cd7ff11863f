/** What a picture truly shows, as far as its folder, its name or a table tells. Pure. */
import { parseCsv } from './csv.js';

/** Where the true class may come from, the most trusted first. */
export const SOURCES = ['table', 'folder', 'name'];

const FILE_HEADS = /^(file|file[ _-]?name|files?|path|image|picture|name|id)$/i;
const LABEL_HEADS = /^(label|class|true|truth|category|target)([ _-]?(name|text|class|label))?$/i;
const NUMBER_HEADS = /^(label|class|true|truth|category|target)[ _-]?(index|number|id)$/i;

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
    /** The class of exactly this name, or null. */
    named: (text) => byName.get(plain(text)) ?? null,
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
 * A table of files and their classes.
 * @param {string} text of a CSV: a column of files and one of labels, by their heads or else the first two
 * @returns {Map<string, string | null>} labels by path, by file name and by file name without its end; null where two disagree
 */
export function tableOf(text) {
  const rows = parseCsv(text);
  const [head = []] = rows;
  const file = head.findIndex((cell) => FILE_HEADS.test(cell));
  // Names are true of every model, numbers only of those that count their classes alike.
  const label = [LABEL_HEADS, NUMBER_HEADS].map((heads) => head.findIndex((cell) => heads.test(cell))).find((at) => at >= 0) ?? -1;
  const isHeaded = file >= 0 && label >= 0;
  const table = new Map();
  for (const row of isHeaded ? rows.slice(1) : rows) {
    const path = keyOf(row[isHeaded ? file : 0] ?? '');
    const name = row[isHeaded ? label : 1];
    if (path === '' || !name) continue;
    for (const key of new Set([path, path.split('/').at(-1), stemOf(path)])) {
      table.set(key, table.has(key) && table.get(key) !== name ? null : name);
    }
  }
  return table;
}

/**
 * What a table says of a file.
 * @param {string} path
 * @param {Map<string, string | null>} table
 * @returns {string | null}
 */
export function rowFor(path, table) {
  const steps = keyOf(path).split('/');
  const tails = steps.map((_, start) => steps.slice(start).join('/'));
  const key = [...tails, stemOf(keyOf(path))].find((each) => table.has(each));
  return (key !== undefined && table.get(key)) || null;
}

/**
 * The class that a table names for a file, by its label or its number, or null.
 * @param {string} path
 * @param {Map<string, string | null>} table
 * @param {ReturnType<typeof classFinder>} finder
 * @param {number} count of classes
 */
export function tableTruth(path, table, finder, count) {
  const label = rowFor(path, table);
  if (label === null) return null;
  const number = /^\d+$/.test(label) && Number(label) < count ? Number(label) : null;
  return finder.named(label) ?? number;
}

/**
 * The true classes of files, from each source that knows some.
 * @param {string[]} paths
 * @param {string[]} labels of the model
 * @param {Map<string, string | null> | null} table
 * @returns {Record<string, (number | null)[]>} by source
 */
export function truthsOf(paths, labels, table) {
  const finder = classFinder(labels);
  return {
    table: paths.map((path) => (table ? tableTruth(path, table, finder, labels.length) : null)),
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

function keyOf(path) {
  return path.replaceAll('\\', '/').replace(/^(\.?\/)+/, '').toLowerCase();
}

function stemOf(path) {
  return path.split('/').at(-1).replace(/\.[^.]+$/, '');
}
