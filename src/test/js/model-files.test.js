import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { isModel, nameOf, wanted } from '../../../webroot/model-files.js';

const files = (...paths) => paths.map((path) => ({ path }));

test('a model is what holds an ONNX file, or one zip', () => {
  assert.ok(isModel(files('net.ONNX')));
  assert.ok(isModel(files('my/config.json', 'my/onnx/model.onnx')));
  assert.ok(isModel(files('net.zip')));
  assert.ok(!isModel(files('cat.jpg')));
  assert.ok(!isModel(files('a.zip', 'b.jpg')));
  assert.ok(!isModel([]));
});

test('a model is called as its folder, else as its file', () => {
  assert.equal(nameOf(files('My net (2)/model.onnx', 'My net (2)/config.json')), 'My-net-2-');
  assert.equal(nameOf(files('config.json', 'resnet50.onnx')), 'resnet50');
  assert.equal(nameOf(files('onnx/model.onnx')), 'model');
  assert.equal(nameOf(files('.hidden.zip')), 'hidden');
  assert.equal(nameOf([]), '');
});

test('what no model needs stays at home', () => {
  const kept = wanted(files(
    'net/model.onnx', 'net/model.onnx_data', 'net/config.json', 'net/README.md', 'net/weights.bin',
    'net/pytorch_model.bin', 'net/model.safetensors', 'net/.git/config', 'net/.DS_Store', '__MACOSX/net/._model.onnx', 'net/export.py',
  ));
  assert.deepEqual(kept.map(({ path }) => path), ['net/model.onnx', 'net/model.onnx_data', 'net/config.json', 'net/README.md', 'net/weights.bin']);
});
