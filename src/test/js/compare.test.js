import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { answerOf, answerWith, asksOf } from '../../../webroot/screens/compare/asks.js';
import { isExact, minus, verdictOf } from '../../../webroot/screens/compare/difference.js';
import { START, fromFields, toFields } from '../../../webroot/screens/compare/fields.js';
import { MOST, againstOf, itemsOf, offersOf, toggled } from '../../../webroot/screens/compare/items.js';
import { keyOf, panesOf, stripOf } from '../../../webroot/screens/compare/places.js';
import { Queue } from '../../../webroot/screens/compare/queue.js';
import { movedTo, readingOf } from '../../../webroot/screens/compare/reading.js';
import { canShare, scalesOf } from '../../../webroot/screens/compare/scales.js';
import { viewsOf } from '../../../webroot/screens/compare/views.js';
import { INITIAL } from '../../../webroot/store.js';
import { mapOfValues } from './support.js';

const atLast = [{ name: 'cam', reason: null }, { name: 'grad-cam', reason: null }];
const notCam = [{ name: 'cam', reason: 'it works only at the last layer' }, { name: 'grad-cam', reason: null }];
const layers = ['a', 'b', 'c'].map((name) => ({ name, title: `layer ${name}`, height: 2, width: 2, channels: 4, recommended: name === 'c', methods: name === 'c' ? atLast : notCam }));
const models = [
  { name: 'one', labels: ['dog', 'cat', 'tree', 'apple', 'sun', 'cat'], layers },
  { name: 'two', labels: ['cat', 'sea'], layers },
  { name: 'broken', labels: [], layers: [], problem: 'it cannot be read' },
];
const methods = [
  { name: 'cam', title: 'CAM' },
  { name: 'grad-cam', title: 'Grad-CAM' },
  { name: 'rise', title: 'RISE', kind: 'saliency-map', atLayer: false, long: true },
  { name: 'parts', title: 'Parts', givesConcepts: true },
];
const predictions = [1, 0, 2, 3, 4].map((index, at) => ({ index, label: models[0].labels[index], score: 5 - at, probability: 0.5 - at / 10 }));
const image = { id: 'p', width: 200, height: 200 };
const seen = { x: 0, y: 0, width: 200, height: 200 };
const maps = new Map([[1, mapOfValues(2, 2, [4, -1, 0, 2])], [0, mapOfValues(2, 2, [1, 1, 3, 2])]]);
const state = {
  ...INITIAL, screen: 'compare', models, methods, picture: { id: 'p' }, model: 'one', method: 'cam', layer: 'c', chosen: 1, status: 'ready', compare: START,
  explanation: { key: '', model: 'one', image, seen, predictions, maps, timing: {} },
};
const by = (way, more = {}) => ({ ...state, compare: { ...START, by: way, ...more } });
const none = () => false;

test('what is compared without a choice: the best four classes, the quick methods, the layers, the models that can be used', () => {
  assert.deepEqual(itemsOf(by('classes')), ['cat', 'dog', 'tree', 'apple']);
  assert.deepEqual(itemsOf(by('methods')), ['cam', 'grad-cam']);
  assert.deepEqual(itemsOf(by('layers')), ['a', 'b', 'c']);
  assert.deepEqual(itemsOf(by('models')), ['one', 'two']);
});

test('of many layers some are taken evenly, with the first and the last, and all are in the strip', () => {
  const many = Array.from({ length: 32 }, (_, at) => ({ ...layers[2], name: String(at) }));
  const deep = { ...by('layers'), models: [{ ...models[0], layers: many }], layer: '31' };

  assert.deepEqual(itemsOf(deep), ['0', '6', '12', '19', '25', '31']);
  assert.equal(stripOf(deep).length, 32);
});

test('what was chosen and cannot be had here gives way to the rest of it, or to the usual', () => {
  assert.deepEqual(itemsOf(by('classes', { items: { classes: ['sun', 'unicorn'] } })), ['sun']);
  assert.deepEqual(itemsOf({ ...by('methods', { items: { methods: ['cam'] } }), layer: 'a' }), ['grad-cam']);
});

test('items are added up to the most and taken out down to one', () => {
  const full = Array.from({ length: MOST }, (_, at) => String(at));

  assert.deepEqual(toggled(['cam'], 'rise'), ['cam', 'rise']);
  assert.deepEqual(toggled(['cam', 'rise'], 'cam'), ['rise']);
  assert.deepEqual(toggled(['cam'], 'cam'), ['cam']);
  assert.equal(toggled(full, 'more'), full);
});

test('a method that does not work here is offered with its reason, and parts are not', () => {
  assert.deepEqual(offersOf({ ...by('methods'), layer: 'a' }).map(({ id, reason }) => [id, reason]), [
    ['cam', 'it works only at the last layer'], ['grad-cam', null], ['rise', null],
  ]);
});

test('no more classes stand side by side than a model has', () => {
  const two = { ...by('classes'), models: [{ ...models[0], labels: ['yes', 'no'] }], explanation: null };

  assert.deepEqual(panesOf(two).map(({ id }) => id), ['best-0', 'best-1']);
});

test('all layers are shown by one method where one works at all of them', () => {
  assert.deepEqual(panesOf(by('layers')).map(({ place }) => place.method), ['grad-cam', 'grad-cam', 'grad-cam']);
  assert.deepEqual(panesOf(by('layers', { items: { layers: ['c'] } })).map(({ place }) => place.method), ['cam']);
});

test('each model explains its own best class, or the one that all are asked about where it knows it', () => {
  assert.deepEqual(panesOf(by('models')).map(({ place }) => place.index), [1, 'best']);
  assert.deepEqual(panesOf(by('models', { label: 'cat' })).map(({ place }) => place.index), [1, 0]);
  assert.deepEqual(panesOf(by('models', { label: 'sea' })).map(({ place }) => place.index), [1, 1]);
});

test('the chosen class is set against the best other one, or the one asked for', () => {
  assert.equal(againstOf(by('difference')), 0);
  assert.equal(againstOf({ ...by('difference'), chosen: 0 }), 1);
  assert.equal(againstOf(by('difference', { against: 'sun' })), 4);
  assert.equal(againstOf(by('difference', { against: 'cat' })), 0);
});

test('all classes of one method and layer are one request, and what Explore has is not asked for', () => {
  const known = { ...by('classes'), explanation: { ...state.explanation, key: keyOf(state, state) } };

  assert.deepEqual(asksOf(by('classes'), none).map(({ body }) => body), [{ image: 'p', model: 'one', method: 'cam', layer: 'c', classes: [1, 0, 2, 3] }]);
  assert.deepEqual(asksOf(known, none).map(({ body }) => body.classes), [[2, 3]]);
  assert.equal(answerOf(known, panesOf(known)[0].place).map, maps.get(1));
});

test('where nobody knows the best classes the server is asked for them, unless Explore is about to answer', () => {
  const blank = { ...by('classes'), explanation: null, chosen: null };

  assert.deepEqual(asksOf({ ...blank, status: 'working' }, none), []);
  assert.deepEqual(asksOf({ ...blank, status: 'problem' }, none).map(({ body }) => body.top), [4]);
});

test('what is under way, known or refused is not asked for again', () => {
  const [ask] = asksOf(by('classes'), none);
  const refused = new Map(ask.keys.map((key) => [key, { problem: { detail: 'no' } }]));

  assert.deepEqual(asksOf(by('classes'), (key) => ask.keys.includes(key)), []);
  assert.deepEqual(asksOf(by('classes', { answers: refused }), none), []);
});

test('a difference is cell by cell and of raw values', () => {
  const difference = minus(maps.get(1), maps.get(0));

  assert.deepEqual([...difference.values], [3, -2, -3, 0]);
  assert.deepEqual([difference.min, difference.max, difference.geometry], [-3, 3, maps.get(1).geometry]);
  assert.throws(() => minus(maps.get(1), mapOfValues(1, 1, [0])), /Maps of 2 × 2 and 1 × 1 cells/);
});

test('a difference of which neither map means anything means nothing', () => {
  const nothing = { ...maps.get(1), nothing: { reason: 'noise' } };

  assert.deepEqual(minus(nothing, nothing).nothing, { reason: 'noise' });
  assert.equal(minus(maps.get(1), nothing).nothing, undefined);
});

test('it says which class it speaks for, and whether it is the map of the score difference', () => {
  assert.deepEqual([[-1, 1], [0, 1], [-1, 0], [0, 0]].map(([min, max]) => verdictOf({ min, max })), ['both', 'onlyFor', 'onlyAgainst', 'same']);
  assert.deepEqual(['cam', 'grad-cam', 'grad-cam++', 'finer-cam'].map(isExact), [true, true, false, false]);
});

test('only classes share a scale, since only they have one unit', () => {
  assert.deepEqual(['classes', 'difference', 'methods', 'layers', 'models'].map(canShare), [true, true, false, false, false]);
});

test('a common scale reaches the widest ends, one of its own those of its map', () => {
  const two = [{ min: -1, max: 4 }, { min: -6, max: 2 }, null];

  assert.deepEqual(scalesOf(two, { common: true, signed: true }), [{ low: -6, high: 6 }, { low: -6, high: 6 }, { low: 0, high: 0 }]);
  assert.deepEqual(scalesOf(two, { common: false, signed: true }).slice(0, 2), [{ low: -4, high: 4 }, { low: -6, high: 6 }]);
  assert.deepEqual(scalesOf(two, { common: true, signed: false }).slice(0, 2), [{ low: 0, high: 4 }, { low: 0, high: 4 }]);
});

test('the difference and both classes are drawn on one scale', () => {
  const known = { ...by('difference'), explanation: { ...state.explanation, key: keyOf(state, state) } };
  const views = viewsOf(known);

  assert.deepEqual(views.map(({ title }) => title), ['cat − dog', 'cat', 'dog']);
  assert.deepEqual(views.map(({ scale }) => scale.high), [4, 4, 4]);
  assert.equal(viewsOf(known)[0].map, views[0].map);
});

test('all panes are read at one place, and the keyboard begins at the strongest cell', () => {
  const view = { map: maps.get(1), answer: answerWith(state.explanation, maps.get(1)), smooth: false };
  const start = movedTo(view, null, [0, 1]);

  assert.deepEqual(start, { x: 50, y: 50 });
  assert.deepEqual(readingOf(view, movedTo(view, start, [0, 1])), { value: -1, row: 0, column: 1 });
  assert.deepEqual(movedTo(view, start, [-1, 0]), start);
  assert.deepEqual(readingOf({ ...view, answer: { seen: { ...seen, x: 150, width: 50 } } }, start), { value: null });
});

test('what is usual needs no field, and everything else survives in the link', () => {
  const compare = { ...START, by: 'methods', items: { ...START.items, methods: ['cam', 'rise'] }, common: false, signed: false };
  const difference = { ...START, by: 'difference', against: 'dog, domestic' };

  assert.deepEqual(toFields(START), []);
  assert.deepEqual(fromFields(''), START);
  assert.deepEqual(fromFields(`?${new URLSearchParams(toFields(compare))}`), compare);
  assert.deepEqual(fromFields(`?${new URLSearchParams(toFields(difference))}`), difference);
  assert.deepEqual(fromFields('?by=telepathy&item='), START);
});

test('no more than two questions are under way, and what nobody needs is given up', async () => {
  const begun = [];
  const ends = {};
  const aborted = [];
  const queue = new Queue((ask, signal) => {
    begun.push(ask.keys[0]);
    signal.addEventListener('abort', () => aborted.push(ask.keys[0]));
    return new Promise((resolve) => {
      ends[ask.keys[0]] = resolve;
    });
  });
  const asks = ['a', 'b', 'c'].map((key) => ({ keys: [key] }));

  queue.want(new Set(['a', 'b', 'c']), asks);
  assert.deepEqual(begun, ['a', 'b']);
  ends.a();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(begun, ['a', 'b', 'c']);
  queue.want(new Set(['c']), []);

  assert.deepEqual(aborted, ['b']);
  assert.deepEqual(['a', 'b', 'c'].map((key) => queue.isUnderWay(key)), [false, false, true]);
});
