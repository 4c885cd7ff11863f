/** One pointer over all panes: the mouse's, or cell by cell that of the keyboard. */
import { emit, isModified } from '../../dom.js';
import { movedTo } from './reading.js';

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [0, 0] };

/**
 * @param {HTMLElement} root the grid
 * @param {() => object[]} views what the panes show now
 */
export function watchPointer(root, views) {
  let point = null;
  const pointAt = (next) => {
    if (!next && !point) return;
    point = next;
    emit(root, 'compare-point', next);
  };
  const viewAt = (target) => {
    const sheet = target.closest?.('.pane-sheet');
    return sheet ? { sheet, view: views().find(({ id }) => id === sheet.closest('.pane').dataset.id) } : {};
  };
  root.addEventListener('pointermove', (event) => {
    const { sheet, view } = viewAt(event.target);
    if (!view?.answer?.image) return pointAt(null);
    const box = sheet.getBoundingClientRect();
    const { width, height } = view.answer.image;
    pointAt({ x: ((event.clientX - box.left) / box.width) * width, y: ((event.clientY - box.top) / box.height) * height, pane: view.id });
  });
  root.addEventListener('pointerleave', () => pointAt(null));
  root.addEventListener('focusout', () => pointAt(null));
  root.addEventListener('keydown', (event) => {
    const { view } = viewAt(event.target);
    if (event.key === 'Escape' && point) return pointAt(null);
    if (!view?.map || view.map.nothing || !MOVES[event.key] || isModified(event)) return;
    event.preventDefault();
    pointAt({ ...movedTo(view, point, MOVES[event.key]), pane: view.id });
  });
}
