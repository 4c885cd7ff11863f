import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { arranged, findings, predictedClasses, DEFAULT_VIEW } from '../../../webroot/screens/pictures/arrange.js';
import { csvLine, excelStyle, parseCsv, textOf } from '../../../webroot/screens/pictures/csv.js';
import { borderOf, spreadOf } from '../../../webroot/screens/pictures/evidence.js';
import { rowOf } from '../../../webroot/screens/pictures/exports.js';
import { fromFields, toFields } from '../../../webroot/screens/pictures/fields.js';
import { refusalOf, safeNames } from '../../../webroot/screens/pictures/names.js';
import { classFinder, folderTruth, nameTruth, sourceOf, truthsOf } from '../../../webroot/screens/pictures/truth.js';
import { mapOfValues } from './support.js';

const LABELS = ['dog', 'hot dog', 'Golden_Retriever', 'n02085620 Chihuahua, Mexican hairless', '7'];

const item = (id, path, predicted, probability, truth, more = {}) => ({
  id, path, truth, spread: null, border: null, ...more,
  explanation: predicted === null ? null : { predictions: [{ index: predicted, label: LABELS[predicted], probability }] },
});

test('a CSV is read with any separator, quotes and line ends', () => {
  assert.deepEqual(parseCsv('\ufefffile,label\r\n"a, b.jpg","the ""dog"""\r\n\r\n'), [['file', 'label'], ['a, b.jpg', 'the "dog"']]);
  assert.deepEqual(parseCsv('a.jpg;dog\nb.jpg;cat'), [['a.jpg', 'dog'], ['b.jpg', 'cat']]);
  assert.deepEqual(parseCsv('"two\nlines"\tx'), [['two\nlines', 'x']]);
});

test('a CSV may end its lines as old Macs did, name its separator, and have bars', () => {
  assert.deepEqual(parseCsv('file,label\ra.jpg,dog\r'), [['file', 'label'], ['a.jpg', 'dog']]);
  assert.deepEqual(parseCsv('\ufeffsep=;\r\nfile;label\r\na.jpg;dog, cat'), [['file', 'label'], ['a.jpg', 'dog, cat']]);
  assert.deepEqual(parseCsv('file|label\na.jpg|dog'), [['file', 'label'], ['a.jpg', 'dog']]);
});

test('columns are separated by what makes the rows alike, not by what stands in their texts', () => {
  assert.deepEqual(parseCsv('a.jpg;tench, Tinca tinca, fish\nb.jpg;dog'), [['a.jpg', 'tench, Tinca tinca, fish'], ['b.jpg', 'dog']]);
  assert.deepEqual(parseCsv('file\tlabel\na.jpg\ttench, fish\nb.jpg\tdog, wolf')[1], ['a.jpg', 'tench, fish']);
  assert.deepEqual(parseCsv('file;label;share\na.jpg;dog;0,5\nb.jpg;cat;0,25')[2], ['b.jpg', 'cat', '0,25']);
  assert.deepEqual(parseCsv(''), []);
});

test('a table is read in the encodings that spreadsheets write', () => {
  const utf16 = (text) => new Uint8Array([0xff, 0xfe, ...[...text].flatMap((each) => [each.charCodeAt(0), 0])]).buffer;

  assert.equal(textOf(utf16('a\tb')), 'a\tb');
  assert.equal(textOf(new TextEncoder().encode('chien, é').buffer), 'chien, é');
  assert.equal(textOf(Uint8Array.of(0x63, 0xe9).buffer), 'cé');
  assert.equal(textOf(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0).buffer), null);
});

test('a table is written so that it reads back, and no cell is a formula', () => {
  assert.deepEqual(parseCsv(csvLine(['a,"b"', 0.5, null, 'x\ny'])), [['a,"b"', '0.5', '', 'x\ny']]);
  assert.deepEqual(parseCsv(csvLine(['-1.jpg', '@home'])), [['-1.jpg', '@home']]);
  assert.equal(csvLine(['=1+1', '+a', '-b', '@c', -2]), "'=1+1,'+a,'-b,'@c,-2\r\n");
});

test('a table for Excel is written as the language writes numbers, and reads back', () => {
  assert.equal(csvLine(['a, b', 0.25, 'c'], excelStyle('en-GB')), '"a, b",0.25,c\r\n');
  assert.equal(csvLine(['a, b', 0.25, 'c'], excelStyle('fr')), '"a, b";0,25;c\r\n');
  assert.deepEqual(parseCsv(`\ufeff${csvLine(['file', 'true'], excelStyle('de'))}${csvLine(['a;b.jpg', 0.5], excelStyle('de'))}`), [['file', 'true'], ['a;b.jpg', '0,5']]);
});

test('a table has a row for every picture, and says of the others why they have no class', () => {
  const failed = { id: 0, path: 'broken.jpg', status: 'failed', reason: 'It is no image.', truth: 1, explanation: null, spread: null, border: null };
  const row = parseCsv(rowOf(failed, LABELS))[0];

  assert.deepEqual([row[0], row[1], row[2], row.at(-1)], ['broken.jpg', 'hot dog', '', 'It is no image.']);
  assert.equal(parseCsv(rowOf({ ...failed, status: 'waiting', reason: null }, LABELS))[0].at(-1), 'not explained');
});

test('a class is found however its name is written', () => {
  const finder = classFinder(LABELS);

  assert.equal(finder.named('HOT-DOG'), 1);
  assert.equal(finder.named('golden retriever'), 2);
  assert.equal(finder.named('n02085620'), 3);
  assert.equal(finder.named('mexican_hairless'), 3);
  assert.equal(finder.named('cat'), null);
});

test('the nearest folder that is called as a class tells the truth', () => {
  const finder = classFinder(LABELS);

  assert.equal(folderTruth('test/dog/001.jpg', finder), 0);
  assert.equal(folderTruth('dog/golden_retriever/new/1.jpg', finder), 2);
  assert.equal(folderTruth('dog.jpg', finder), null);
});

test('a file name that begins with a class tells the truth, the longest one', () => {
  const finder = classFinder(LABELS);

  assert.equal(nameTruth('x/dog_001.jpg', finder), 0);
  assert.equal(nameTruth('dog12.jpg', finder), 0);
  assert.equal(nameTruth('Hot_Dog (3).png', finder), 1);
  assert.equal(nameTruth('dogma.jpg', finder), null);
  assert.equal(nameTruth('7_2.png', finder), 4);
  assert.equal(nameTruth('70.png', finder), null);
});

test('the most trusted source that knows something is used, unless somebody chose another', () => {
  const truths = truthsOf(['dog/hot dog 1.jpg'], LABELS, [null]);

  assert.deepEqual(truths, { table: [null], folder: [0], name: [1] });
  assert.equal(sourceOf(truths, null), 'folder');
  assert.equal(sourceOf(truths, 'name'), 'name');
  assert.equal(sourceOf(truths, 'none'), 'none');
  assert.equal(sourceOf(truths, 'table'), 'folder');
});

test('spread is the share of the map that holds half of what speaks for the class', () => {
  assert.equal(spreadOf({ values: Float32Array.of(1, 1, 1, 1) }), 0.5);
  assert.equal(spreadOf({ values: Float32Array.of(4, 0, -9, 0) }), 0.125);
  assert.equal(spreadOf({ values: Float32Array.of(3, 1, 1, 1) }), 0.25);
  assert.equal(spreadOf({ values: Float32Array.of(-1, 0) }), null);
});

test('the border of an even map holds as much as its share of the area', () => {
  const seen = { x: 100, y: 0, width: 200, height: 200 };
  const even = mapOfValues(2, 2, [1, 1, 1, 1], { x: 150, y: 50 });
  const middle = mapOfValues(3, 3, [-5, 0, 0, 0, 2, 0, 0, 0, 0], { x: 133.3, y: 33.3, stepX: 66.7, stepY: 66.7 });

  assert.ok(Math.abs(borderOf(even, seen) - 0.36) < 1e-6);
  assert.equal(borderOf(middle, seen), 0);
  assert.equal(borderOf(mapOfValues(1, 1, [-1], { x: 200, y: 100 }), seen), null);
});

test('pictures are sorted, and those that are not explained come last', () => {
  const items = [item(0, 'a', 0, 0.5, 0), item(1, 'b', null, 0, 1), item(2, 'c', 1, 0.9, 0, { border: 0.4 }), item(3, 'd', 0, 0.6, 1), item(4, 'e', 1, 0.7, null)];
  const order = (sort) => arranged(items, { ...DEFAULT_VIEW, sort }, LABELS).map(({ id }) => id);

  assert.deepEqual(order('given'), [0, 1, 2, 3, 4]);
  assert.deepEqual(order('wrong'), [2, 3, 4, 0, 1]);
  assert.deepEqual(order('unsure'), [0, 3, 4, 2, 1]);
  assert.deepEqual(order('predicted'), [3, 0, 2, 4, 1]);
  assert.deepEqual(order('border'), [2, 0, 3, 4, 1]);
});

test('pictures are filtered by class, by name and by being wrong', () => {
  const items = [item(0, 'x/One', 0, 0.5, 0), item(1, 'y/two', 1, 0.5, 0), item(2, 'y/one', null, 0, 0)];
  const shown = (view) => arranged(items, { ...DEFAULT_VIEW, ...view }, LABELS).map(({ id }) => id);

  assert.deepEqual(shown({ predicted: 'dog' }), [0]);
  assert.deepEqual(shown({ truth: 'dog', wrong: true }), [1]);
  assert.deepEqual(shown({ find: 'ONE y' }), [2]);
  assert.deepEqual(predictedClasses(items), [{ label: 'dog', count: 1 }, { label: 'hot dog', count: 1 }]);
});

test('what is mixed up is counted by pair and by class', () => {
  const items = [item(0, 'a', 0, 1, 0), item(1, 'b', 1, 1, 0), item(2, 'c', 1, 1, 0), item(3, 'd', 0, 1, 1), item(4, 'e', 0, 1, null)];

  assert.deepEqual(findings(items, LABELS), {
    judged: 4,
    right: 1,
    pairs: [{ truth: 'dog', predicted: 'hot dog', count: 2 }, { truth: 'hot dog', predicted: 'dog', count: 1 }],
    classes: [{ label: 'hot dog', count: 1, right: 0 }, { label: 'dog', count: 3, right: 1 }],
  });
});

test('what is no picture is not sent, and why is said', () => {
  const brought = (path, type, size = 9) => refusalOf({ path, file: { type, size } });

  assert.equal(brought('a/b.jpg', 'image/jpeg'), null);
  assert.equal(brought('b.PNG', ''), null);
  assert.match(brought('notes.txt', 'text/plain'), /text\/plain/);
  assert.match(brought('x.svg', 'image/svg+xml'), /svg/);
  assert.match(brought('.DS_Store', ''), /hidden/);
  assert.match(brought('a.jpg', 'image/jpeg', 0), /empty/);
  assert.match(brought('a.jpg', 'image/jpeg', 30e6), /30.MB/);
});

test('names in a zip can be unpacked everywhere, each is its own', () => {
  assert.deepEqual(safeNames(['a/b.jpg', 'A/B.png', '../con.jpg', 'x:y?.gif', 'c/d. .webp'], 'png'), ['a/b.png', 'A/B-2.png', '_/_con.png', 'x-y-.png', 'c/d.png']);
});

test('what is looked for goes into the address and comes back', () => {
  const wanted = { of: 'dog', view: { ...DEFAULT_VIEW, sort: 'wrong', truth: 'hot dog', wrong: true, heat: false } };

  assert.deepEqual(toFields({ of: null, view: DEFAULT_VIEW }), []);
  assert.deepEqual(fromFields(`?${new URLSearchParams(toFields(wanted))}`), wanted);
  assert.equal(fromFields('?sort=magic').view.sort, 'given');
});
