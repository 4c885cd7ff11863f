import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const webroot = join(project, 'webroot');
const template = readFileSync(join(project, 'src/main/resources/templates/index.html'), 'utf8');
const modules = readdirSync(webroot, { recursive: true }).filter((file) => extname(file) === '.js').sort();

function importsOf(module) {
  const code = readFileSync(join(webroot, module), 'utf8');
  return [...code.matchAll(/^import .* from '(\..*)';$/gm)].map((match) => normalize(join(dirname(module), match[1])));
}

function reachedFrom(module, seen = new Set()) {
  for (const next of importsOf(module)) {
    if (!seen.has(next)) reachedFrom(next, seen.add(next));
  }
  return seen;
}

test('imports make no rings', () => {
  for (const module of modules) assert.ok(!reachedFrom(module).has(module), module);
});

test('every module is used, and the template fetches all of them in one round trip', () => {
  const preloaded = [...template.matchAll(/modulepreload" th:href="\$\{static\} \+ '\/(.*?)'/g)].map((match) => match[1]);

  assert.deepEqual(preloaded.sort(), [...reachedFrom('app.js')].sort());
});

test('text goes in as text, and nothing is logged', () => {
  for (const module of modules) {
    const code = readFileSync(join(webroot, module), 'utf8');
    assert.doesNotMatch(code, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|console\.|\beval\(/, module);
  }
});

test('the template obeys a policy without inline scripts and styles', () => {
  assert.doesNotMatch(template, /\sstyle=|<style|\son\w+=|<script(?![^>]*th:src)/);
});

test('no part of the page that a script asks for is missing in the template', () => {
  const asked = modules.flatMap((module) => [...readFileSync(join(webroot, module), 'utf8').matchAll(/\bpart\('([a-z-]+)'/g)].map((match) => match[1]));

  for (const id of asked) assert.ok(template.includes(`data-testid="${id}"`), id);
});
