import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { asksFor, beginning, costAddress, firstRequest, isQuick, isWhole, mergePredictions, missingTop, requestFor, stoppedAt, wayOf } from '../../../webroot/plan.js';
import { classCountOf, neighbourOf, predictionOf, scaleFor, viewOf } from '../../../webroot/selectors.js';
import { mapOfValues } from './support.js';

test('all classes are asked for where they cost nothing, else the best five or the chosen one', () => {
  assert.deepEqual(firstRequest({ allClasses: true }, 3), { classes: 'all' });
  assert.deepEqual(firstRequest({ allClasses: false }, null), { top: 5 });
  assert.deepEqual(firstRequest({ allClasses: false }, 3), { classes: [3] });
  assert.deepEqual(firstRequest({ allClasses: false }, null, [], 2), { top: 2 });
  assert.deepEqual(firstRequest({ allClasses: true }, null, [], 21_843), { top: 20 });
  assert.deepEqual(firstRequest({ allClasses: true }, 3, [], 21_843), { classes: [3] });
});

test('of saliency maps one is asked for, and none ahead where that one took long', () => {
  assert.deepEqual(firstRequest({ kind: 'saliency-map' }, null), { top: 1 });
  assert.equal(isQuick({ forwardMillis: 100, mapMillis: 20 }), true);
  assert.equal(isQuick({ forwardMillis: 3000, mapMillis: 20 }), false);
});

const six = [4, 2, 9, 0, 7, 5].map((index) => ({ index }));

test('where every question serves all classes, the best five are asked for together, and any other alone', () => {
  const rise = { kind: 'saliency-map', long: true, sharesForwards: true };

  assert.deepEqual(firstRequest(rise, null), { top: 5 });
  assert.deepEqual(firstRequest(rise, 9, six), { classes: [4, 2, 9, 0, 7] });
  assert.deepEqual(firstRequest(rise, 5, six), { classes: [5] });
  assert.deepEqual(firstRequest(rise, 9), { classes: [9] });
});

test('of a method that takes long for each class one is asked for, and of parts none', () => {
  assert.deepEqual(firstRequest({ long: true }, null), { top: 1 });
  assert.deepEqual(firstRequest({ long: true }, 2, six), { classes: [2] });
  assert.deepEqual(firstRequest({ givesConcepts: true }, 2, six), { top: 1 });
});

test('a class is asked for with those that are missing too and cost nothing more', () => {
  const explanation = { predictions: six, maps: new Map([[4, {}], [2, { partial: true }], [9, {}]]) };

  assert.deepEqual(requestFor({ sharesForwards: true }, 0, explanation), { classes: [2, 0, 7] });
  assert.deepEqual(requestFor({ sharesForwards: true }, 5, explanation), { classes: [5] });
  assert.deepEqual(requestFor({}, 0, explanation), { classes: [0] });
  assert.deepEqual(requestFor({ sharesForwards: true }, 0, null), { classes: [0] });
});

test('a run gives the classes that it names, or the best once they are known', () => {
  assert.equal(asksFor({ classes: { classes: 'all' } }, 3), true);
  assert.equal(asksFor({ classes: { classes: [1, 3] } }, 3), true);
  assert.equal(asksFor({ classes: { classes: [1] } }, 3), false);
  assert.equal(asksFor({ classes: { top: 2 } }, 4), false);
  assert.deepEqual([2, 9].map((index) => asksFor({ classes: { top: 2 }, explanation: { predictions: six } }, index)), [true, false]);
});

test('what grew when it was stopped says how far it had come, once', () => {
  const explanation = { maps: new Map([[1, { partial: true }], [2, {}], [3, { partial: true, stoppedAt: 'Mask 2 of 9' }]]) };

  const stopped = stoppedAt(explanation, { text: 'Mask 5 of 9' });

  assert.deepEqual([...stopped.maps.values()].map((map) => map.stoppedAt), ['Mask 5 of 9', undefined, 'Mask 2 of 9']);
  assert.equal(stoppedAt(stopped, { text: 'Mask 7 of 9' }), stopped);
  assert.equal(stoppedAt(null, null), null);
});

test('a map that is not finished is never taken over into what comes next', () => {
  const shown = { key: 'k', predictions: [], maps: new Map([[1, { partial: true }], [2, {}]]) };

  assert.deepEqual([...beginning({ predictions: [] }, { key: 'k' }, shown).maps.keys()], [2]);
  assert.deepEqual([undefined, { partial: true }, {}].map(isWhole), [false, false, true]);
});

test('a cost is asked for with all that it depends on', () => {
  const rise = { name: 'rise', kind: 'saliency-map', atLayer: false, long: true, sharesForwards: true, options: [{ name: 'masks', usual: 1000 }] };
  const scoreCam = { name: 'ss-cam', atLayer: true, long: true, sharesForwards: true };
  const state = { model: 'my model', layer: '/a', others: ['/b'], options: { masks: '50' } };

  assert.equal(costAddress(rise, state), '/api/models/my%20model/cost?method=rise&masks=50&top=5');
  assert.equal(costAddress(scoreCam, state), '/api/models/my%20model/cost?method=ss-cam&layer=%2Fa&layer=%2Fb&top=5');
});

test('a layer is asked for where the method reads one, several where their maps are averaged', () => {
  const gradCam = { atLayer: true };
  const chosen = { layer: 'late', others: ['early'], options: {} };

  assert.deepEqual(wayOf(gradCam, { ...chosen, others: [] }), { layer: 'late' });
  assert.deepEqual(wayOf(gradCam, chosen), { layer: ['late', 'early'] });
  assert.deepEqual(wayOf({ kind: 'saliency-map', atLayer: true }, chosen), { layer: 'late' });
  assert.deepEqual(wayOf({ givesConcepts: true }, chosen), { layer: 'late' });
  assert.deepEqual(wayOf({ kind: 'saliency-map', atLayer: false }, chosen), {});
});

test('options are asked for where the method has them and they are not as usual', () => {
  const smoothGrad = { atLayer: false, options: [{ name: 'samples', usual: 25 }, { name: 'noise', usual: 0.15 }] };
  const chosen = { layer: 'late', others: [], options: { samples: '50', noise: '0.15', steps: 8 } };

  assert.deepEqual(wayOf(smoothGrad, chosen), { samples: 50 });
  assert.deepEqual(wayOf({ atLayer: false }, chosen), {});
});

test('the best classes without a map are fetched ahead', () => {
  const predictions = [4, 2, 9].map((index) => ({ index }));

  assert.deepEqual(missingTop({ predictions, maps: new Map([[2, {}]]) }), [4, 9]);
});

test('later predictions join the earlier ones, best first', () => {
  const merged = mergePredictions([{ index: 0, score: 5 }, { index: 1, score: 1 }], [{ index: 7, score: 3 }, { index: 0, score: 5 }]);

  assert.deepEqual(merged.map((prediction) => prediction.index), [0, 7, 1]);
});

test('classes are walked through in order of probability, and the ends hold', () => {
  const explanation = { predictions: [{ index: 4 }, { index: 0 }], maps: new Map() };

  assert.equal(neighbourOf({ explanation, chosen: 4 }, 1), 0);
  assert.equal(neighbourOf({ explanation, chosen: 0 }, 1), null);
  assert.equal(neighbourOf({ explanation, chosen: 4 }, -1), null);
});

test('a rank is told only where all better ones are known', () => {
  const many = [{ name: 'm', labels: Array(1000).fill(''), layers: [] }];
  const predictions = Array.from({ length: 11 }, (_, index) => ({ index }));
  const state = (chosen) => ({ models: many, model: 'm', chosen, explanation: { predictions, maps: new Map() } });

  assert.equal(predictionOf(state(9)).rank, 10);
  assert.equal(predictionOf(state(10)).rank, null);
});

const view = { colormap: 'turbo', signedColormap: 'signed', opacity: 0.85, smooth: true, common: false };
const methods = [{ name: 'grad-cam', kind: 'class-activation-map' }, { name: 'input-gradient', kind: 'saliency-map' }];

function drawn(method, maps, change = {}) {
  return { methods, chosen: 0, explanation: { method, maps: new Map(maps.map((map, index) => [index, map])) }, view: { ...view, ...change } };
}

test('one scale for all classes reaches as far as the strongest of them', () => {
  const maps = [mapOfValues(1, 1, [2]), mapOfValues(1, 1, [8])];

  assert.deepEqual(scaleFor(drawn('grad-cam', maps, { common: true })), { low: 0, high: 8 });
  assert.deepEqual(scaleFor(drawn('grad-cam', maps)), { low: 0, high: 2 });
});

test('a saliency map is drawn pixel by pixel, on a scale that a few of its pixels exceed', () => {
  const values = Array.from({ length: 200 }, (_, at) => at + 1);
  const state = drawn('input-gradient', [mapOfValues(10, 20, values)]);

  assert.deepEqual(scaleFor(state), { low: 0, high: 198 });
  assert.deepEqual(viewOf(state), { colormap: 'turbo', opacity: 0.85, smooth: false, common: false });
  assert.deepEqual(scaleFor({ ...state, explanation: { ...state.explanation, method: 'grad-cam' } }), { low: 0, high: 200 });
});

test('a saliency map with values on both sides of zero has colours for both, unless somebody chose others', () => {
  const maps = [mapOfValues(1, 2, [-4, 1])];

  assert.equal(viewOf(drawn('input-gradient', maps)).colormap, 'signed');
  assert.deepEqual(scaleFor(drawn('input-gradient', maps)), { low: -4, high: 4 });
  assert.deepEqual(scaleFor(drawn('input-gradient', maps, { signedColormap: 'inferno' })), { low: 0, high: 1 });
  assert.equal(viewOf(drawn('grad-cam', maps)).colormap, 'turbo');
});

test('a map that is numerically nothing has no scale, and no part in that of the others', () => {
  const nothing = { ...mapOfValues(1, 1, [1e-20]), nothing: { reason: 'rounding' } };

  assert.deepEqual(scaleFor(drawn('grad-cam', [nothing])), { low: 0, high: 0 });
  assert.deepEqual(scaleFor(drawn('grad-cam', [mapOfValues(1, 1, [2]), { ...nothing, max: 9 }], { common: true })), { low: 0, high: 2 });
});

test('classes are counted of the model that was explained, also where it is gone', () => {
  const models = [{ name: 'chosen', labels: ['a', 'b', 'c'] }];
  const predictions = [{ index: 0 }, { index: 1 }];
  assert.equal(classCountOf({ models, model: 'chosen', explanation: { model: 'gone', predictions } }), 2);
  assert.equal(classCountOf({ models, model: 'chosen', explanation: { model: 'chosen', predictions } }), 3);
});
