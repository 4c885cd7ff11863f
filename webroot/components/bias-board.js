/** The board of what a model uses to name a class: where the evidence lies, and the groups, each with examples cut out. */
import { cutOf, factsOf, overviewOf } from '../bias.js';
import { colourTable } from '../colormaps.js';
import { make, part } from '../dom.js';
import { count } from '../format.js';
import { drawHeat, scaleOf } from '../heatmap.js';
import { loadImage, urlOf } from '../image.js';
import { STRINGS, fill } from '../strings.js';

/** Pixels of the mean map's canvas, and of a cut-out: twice as many as they are shown with. */
const MAP_SIDE = 416;
const CUT_SIDE = 240;

/** Shown of a group; more are in the JSON. */
const MOST_CUTS = 10;

/**
 * @param {HTMLElement} root
 * @param {object} report of the study `bias`
 * @param {(id: string) => string} titleOf a picture, by its id
 * @param {((id: string) => string) | null} hrefOf what explores a picture; null where whoever hears clicks does that
 * @returns {Promise<unknown>} done when the cut-outs are drawn
 */
export function drawBoard(root, report, titleOf, hrefOf = null) {
  const words = STRINGS.trust;
  root.toggleAttribute('data-suspicious', Boolean(report.groups[0]?.suspicious));
  part('trust-heading', root).textContent = fill(words.heading, { label: report.class.label });
  part('trust-sentence', root).textContent = report.sentence;
  const map = part('trust-map', root);
  part('trust-mean', root).hidden = report.mean === null;
  if (report.mean) {
    paintMean(map, report.mean);
    map.setAttribute('aria-label', fill(words.mapLabel, { label: report.class.label }));
  }
  part('trust-overview', root).replaceChildren(...listOf(overviewOf(report)));
  const drawn = [];
  const cut = (example) => cutElement(example, fill(words.explore, { title: titleOf(example.image), label: report.class.label }), hrefOf, drawn);
  part('trust-groups', root).replaceChildren(...report.groups.map((group) => groupOf(group, cut)));
  return Promise.all(drawn);
}

function listOf(facts) {
  return facts.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]);
}

/** Drawn as a heatmap over a frame with nothing in it, as all pictures lie under it. */
function paintMean(canvas, { side, values }) {
  const size = { width: MAP_SIDE, height: MAP_SIDE };
  const step = MAP_SIDE / side;
  const geometry = { x: step / 2, y: step / 2, stepX: step, stepY: step, exact: true };
  const map = { width: side, height: side, min: 0, max: Math.max(...values), values: Float32Array.from(values), geometry };
  Object.assign(canvas, size);
  const seen = { x: 0, y: 0, ...size };
  const pixels = drawHeat({ map, picture: size, seen, size, smooth: true, scale: scaleOf(map, false), table: colourTable('turbo', 0.9) });
  canvas.getContext('2d').putImageData(new ImageData(pixels, MAP_SIDE, MAP_SIDE), 0, 0);
}

function groupOf(group, cut) {
  const words = STRINGS.trust;
  const mark = make('span', { class: 'trust-mark' }, group.suspicious ? words.suspicious : words.fine);
  const head = make('h3', { id: `trust-group-${group.number}` }, fill(words.group, { number: count(group.number) }), ' ', mark);
  const cuts = make('ul', { class: 'trust-cuts', role: 'list', 'aria-label': fill(words.cuts, { number: count(group.number) }) });
  cuts.append(...group.examples.slice(0, MOST_CUTS).map((example) => make('li', {}, cut(example))));
  return make(
    'section',
    { class: 'trust-group', 'data-testid': 'trust-group', 'data-suspicious': String(group.suspicious), 'aria-labelledby': `trust-group-${group.number}` },
    make('div', { class: 'trust-group-words' }, head, make('p', { class: 'trust-reason' }, group.reason), make('dl', { class: 'trust-facts' }, ...listOf(factsOf(group)))),
    cuts,
  );
}

function cutElement({ image: id, box }, name, hrefOf, drawn) {
  const canvas = make('canvas', { width: CUT_SIDE, height: CUT_SIDE, 'aria-hidden': 'true' });
  // What has gone from the server leaves its place empty.
  drawn.push(loadImage(urlOf(id)).then((image) => paintCut(canvas, image, box), () => {}));
  const attributes = { class: 'trust-cut', 'data-testid': 'trust-cut', 'aria-label': name, title: name };
  return hrefOf ? make('a', { ...attributes, href: hrefOf(id) }, canvas) : make('button', { ...attributes, type: 'button', 'data-image': id }, canvas);
}

function paintCut(canvas, image, box) {
  const { left, top, side, frame } = cutOf(box, image);
  const context = canvas.getContext('2d');
  context.drawImage(image, left, top, side, side, 0, 0, CUT_SIDE, CUT_SIDE);
  image.close();
  const outline = [frame.x, frame.y, frame.width, frame.height].map((part) => part * CUT_SIDE);
  for (const [colour, width] of [['#000', 5], ['#fff', 2]]) {
    Object.assign(context, { strokeStyle: colour, lineWidth: width });
    context.strokeRect(...outline);
  }
}
