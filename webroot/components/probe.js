/**
 * Reads the value under the pointer, or cell by cell with the arrow keys. Left, right and Enter begin reading; up and down
 * only go on with it, because before they walk through the classes.
 */
import { emit, isModified, part } from '../dom.js';
import { number } from '../format.js';
import { cellBox, readAt } from '../heatmap.js';
import { drawnMapOf, viewOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';
import { lay } from './stage.js';

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const STARTS = { Enter: [0, 0], ArrowLeft: [0, 0], ArrowRight: [0, 0] };

/**
 * @param {HTMLElement} root the stage
 * @param {import('../store.js').Store} store
 */
export function mountProbe(root, store) {
  const sheet = part('sheet', root);
  const cell = part('cell', root);
  const readout = part('readout', root);
  let pointer = null;
  let reading = false;

  const look = (next) => {
    pointer = next;
    emit(root, 'probe', pointer && read(pointer, store.state));
  };
  const end = () => {
    reading = false;
    look(null);
  };
  sheet.addEventListener('pointermove', (event) => look(pointOf(event, sheet, store.state)));
  root.addEventListener('pointerleave', end);
  root.addEventListener('blur', end);
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return end();
    const map = drawnMapOf(store.state);
    const move = (reading ? MOVES : STARTS)[event.key];
    if (!map || !move || isModified(event)) return;
    event.preventDefault();
    look(moved(map, reading ? store.state.probe : null, move));
    reading = true;
  });

  // The same place is read again when another class is drawn under a resting pointer.
  store.watch(['explanation', 'chosen', 'view'], () => pointer && look(pointer));
  store.watch(['probe'], (state) => show(state, cell, readout));
}

/** The point of the picture under the pointer. */
function pointOf(event, sheet, { explanation }) {
  if (!explanation) return null;
  const box = sheet.getBoundingClientRect();
  return {
    x: ((event.clientX - box.left) / box.width) * explanation.image.width,
    y: ((event.clientY - box.top) / box.height) * explanation.image.height,
  };
}

/** The centre of the neighbouring cell; the first press goes to the strongest one. */
function moved(map, probe, [down, across]) {
  const strongest = map.values.indexOf(map.values.reduce((most, value) => Math.max(most, value), -Infinity));
  const row = probe ? clamp(probe.row + down, map.height) : Math.floor(strongest / map.width);
  const column = probe ? clamp(probe.column + across, map.width) : strongest % map.width;
  const { x, y, stepX, stepY } = map.geometry;
  return { x: x + column * stepX, y: y + row * stepY };
}

function clamp(cell, cells) {
  return Math.min(Math.max(cell, 0), cells - 1);
}

function read({ x, y }, state) {
  const map = drawnMapOf(state);
  if (!map) return null;
  const { explanation } = state;
  const found = readAt(map, explanation.seen, inside(x, explanation.seen.x, explanation.seen.width), inside(y, explanation.seen.y, explanation.seen.height), viewOf(state).smooth);
  return found && { ...found, x, y };
}

/** A cell's centre may lie a little outside of the picture; its value is read at the edge. */
function inside(at, start, length) {
  return at < start - length / 10 || at > start + length * 1.1 ? at : Math.min(Math.max(at, start), start + length - 0.01);
}

function show(state, cell, readout) {
  const { probe, explanation } = state;
  const map = drawnMapOf(state);
  cell.hidden = readout.hidden = !probe || !map;
  if (cell.hidden) return;
  lay(cell, cellBox(map.geometry, explanation.seen, probe.row, probe.column), explanation.image);
  const { image } = explanation;
  readout.style.left = `${(100 * probe.x) / image.width}%`;
  readout.style.top = `${(100 * probe.y) / image.height}%`;
  readout.classList.toggle('leftward', probe.x > image.width * 0.7);
  readout.classList.toggle('upward', probe.y > image.height * 0.8);
  readout.firstElementChild.textContent = number(probe.value);
  readout.lastElementChild.textContent = fill(STRINGS.probe.cell, { row: probe.row + 1, column: probe.column + 1 });
}
