/** Presentation: the picture and the best classes, large enough to be read from across a room, and keys for all of it. */
import { emit, isModified, keyOf, make, part } from '../dom.js';
import { percent } from '../format.js';
import { STRINGS } from '../strings.js';

/** As many as there are digits for. */
const MOST = 9;

/**
 * @param {HTMLElement} body
 * @param {import('../store.js').Store} store
 */
export function mountPresent(body, store) {
  const list = part('present-classes', body);
  part('present-open', body).addEventListener('click', () => {
    emit(body, 'present', true);
    // Where the browser refuses, the page is as large as its window.
    document.documentElement.requestFullscreen?.().catch(() => {});
  });
  part('present-close', body).addEventListener('click', () => leave(body));
  list.addEventListener('click', ({ target }) => choose(body, target.closest('button')));
  document.addEventListener('fullscreenchange', () => document.fullscreenElement === null && emit(body, 'present', false));
  document.addEventListener('keydown', (event) => {
    if (!store.state.presenting || isModified(event) || event.defaultPrevented) return;
    const act = actOf(event, body, list, store.state);
    if (!act) return;
    event.preventDefault();
    act();
  });
  store.watch(['presenting', 'heat', 'screen'], ({ presenting, heat, screen }) => {
    const wasPresenting = body.classList.contains('presenting');
    part('present-open', body).hidden = screen !== 'explore';
    body.classList.toggle('presenting', presenting && screen === 'explore');
    // The keyboard goes on where it was before; what had it meanwhile is gone.
    if (wasPresenting && !presenting) part('present-open', body).focus();
    body.classList.toggle('without-heat', !heat);
  });
  store.watch(['presenting', 'explanation', 'chosen'], (state) => state.presenting && state.explanation && show(list, state));
}

function actOf(event, body, list, { heat }) {
  const { key, target } = event;
  if (key === 'Escape') return () => leave(body);
  // On a button, space presses it.
  if (key === ' ' && !target.closest('button')) return () => emit(body, 'show-heat', !heat);
  if (key === 'ArrowRight' || key === 'ArrowLeft') return () => emit(body, 'step-picture', key === 'ArrowRight' ? 1 : -1);
  const number = /^[1-9]$/.exec(keyOf(event));
  const button = number ? list.children[Number(number[0]) - 1] : null;
  return button && (() => choose(body, button));
}

function choose(body, button) {
  if (button) emit(body, 'choose-class', Number(button.dataset.index));
}

function leave(body) {
  if (document.fullscreenElement) document.exitFullscreen();
  emit(body, 'present', false);
}

function show(list, { explanation, chosen }) {
  const rows = explanation.predictions.slice(0, MOST);
  const focused = [...list.children].indexOf(document.activeElement);
  list.replaceChildren(...rows.map((prediction, at) => row(prediction, at + 1, prediction.index === chosen)));
  list.children[focused]?.focus();
}

function row({ index, label, probability }, key, isChosen) {
  return make(
    'button',
    { type: 'button', class: 'present-class', 'data-index': index, 'data-testid': 'present-class', 'aria-pressed': String(isChosen) },
    make('kbd', { 'aria-hidden': 'true' }, String(key)),
    make('span', {}, label),
    make('span', { title: STRINGS.present.probability }, percent(probability)),
  );
}
