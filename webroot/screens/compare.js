/** Classes, methods, layers or models side by side, and why one class and not another. */
import { classNamed } from '../classes.js';
import { mountSamples } from '../components/samples.js';
import { emit, part } from '../dom.js';
import { Comparison } from './compare/comparison.js';
import { mountFixed } from './compare/fixed.js';
import { mountLegend } from './compare/legend.js';
import { mountMenu } from './compare/menu.js';
import { mountPanes } from './compare/panes.js';
import { mountStrip } from './compare/strip.js';
import { mountTools } from './compare/tools.js';
import { mountVerdict } from './compare/verdict.js';

/**
 * @param {HTMLElement} root
 * @param {{store: import('../store.js').Store, session: import('../session.js').Session, query: string}} page
 */
export function mount(root, { store, session, query }) {
  const comparison = new Comparison(store);
  const acts = {
    'compare-by': (by) => comparison.compareBy(by),
    'compare-toggle': (id) => comparison.toggle(id),
    'compare-usual': () => comparison.resetItems(),
    'compare-against': (label) => comparison.setAgainst(label),
    'compare-label': (label) => comparison.askAbout(label),
    'compare-draw': (how) => comparison.draw(how),
    'compare-wipe': (wipe) => comparison.wipe(wipe),
    'compare-point': (point) => comparison.pointAt(point),
    'compare-again': () => comparison.tryAgain(),
    'compare-explore': (place) => explore(place),
  };
  for (const [name, act] of Object.entries(acts)) root.addEventListener(name, (event) => act(event.detail));

  /** The class first: it is kept when model, method or layer change, by its label. */
  function explore({ model, method, layer, index }) {
    const { labels } = store.state.models.find(({ name }) => name === model);
    const here = classNamed(store.state.models.find(({ name }) => name === store.state.model).labels, labels[index]);
    if (here >= 0 && here !== store.state.chosen) session.chooseClass(here);
    const change = Object.fromEntries(Object.entries({ model, method, layer }).filter(([name, value]) => value !== store.state[name]));
    if (Object.keys(change).length > 0) session.choose(change);
    emit(root, 'open-screen', 'explore');
  }

  comparison.start(query);
  mountPictures(part('compare-pictures', root), store);
  mountFixed(root, store);
  mountTools(root, store);
  mountMenu(root, store);
  mountLegend(root, store);
  mountVerdict(part('compare-answer', root), store);
  mountStrip(part('compare-strip', root), store);
  mountPanes(part('compare-panes', root), store);
}

/** The same pictures as on Explore; dropping and pasting work on the whole page. */
function mountPictures(root, store) {
  const input = part('compare-open', root);
  input.addEventListener('change', () => {
    if (input.files[0]) emit(root, 'open-file', input.files[0]);
    // Choosing the same file again must be a change again.
    input.value = '';
  });
  mountSamples(root, store);
}
