import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { averages, fitting, groupsOf, inOrder, layerFor, layerNamed, matching, nextOf, obstacle } from '../../../webroot/choices.js';

const HEAD = 'it works only before the pool';
const methods = [
  { name: 'cam', kind: 'class-activation-map', atLayer: true, allClasses: true },
  { name: 'input-gradient', kind: 'saliency-map', atLayer: false },
  { name: 'grad-cam', kind: 'class-activation-map', atLayer: true },
  { name: 'fullgrad', kind: 'saliency-map', atLayer: false },
];
const [cam, inputGradient, gradCam, fullGrad] = methods;
const layer = (name, reasons, recommended = false) => ({
  name,
  recommended,
  methods: methods.map((method) => ({ method: method.name, reason: reasons[method.name] ?? null })),
});
const toybox = {
  name: 'toybox',
  problem: null,
  layers: [
    layer('early', { cam: HEAD, fullgrad: 'no biases' }),
    layer('middle', { cam: HEAD, fullgrad: 'no biases' }),
    layer('late', { fullgrad: 'no biases' }, true),
  ],
  innerLayers: [{ name: 'inside' }],
};
const models = [{ name: 'broken', problem: 'no graph', layers: [] }, toybox];
const state = (change) => ({ models, methods, model: 'toybox', layer: 'late', method: 'grad-cam', ...change });

test('the first model that works is taken, at its recommended layer, with the first method', () => {
  assert.deepEqual(fitting({ models, methods }, {}), { model: 'toybox', layer: 'late', method: 'cam', others: [] });
  assert.equal(fitting({ models, methods }, { model: 'broken' }).model, 'toybox');
});

test('a method that does not work at a layer gives way to one that does', () => {
  assert.equal(fitting({ models, methods }, { model: 'toybox', layer: 'early', method: 'cam' }).method, 'input-gradient');
  assert.equal(fitting({ models, methods }, { layer: 'early', method: 'grad-cam' }).method, 'grad-cam');
});

test('a layer that another model lacks gives way to the recommended one', () => {
  assert.equal(fitting({ models, methods }, { layer: 'elsewhere', method: 'grad-cam' }).layer, 'late');
});

test('further layers stay where the method works at them and averages, each once', () => {
  const others = (method, names) => fitting({ models, methods }, { layer: 'late', method, others: names }).others;

  assert.deepEqual(others('grad-cam', ['early', 'late', 'elsewhere', 'inside']), ['early', 'inside']);
  assert.deepEqual(others('cam', ['early']), []);
  assert.deepEqual(others('input-gradient', ['early']), []);
});

test('maps of cells are averaged over layers, maps of pixels are not', () => {
  assert.equal(averages(gradCam), true);
  assert.equal(averages(inputGradient), false);
  assert.equal(averages({ kind: 'saliency-map', atLayer: true }), false);
});

test('without a model that works there is nothing to choose', () => {
  assert.deepEqual(fitting({ models: [models[0]], methods }, {}), { model: null, layer: null, method: null, others: [] });
});

test('the reason why a method does not work at a layer is the server\'s', () => {
  assert.equal(obstacle(toybox, layerNamed(toybox, 'early'), cam), HEAD);
  assert.equal(obstacle(toybox, layerNamed(toybox, 'late'), cam), null);
});

test('inside a block every method may be tried, but those that read the head and those that work nowhere', () => {
  const inside = layerNamed(toybox, 'inside');

  assert.equal(obstacle(toybox, inside, gradCam), null);
  assert.equal(obstacle(toybox, inside, cam), HEAD);
  assert.equal(obstacle(toybox, inside, fullGrad), 'no biases');
});

test('the recommended layer is offered to a method that needs another one, or the nearest, or none', () => {
  const near = { ...toybox, layers: [layer('a', {}), layer('b', {}), layer('c', { cam: HEAD }, true)] };

  assert.equal(layerFor(toybox, toybox.layers[0], cam).name, 'late');
  assert.equal(layerFor(near, near.layers[2], cam).name, 'b');
  assert.equal(layerFor(toybox, toybox.layers[0], fullGrad), null);
});

test('methods stand by what they give', () => {
  assert.deepEqual(inOrder(methods), [cam, gradCam, inputGradient, fullGrad]);
});

test('one steps through the methods that work here, round and round', () => {
  assert.equal(nextOf(state(), 'method', 1), 'input-gradient');
  assert.equal(nextOf(state({ method: 'input-gradient' }), 'method', 1), 'cam');
  assert.equal(nextOf(state({ method: 'cam' }), 'method', -1), 'input-gradient');
});

test('methods that take long have a group of their own in each kind, and parts the last', () => {
  const more = [...methods, { name: 'rise', kind: 'saliency-map', long: true }, { name: 'dff', givesConcepts: true }, { name: 'score-cam', long: true }];

  assert.deepEqual(groupsOf(more).map(({ name, methods: each }) => [name, each.map((method) => method.name)]), [
    ['class-activation-map', ['cam', 'grad-cam']],
    ['class-activation-map-long', ['score-cam']],
    ['saliency-map', ['input-gradient', 'fullgrad']],
    ['saliency-map-long', ['rise']],
    ['parts', ['dff']],
  ]);
});

test('a method is found by what it is called and by what is said of it', () => {
  const described = [{ name: 'rise', title: 'RISE', summary: 'Averages random masks.' }, { name: 'cam', title: 'CAM', when: 'For many masks.' }];

  assert.deepEqual(matching(described, 'rise').map(({ name }) => name), ['rise']);
  assert.deepEqual(matching(described, ' Masks RANDOM ').map(({ name }) => name), ['rise']);
  assert.deepEqual(matching(described, '').length, 2);
  assert.deepEqual(matching(described, 'telepathy'), []);
});

test('one steps over methods that take long, also from one of them', () => {
  const more = [...methods, { name: 'score-cam', kind: 'class-activation-map', atLayer: true, long: true }];

  assert.equal(nextOf(state({ methods: more }), 'method', 1), 'input-gradient');
  assert.equal(nextOf(state({ methods: more, method: 'score-cam' }), 'method', 1), 'input-gradient');
  assert.equal(nextOf(state({ methods: more, method: 'score-cam' }), 'method', -1), 'grad-cam');
});

test('nothing that takes long takes the place of what does not work', () => {
  const more = [{ name: 'score-cam', long: true }, ...methods];

  assert.equal(fitting({ models, methods: more }, { model: 'toybox', layer: 'early', method: 'cam' }).method, 'input-gradient');
});

test('one steps through the layers that the method works at', () => {
  assert.equal(nextOf(state(), 'layer', -1), 'middle');
  assert.equal(nextOf(state(), 'layer', 1), 'early');
  assert.equal(nextOf(state({ method: 'cam' }), 'layer', 1), null);
  assert.equal(nextOf(state({ method: 'input-gradient' }), 'layer', 1), null);
});

test('from inside a block one steps out to the first or the last layer', () => {
  assert.equal(nextOf(state({ layer: 'inside' }), 'layer', 1), 'early');
  assert.equal(nextOf(state({ layer: 'inside' }), 'layer', -1), 'late');
});
