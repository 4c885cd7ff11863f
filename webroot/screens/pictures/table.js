/** Tables of files and their true classes: which column holds what, and which line is about which image. Pure. */
import { Paths, isImageName, stemOf } from '../../paths.js';
import { fileColumns, isPlace, isPredicted, truthColumns } from './heads.js';
import { classFinder, classMeant } from './truth.js';

/** What stands in columns that each are about one class. */
const FLAG = /^(0|1|0\.0+|1\.0+|true|false)?$/i;
const SET = /^(1|1\.0+|true)$/i;

const NUMBER = /^\d+(\.0+)?$/;

/**
 * @typedef {object} Table
 * @property {string} path of its file
 * @property {string[][]} rows
 * @property {{file: number, truth: number} | null} columns as somebody chose them
 */

/**
 * How a table is understood: `read` with what its lines say; `ask` where only somebody who knows it can tell its columns;
 * `later` where there is nothing yet to tell them by; `several` where an image has several classes; `narrow` where there is but
 * one column.
 * @typedef {object} Reading
 * @property {'read' | 'ask' | 'later' | 'several' | 'narrow'} is
 * @property {boolean} headed whether the first row has the heads
 * @property {{file: number | null, truth: number | null}} columns as used, or as offered; `truth` is null where each class has one
 * @property {{name: string, label: string}[]} lines
 */

/** What is known when a table is read: the images, and the classes of the model. */
export class Context {
  #count;
  #whole;
  #stems;
  #labels;
  #finder;

  /**
   * @param {string[]} paths of the images
   * @param {string[]} labels of the model; none while it is not known
   */
  constructor(paths, labels) {
    this.#count = paths.length;
    this.#whole = new Paths(paths);
    this.#stems = new Paths(paths, stemOf);
    this.#labels = labels;
    this.#finder = classFinder(labels);
  }

  /** Whether columns can be told by what is in them. */
  get isKnown() {
    return this.#count > 0 && this.#labels.length > 0;
  }

  /** How many classes there are. */
  get count() {
    return this.#labels.length;
  }

  /** The name of the class at this place, from 0; empty where there is none. */
  labelAt(place) {
    return this.#labels[place] ?? '';
  }

  /** The class of this name, or null. */
  named(text) {
    return this.#finder.named(text);
  }

  /** The class of this name or number, or null. */
  classOf(text) {
    return classMeant(text, this.#finder, this.#labels.length);
  }

  /** Which lines are about which image, by its number. */
  imagesOf(lines) {
    const exact = this.#whole.match(lines);
    const loose = this.#stems.match(exact.rest);
    return new Map([...loose.found, ...exact.found]);
  }

  /** How many images a column names. */
  imagesIn(cells) {
    return this.imagesOf(cells.map((name) => ({ name }))).size;
  }

  /** What tables say of each image; of several that know its class, the last. */
  truths(tables) {
    const truths = new Array(this.#count).fill(null);
    for (const { path, reading } of tables) {
      // A table that lies beside images speaks of those of its own folder first.
      const folder = path.split('/').slice(0, -1).join('/');
      const lines = reading.lines.map((line) => ({ ...line, name: `${folder}/${line.name}` }));
      for (const [image, own] of this.imagesOf(lines)) truths[image] = this.#agreed(own) ?? truths[image];
    }
    return truths;
  }

  /** Lines that disagree say nothing. */
  #agreed(lines) {
    const classes = new Set(lines.map(({ label }) => this.classOf(label)));
    return classes.size === 1 ? [...classes][0] : null;
  }
}

/**
 * Finds out what a table says.
 * @param {Table} table
 * @param {Context} context
 * @returns {Reading}
 */
export function readingOf({ rows, columns }, context) {
  const [first = []] = rows;
  const headed = !isData(first, context);
  const heads = headed ? first : first.map(() => '');
  const body = headed ? rows.slice(1) : rows;
  const without = (is, guess) => ({ is, headed, columns: guess, lines: [] });
  const read = (used, labelOf) => ({ is: 'read', headed, columns: used, lines: linesOf(body, used.file, labelOf) });
  const byColumn = (used) => {
    const labelOf = labelsIn(cellsOf(body, used.truth), heads[used.truth] ?? '', context);
    return read(used, (row) => labelOf(row[used.truth] ?? ''));
  };
  if (columns) return byColumn(columns);
  if (Math.max(0, ...rows.map((row) => row.length)) < 2) return without('narrow', { file: null, truth: null });
  const file = fileColumnOf(heads, body, context);
  const truth = headed ? truthOfHeads(heads, body, context) : truthOfData(body, file, context);
  const isFileKnown = fileColumns(heads).includes(file) || (!headed && file !== null);
  if (isFileKnown && truth !== null && truth !== file) return byColumn({ file, truth });
  const flags = file === null ? [] : flagsOf(heads, body, file, context);
  if (flags.length > 0) {
    if (body.some((row) => flags.filter((column) => SET.test(row[column] ?? '')).length > 1)) return without('several', { file, truth: null });
    return read({ file, truth: null }, (row) => heads[flags.find((column) => SET.test(row[column] ?? ''))] ?? '');
  }
  return without(context.isKnown ? 'ask' : 'later', { file, truth });
}

function linesOf(body, file, labelOf) {
  return body.map((row) => ({ name: row[file] ?? '', label: labelOf(row) })).filter(({ name, label }) => name !== '' && label !== '');
}

/** Gives what a cell of a column of the truth says; numbers that are places of classes become their names. */
function labelsIn(cells, head, context) {
  const given = cells.filter((cell) => cell !== '');
  const isOfPlaces = given.every((cell) => NUMBER.test(cell)) && (isPlace(head) || given.every((cell) => context.named(cell) === null));
  if (!isOfPlaces) return (cell) => cell;
  const numbers = new Set(given.map(Number));
  // A list that goes on to the number of classes, and not down to 0, counts them from 1.
  const first = numbers.has(context.count) && !numbers.has(0) ? 1 : 0;
  return (cell) => (cell === '' ? '' : context.labelAt(Number(cell) - first));
}

/** No head is called as an image's file is; and no known one stands where an image and its class do. */
function isData(row, context) {
  const isImage = (cell) => context.imagesIn([cell]) > 0;
  if (row.some(isImageName)) return true;
  return fileColumns(row).length + truthColumns(row).length === 0 && row.some((cell, at) => isImage(cell) && row.some((other, column) => column !== at && context.classOf(other) !== null));
}

/** Of the columns whose heads say that they name files the one that names the most images here; else the one that does. */
function fileColumnOf(heads, body, context) {
  const counts = heads.map((_, column) => context.imagesIn(cellsOf(body, column)));
  const most = (columns) => columns.reduce((best, each) => (best === null || counts[each] > counts[best] ? each : best), null);
  const known = most(fileColumns(heads));
  if (known !== null) return known;
  const looks = heads.flatMap((_, column) => (body.length > 0 && cellsOf(body, column).every(isImageName) ? [column] : []));
  const likely = most([...looks, ...heads.keys()]);
  return likely !== null && (counts[likely] > 0 || looks.includes(likely)) ? likely : null;
}

/** Names are true of every model, numbers only of those that count their classes alike. */
function truthOfHeads(heads, body, context) {
  const isOfNumbers = (column) => cellsOf(body, column).every((cell) => cell === '' || (NUMBER.test(cell) && context.named(cell) === null));
  const groups = truthColumns(heads);
  const ofNames = groups.map((columns) => columns.filter((column) => !isOfNumbers(column))).find((columns) => columns.length > 0);
  const candidates = ofNames ?? groups[0] ?? [];
  const known = candidates.filter((column) => cellsOf(body, column).some((cell) => context.classOf(cell) !== null));
  const likely = known.length > 0 ? known : candidates;
  return likely.length > 1 && !agree(likely, body, context) ? null : (likely[0] ?? null);
}

function agree(columns, body, context) {
  return body.every((row) => new Set(columns.map((column) => context.classOf(row[column] ?? '')).filter((each) => each !== null)).size < 2);
}

/** Without heads: the one column that names classes, else the one that numbers them. */
function truthOfData(body, file, context) {
  const others = (body[0] ?? []).map((_, column) => column).filter((column) => column !== file);
  const only = (isClass) => {
    const columns = others.filter((column) => 2 * cellsOf(body, column).filter(isClass).length >= body.length);
    return columns.length === 1 ? columns[0] : null;
  };
  const named = only((cell) => context.named(cell) !== null);
  if (named !== null || !context.isKnown) return named;
  return others.length === 1 ? only((cell) => context.classOf(cell) !== null) : null;
}

/** The columns that say of one class each whether an image is of it: some are called as classes, or there are no others. */
function flagsOf(heads, body, file, context) {
  const others = heads.map((_, column) => column).filter((column) => column !== file);
  const flags = others.filter((column) => heads[column] !== '' && cellsOf(body, column).every((cell) => FLAG.test(cell)));
  const named = flags.filter((column) => context.classOf(heads[column]) !== null);
  const isSet = (row) => flags.filter((column) => SET.test(row[column] ?? '')).length === 1;
  if (flags.length > 1 && flags.length === others.length && body.length > 0 && body.every(isSet)) return flags;
  return named.length > 1 ? named : [];
}

function cellsOf(body, column) {
  return body.map((row) => row[column] ?? '');
}

/** What somebody can choose among: the head of each column, what stands in it, and whether a model said that. */
export function columnsOf({ rows }, { headed }) {
  const width = Math.max(...rows.map((row) => row.length));
  const body = headed ? rows.slice(1) : rows;
  return Array.from({ length: width }, (_, column) => ({
    head: (headed && rows[0][column]) || '',
    sample: body.map((row) => row[column] ?? '').find(Boolean) ?? '',
    isPredicted: headed && isPredicted(rows[0][column] ?? ''),
  }));
}
