import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { fromQuery, missing, toQuery } from '../../../webroot/address.js';
import { INITIAL } from '../../../webroot/store.js';

const layer = (name, recommended = false) => ({ name, recommended, methods: [] });
const models = ['toybox', 'other'].map((name) => ({ name, labels: ['cat', 'dog & bone'], layers: [layer('/early'), layer('/late', true)] }));
const methods = [
  { name: 'cam' },
  { name: 'grad-cam++' },
  { name: 'smoothgrad', kind: 'saliency-map', atLayer: false, options: [{ name: 'samples', usual: 25 }] },
];
const predictions = [{ index: 3, label: 'cat' }, { index: 1, label: 'dog & bone' }];
const usual = { ...INITIAL, models, methods, picture: { id: 'a' }, model: 'toybox', method: 'cam', layer: '/late', explanation: { predictions }, chosen: 3 };

test('what everybody sees needs no query', () => {
  assert.equal(toQuery(usual, 'a'), '');
  assert.deepEqual(fromQuery(''), { others: [], options: {}, view: INITIAL.view, presenting: false });
});

test('a view comes back from its own link', () => {
  const view = { colormap: 'viridis', signedColormap: 'turbo', opacity: 0.4, smooth: false, common: true };
  const state = { ...usual, picture: { id: 'b' }, model: 'other', method: 'grad-cam++', layer: '/early', others: ['/late'], chosen: 1, view, presenting: true };

  assert.deepEqual(fromQuery(toQuery(state, 'a')), {
    picture: 'b', model: 'other', method: 'grad-cam++', layer: '/early', others: ['/late'], label: 'dog & bone', options: {}, view, presenting: true,
  });
});

test('options are in the link of a method that has them, and no layer that plays no part', () => {
  const state = { ...usual, method: 'smoothgrad', layer: '/early', options: { samples: 8 } };

  assert.equal(toQuery(state, 'a'), '?method=smoothgrad&samples=8');
  assert.equal(toQuery({ ...state, options: { samples: 25 } }, 'a'), '?method=smoothgrad');
  assert.deepEqual(fromQuery('?method=smoothgrad&samples=8').options, { samples: '8' });
});

test('every option survives in the link', () => {
  const rise = { name: 'rise', kind: 'saliency-map', atLayer: false, options: [{ name: 'masks', usual: 1000 }, { name: 'seed', usual: 1 }, { name: 'smooth', usual: false }] };
  const state = { ...usual, methods: [...methods, rise], method: 'rise', options: { masks: 50, seed: 7, smooth: true } };

  assert.equal(toQuery(state, 'a'), '?method=rise&masks=50&seed=7&smooth=true');
  assert.deepEqual(fromQuery('?masks=50&seed=7&smooth=true&window=3').options, { masks: '50', window: '3', seed: '7', smooth: 'true' });
});

test('what a link cannot ask for is left out', () => {
  assert.deepEqual(fromQuery('?colours=pink&opacity=900&draw=what&scale=&model=').view, INITIAL.view);
});

test('what a link names and nobody has is told', () => {
  const wanted = { model: 'toybox', method: 'gone', layer: '/late', others: ['/nowhere'], label: 'unicorn' };

  assert.deepEqual(missing(wanted, usual), ['gone', '/nowhere', 'unicorn']);
  assert.deepEqual(missing(fromQuery(''), usual), []);
});
