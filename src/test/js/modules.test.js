import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const webroot = join(project, 'webroot');
const folder = join(project, 'src/main/resources/templates');
const templates = Object.fromEntries(
  readdirSync(folder, { recursive: true })
    .filter((file) => extname(file) === '.html')
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
);
/** What each template runs. */
const starts = {
  'index.html': ['app.js'],
  'report.html': ['report-page.js'],
  'model.html': ['model-page.js', 'paper.js'],
  'model-report.html': ['model-report.js', 'paper.js'],
  'models.html': ['paper.js'],
  'problem.html': ['paper.js'],
};
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

/** What is fetched only when a screen is first shown. */
function lateFrom(module) {
  const code = readFileSync(join(webroot, module), 'utf8');
  return [...code.matchAll(/\bimport\('(\..*?)'\)/g)].map((match) => normalize(join(dirname(module), match[1])));
}

/** Everything that a page may run, sooner or later. */
function allOf(start) {
  const soon = [start, ...reachedFrom(start)];
  return soon.concat(soon.flatMap(lateFrom).flatMap((late) => [late, ...reachedFrom(late)]));
}

/** A template with the fragments of other files that it takes in, and those that they do. */
function wholeOf(file, seen = new Set()) {
  if (seen.has(file)) return '';
  seen.add(file);
  const fragments = [...templates[file].matchAll(/~\{([\w/-]+?)(?:\.html)? ::/g)].map((match) => `${match[1]}.html`);
  return [templates[file], ...fragments.map((fragment) => wholeOf(fragment, seen))].join('\n');
}

test('imports make no rings', () => {
  for (const module of modules) assert.ok(!reachedFrom(module).has(module), module);
});

test('a template fetches all modules that it needs in one round trip', () => {
  for (const [file, scripts] of Object.entries(starts)) {
    const head = templates[file].includes(':: opening(') ? templates['parts.html'] + templates[file] : templates[file];
    const preloaded = [...head.matchAll(/modulepreload" th:href="\$\{static\} \+ '\/(.*?)'/g)].map((match) => match[1]);
    const needed = new Set(scripts.flatMap((script) => [...reachedFrom(script)]));

    assert.deepEqual(preloaded.sort(), [...needed].sort(), file);
  }
});

test('every module is used', () => {
  const used = Object.values(starts).flat().flatMap(allOf);

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
    assert.doesNotMatch(template, /\sstyle=|<style|\son\w+=|<script(?![^>]*(th:src|type="application\/json"))/, file);
  }
});

test('no part of a page that its scripts ask for is missing in its template', () => {
  for (const [file, scripts] of Object.entries(starts)) {
    const code = [...new Set(scripts.flatMap(allOf))].map((module) => readFileSync(join(webroot, module), 'utf8'));
    const template = wholeOf(file);
    const asked = code.flatMap((text) => [...text.matchAll(/\bpart\('([a-z-]+)'/g)].map((match) => match[1]));

    for (const id of asked) assert.ok(template.includes(`data-testid="${id}"`), id);
  }
});

test('nothing is handed to the store that was put together before something was waited for', () => {
  for (const module of modules) {
    const code = readFileSync(join(webroot, module), 'utf8');
    const handed = [...code.matchAll(/\b(?:store\.set|this\.#set|this\.#put)\(([^;]*);/g)].map(([, change]) => change);

    assert.ok(!handed.some((change) => /\bawait\b/.test(change.replace(/=>.*/s, ''))), module);
  }
});
