/** The report of a link: one page to print. */
import { getMethods } from './api.js';
import { colourTable } from './colormaps.js';
import { make, part } from './dom.js';
import { date, number, percent, score } from './format.js';
import { drawHeat, drawingSize, limitOf, scaleOf } from './heatmap.js';
import { openLink } from './links.js';
import { textOf } from './map-text.js';
import { STRINGS, fill } from './strings.js';

const COLORMAP = 'turbo';
const OPACITY = 0.85;

part('report-print').addEventListener('click', () => print());
Promise.all([openLink(document.body.dataset.link), getMethods()]).then(show, (problem) => {
  const line = part('report-problem');
  line.textContent = problem.message;
  line.hidden = false;
});

function show([link, methods]) {
  const { explanation } = link;
  const map = explanation.maps.values().next().value ?? explanation.concepts[0];
  const words = STRINGS.report;
  part('report-made').textContent = `${fill(words.made, { date: date(link.created), model: explanation.model })}. ${words[link.models[explanation.model]]}`;
  paint(part('report-heat'), explanation, map);
  const notes = (explanation.image.notes ?? []).map(({ text }) => text);
  part('report-words').textContent = [textOf({ map, image: explanation.image, seen: explanation.seen }), ...notes].join(' ');
  part('report-predictions').tBodies[0].replaceChildren(...explanation.predictions.slice(0, 8).map((prediction) => rowOf(prediction, map)));
  part('report-facts').replaceChildren(...factsOf(link, explanation, methods).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
  document.body.dataset.state = 'ready';
}

function paint(canvas, { image, seen, method }, map) {
  const saliency = map.values.length > 10_000;
  const highest = saliency ? Math.min(map.max, limitOf(map)) : map.max;
  const scale = scaleOf({ min: map.min, max: highest }, false);
  const size = drawingSize(image);
  Object.assign(canvas, size);
  const pixels = drawHeat({ map, picture: image, seen, size, smooth: !saliency, scale, table: colourTable(COLORMAP, OPACITY) });
  canvas.getContext('2d').putImageData(new ImageData(pixels, size.width, size.height), 0, 0);
  canvas.setAttribute('aria-label', fill(STRINGS.report.alt, { label: map.label ?? method }));
  part('report-scale').textContent = fill(STRINGS.report.scale, { low: number(scale.low), high: number(scale.high) });
}

function rowOf(prediction, map) {
  const row = make('tr', {}, make('th', { scope: 'row' }, prediction.label), make('td', {}, score(prediction.score)), make('td', {}, percent(prediction.probability)));
  row.classList.toggle('chosen', prediction.index === map.index);
  return row;
}

function factsOf(link, { model, method, layer, image, options }, methods) {
  const words = STRINGS.report;
  // What is not done is not worth a word.
  const chosen = Object.entries(options).filter(([, value]) => value !== false).map(([name, value]) => optionOf(name, value));
  return [
    [words.model, model],
    [words.method, methods.find(({ name }) => name === method)?.title ?? method],
    [words.layer, layer],
    [words.options, chosen.join(', ')],
    [words.picture, [link.title, fill(words.pixels, image)].filter(Boolean).join(' \u00b7 ')],
    [words.sum, image.id],
    [words.version, link.versions[model]],
  ].filter(([, value]) => value);
}

function optionOf(name, value) {
  const { titles, choices } = STRINGS.option;
  const title = titles[name] ?? name;
  if (value === true) return title;
  const isFraction = typeof value === 'number' && !Number.isInteger(value);
  return `${title} ${isFraction ? number(value) : (choices[value] ?? value)}`;
}
