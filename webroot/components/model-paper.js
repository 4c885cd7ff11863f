/** The paper of a report about a model: its findings, one after the other, to read and to print. */
import { at } from '../base.js';
import { madeOf } from '../bias.js';
import { toneOf } from '../check/verdict.js';
import { make, part, saveAs } from '../dom.js';
import { count, date } from '../format.js';
import { urlOf } from '../image.js';
import { saidOf, summaryOf } from '../model-report-words.js';
import { STRINGS, fill } from '../strings.js';
import { drawBoard } from './bias-board.js';
import { drawStandings } from './standings.js';

/** Classes that are named; the others are counted. */
const MOST_NAMED = 8;

/**
 * @param {HTMLElement} root
 * @param {() => void} onAgain somebody wants another report
 * @returns {(report: object, pictures: {id: string, title: string}[]) => Promise<void>} shows one; done when all is drawn
 */
export function mountPaper(root, onAgain) {
  let shown = null;
  part('paper-print', root).addEventListener('click', () => print());
  part('paper-again', root).addEventListener('click', onAgain);
  part('paper-json', root).addEventListener('click', () => saveAs(new Blob([JSON.stringify(shown, null, 2)], { type: 'application/json' }), `${shown.model}-report.json`));
  return async (report, pictures) => {
    shown = report;
    delete root.dataset.state;
    const titleOf = (id) => pictures.find((picture) => picture.id === id)?.title ?? id;
    const nameOf = (method) => report.methods.methods?.find((each) => each.method === method)?.name ?? method;
    part('paper-sentence', root).textContent = summaryOf(report);
    showFacts(root, report);
    showPart(root, 'methods', report.methods, () => drawStandings(root, report.methods));
    const drawn = [];
    showPart(root, 'bias', report.bias, () => {
      drawn.push(drawBoard(part('paper-bias-found', root), report.bias, titleOf, (id) => addressOf(report.bias, report.class, id)));
      part('paper-bias-made', root).textContent = madeOf(report.bias);
    });
    part('paper-checks', root).replaceChildren(...report.checks.map((check) => checkOf(check, titleOf, nameOf, drawn)));
    part('paper-limits', root).replaceChildren(...report.limits.map((limit) => make('li', {}, limit)));
    part('paper-sentence', root).focus();
    await Promise.all(drawn);
    root.dataset.state = 'ready';
  };
}

function showFacts(root, report) {
  const words = STRINGS.modelReport;
  const { class: asked, classes } = report;
  const say = (name, text) => (part(`paper-${name}`, root).textContent = text);
  say('date', date(report.date));
  say('pictures', count(report.pictures));
  say('class', fill(asked.named ? words.named : words.mostFrequent, { label: asked.label, some: count(classes[asked.label] ?? 0), all: count(report.pictures) }));
  say('said', saidOf(classes, MOST_NAMED));
  say('device', report.device.toUpperCase());
  say('regard', report.regard);
  say('version', report.version);
  say('sha256', report.sha256);
}

/** What could be found out, or why it could not. */
function showPart(root, name, found, show) {
  const problem = part(`paper-${name}-problem`, root);
  problem.hidden = !found.problem;
  problem.textContent = found.problem ?? '';
  part(`paper-${name}-found`, root).hidden = Boolean(found.problem);
  if (!found.problem) show();
}

function addressOf({ model, method }, { label }, picture) {
  return `/?${new URLSearchParams({ picture, model, method, class: label })}`;
}

function checkOf(check, titleOf, nameOf, drawn) {
  if (!check.image) return make('li', { class: 'reason' }, check.problem);
  const title = titleOf(check.image);
  const words = check.problem ? [make('p', {}, check.problem)] : verdictOf(check, nameOf);
  const image = make('img', { alt: fill(STRINGS.modelReport.map, { title }) });
  drawn.push(draw(image, check));
  return make('li', { class: 'paper-check', 'data-testid': 'paper-check', 'data-tone': toneOf(check.verdict?.level ?? 'nothing') }, image, make('div', {}, ...words, make('p', { class: 'hint' }, title)));
}

function verdictOf({ verdict, method, class: { label } }, nameOf) {
  return [make('h3', {}, verdict.title), make('p', {}, verdict.reason), make('p', { class: 'hint' }, fill(STRINGS.modelReport.of, { method: nameOf(method), label }))];
}

/** The map over its picture, as the server draws it; the picture alone where it cannot. */
async function draw(image, { image: id, model, method, class: of }) {
  const body = JSON.stringify({ image: id, model, method, classes: [of?.index] });
  const answer = of && (await fetch(at('/api/explanations'), { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'image/png' }, body }).catch(() => null));
  const drawn = answer?.ok ? URL.createObjectURL(await answer.blob()) : null;
  image.src = drawn ?? urlOf(id);
  await image.decode().catch(() => {});
  if (drawn) URL.revokeObjectURL(drawn);
}
