/** The grid of panes, and the pointer that reads all of them at the same place. */
import { emit, part } from '../../dom.js';
import { STRINGS, fill } from '../../strings.js';
import { Pane } from './pane.js';
import { watchPointer } from './pointer.js';
import { viewsOf } from './views.js';

/** Columns by the number of panes, on a screen that has room for them. */
const COLUMNS = [1, 1, 2, 3, 4, 3, 3, 4, 4];

/**
 * @param {HTMLElement} root
 * @param {import('../../store.js').Store} store
 */
export function mountPanes(root, store) {
  const panes = new Map();
  const views = () => viewsOf(store.state);
  store.watch(['comparePoint'], ({ screen, comparePoint }) => {
    if (screen === 'compare') for (const view of views()) panes.get(view.id)?.point(view, comparePoint);
  });

  store.watch(['screen', 'compare', 'models', 'methods', 'picture', 'painted', 'model', 'method', 'layer', 'options', 'chosen', 'explanation', 'status', 'progress', 'view'], (state) => {
    if (state.screen !== 'compare') return;
    const shown = views();
    arrange(root, panes, shown);
    for (const view of shown) panes.get(view.id).show(view, state);
    root.style.setProperty('--columns', String(COLUMNS[shown.length] ?? 4));
    root.dataset.count = String(shown.length);
    tell(part('compare-status'), shown);
  });

  root.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-act]');
    if (!button) return;
    const { id } = button.closest('.pane').dataset;
    const shown = views();
    const at = shown.findIndex((view) => view.id === id);
    const acts = {
      open: () => emit(root, 'compare-explore', shown[at].place ?? shown[1].place),
      remove: () => {
        emit(root, 'compare-toggle', id);
        // The keyboard goes on where the pane was.
        const next = views()[Math.min(at, shown.length - 2)];
        panes.get(next.id).removal.focus();
      },
      again: () => emit(root, 'compare-again'),
    };
    acts[button.dataset.act]();
  });
  watchPointer(root, views);
}

/** Panes that stay are left where they are: replacing them would take the keyboard's place away. */
function arrange(root, panes, shown) {
  const ids = shown.map(({ id }) => id);
  for (const [id, pane] of panes) {
    if (ids.includes(id)) continue;
    panes.delete(id);
    pane.element.remove();
  }
  ids.forEach((id, at) => {
    if (!panes.has(id)) panes.set(id, new Pane(id));
    const { element } = panes.get(id);
    if (root.children[at] !== element) root.insertBefore(element, root.children[at] ?? null);
  });
}

/** Somebody who does not see the panes hears how many are there; only what has changed is said. */
function tell(status, shown) {
  const words = STRINGS.compare.state;
  const done = shown.filter(({ answer }) => answer?.map || answer?.problem).length;
  const text = shown.length === 0 ? '' : fill(done < shown.length ? words.working : words.ready, { done, count: shown.length });
  if (status.textContent !== text) status.textContent = text;
}
