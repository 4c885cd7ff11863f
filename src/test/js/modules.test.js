import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const webroot = join(project, 'webroot');
const templates = Object.fromEntries(
  ['index.html', 'model.html', 'models.html', 'parts.html', 'problem.html'].map((file) => [file, readFileSync(join(project, 'src/main/resources/templates', file), 'utf8')]),
);
/** What each template runs. */
const starts = { 'index.html': 'app.js', 'model.html': 'model-page.js' };
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

test('a template fetches all modules that it needs in one round trip', () => {
  for (const [file, start] of Object.entries(starts)) {
    const preloaded = [...templates[file].matchAll(/modulepreload" th:href="\$\{static\} \+ '\/(.*?)'/g)].map((match) => match[1]);

    assert.deepEqual(preloaded.sort(), [...reachedFrom(start)].sort(), file);
  }
});

test('every module is used', () => {
  const used = Object.values(starts).flatMap((start) => [start, ...reachedFrom(start)]);

  assert.deepEqual([...new Set(used), 'early-theme.js'].sort(), modules);
});

test('text goes in as text, and nothing is logged', () => {
  for (const module of modules) {
    const code = readFileSync(join(webroot, module), 'utf8');
    assert.doesNotMatch(code, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|console\.|\beval\(/, module);
  }
});

test('templates obey a policy without inline scripts and styles', () => {
  for (const [file, template] of Object.entries(templates)) {
    assert.doesNotMatch(template, /\sstyle=|<style|\son\w+=|<script(?![^>]*th:src)/, file);
  }
});

test('no part of a page that its scripts ask for is missing in its template', () => {
  for (const [file, start] of Object.entries(starts)) {
    const code = [start, ...reachedFrom(start)].map((module) => readFileSync(join(webroot, module), 'utf8'));
    const asked = code.flatMap((text) => [...text.matchAll(/\bpart\('([a-z-]+)'/g)].map((match) => match[1]));

    for (const id of asked) assert.ok(templates[file].includes(`data-testid="${id}"`), id);
  }
});
