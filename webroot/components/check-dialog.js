/** The dialog that tells how far the map on the stage may be believed; it comes when somebody first wants to know. */
import { Checking } from '../check/checking.js';
import { toneOf } from '../check/verdict.js';
import { make, part, saveAs } from '../dom.js';
import { fileName } from '../export.js';
import { number } from '../format.js';
import { drawnMethodOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';
import { findingsOf } from './check-findings.js';

/**
 * @param {HTMLDialogElement} root
 * @param {import('../store.js').Store} store
 * @returns {Checking}
 */
export function mountCheckDialog(root, store) {
  const checking = new Checking(store);
  part('check-close', root).addEventListener('click', () => root.close());
  root.addEventListener('click', (event) => event.target === root && root.close());
  root.addEventListener('close', () => checking.close());
  part('check-stop', root).addEventListener('click', () => checking.stop());
  part('check-again', root).addEventListener('click', () => checking.begin());
  part('check-save', root).addEventListener('click', () => save(store.state));
  let shown = null;
  store.watch(['check'], (state) => {
    const { open, progress, report, problem } = state.check;
    show(root, open);
    showProgress(root, progress);
    say(part('check-problem', root), problem ?? '');
    part('check-again', root).hidden = progress !== null || report !== null;
    if (progress) say(part('check-about', root), aboutOf(state));
    if (report === shown) return;
    shown = report;
    showReport(root, report);
  });
  return checking;
}

function show(dialog, isOpen) {
  if (isOpen && !dialog.open) dialog.showModal();
  if (!isOpen && dialog.open) dialog.close();
}

/** The same words again would be read out again. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = text === '';
}

function showProgress(root, progress) {
  part('check-progress', root).hidden = progress === null;
  part('check-progress-text', root).textContent = progress?.text ?? '';
  part('check-progress-bar', root).value = progress?.fraction ?? 0;
}

function aboutOf(state) {
  const { explanation, chosen } = state;
  const label = explanation.predictions.find(({ index }) => index === chosen)?.label ?? explanation.maps.get(chosen)?.label ?? '';
  return fill(STRINGS.check.about, { label, method: drawnMethodOf(state)?.title ?? explanation.method, model: explanation.model });
}

function showReport(root, report) {
  const result = part('check-result', root);
  result.hidden = report === null;
  if (report === null) return;
  const { verdict, limits, forwards, millis } = report;
  const box = part('check-verdict', root);
  box.dataset.tone = toneOf(verdict.level);
  box.replaceChildren(make('p', { class: 'check-title' }, verdict.title), make('p', { class: 'check-reason' }, verdict.reason));
  const findings = findingsOf(report);
  part('check-findings', root).replaceChildren(...findings);
  part('check-limits', root).hidden = findings.length === 0;
  part('check-limit-list', root).replaceChildren(...limits.map((limit) => make('li', {}, limit)));
  part('check-cost', root).textContent = fill(STRINGS.check.cost, { forwards, seconds: number(millis / 1000) });
  // Who is within the dialog hears and reads the verdict first.
  box.focus();
}

function save(state) {
  const blob = new Blob([JSON.stringify(state.check.report, null, 2)], { type: 'application/json' });
  saveAs(blob, fileName(state, 'check.json'));
}
