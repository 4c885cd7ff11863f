/** What the panes and the layers of the strip show: their maps, colours and scales. Pure. */
import { kindOf } from '../../choices.js';
import { isSigned } from '../../colormaps.js';
import { INITIAL } from '../../store.js';
import { answerOf } from './asks.js';
import { minus } from './difference.js';
import { panesOf, stripOf } from './places.js';
import { canShare, scalesOf } from './scales.js';

/** Whether values on both sides of zero are drawn: a difference makes no sense without. */
export function isDiverging({ compare }) {
  return compare.signed || compare.by === 'difference';
}

/** Whether all panes share a scale. */
export function isCommon({ compare }) {
  return compare.common && canShare(compare.by);
}

/** The colour map of all panes: the one for both signs, else the one that Explore draws with. */
export function colormapOf(state) {
  if (isDiverging(state)) return 'signed';
  return isSigned(state.view.colormap) ? INITIAL.view.colormap : state.view.colormap;
}

/**
 * The panes with what they show.
 * @param {object} state
 * @returns {{id: string, title: string, aside: string, place: object | null, answer: object | null, map: object | null,
 *            scale: {low: number, high: number}, pixels: boolean, colormap: string, smooth: boolean, opacity: number}[]}
 */
export function viewsOf(state) {
  return scaled(state, withDifference(panesOf(state).map((pane) => answered(state, pane))), isCommon(state));
}

/** The layers of the strip, each on its own scale. */
export function stripViewsOf(state) {
  return scaled(state, stripOf(state).map((pane) => answered(state, pane)), false);
}

function answered(state, pane) {
  const answer = pane.place && answerOf(state, pane.place);
  const method = state.methods.find(({ name }) => name === pane.place?.method);
  return { ...pane, answer, map: answer?.map ?? null, pixels: kindOf(method) === 'saliency-map' };
}

/** The first of three panes is made of the other two, as soon as they are there. */
function withDifference(panes) {
  const [difference, one, other] = panes;
  if (difference?.id !== 'difference') return panes;
  const missing = [one, other].find(({ answer }) => !answer?.map);
  const answer = missing ? missing.answer : { ...one.answer, prediction: null };
  const map = missing ? null : differenceOf(one.map, other.map);
  return [{ ...difference, answer, map, pixels: one.pixels }, one, other];
}

const differences = new WeakMap();

/** Kept, so that what has not changed is not drawn anew. */
function differenceOf(one, other) {
  const kept = differences.get(one);
  if (kept?.other === other) return kept.map;
  const map = minus(one, other);
  differences.set(one, { other, map });
  return map;
}

function scaled(state, panes, common) {
  const colormap = colormapOf(state);
  const { opacity, smooth } = state.view;
  const drawn = panes.map(({ map, pixels }) => (map && !map.nothing ? { ...map, pixels } : null));
  const scales = scalesOf(drawn, { common, signed: isSigned(colormap) });
  return panes.map((pane, at) => ({ ...pane, scale: scales[at], colormap, opacity, smooth: smooth && !pane.pixels }));
}
