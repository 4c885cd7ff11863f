/** All results in forms that leave the page, written as they come. */
import { paintOverlay, toJson } from '../../export.js';
import { TOP } from '../../plan.js';
import { STRINGS } from '../../strings.js';
import { stateWith } from './ask.js';
import { bestOf } from './arrange.js';
import { BYTE_ORDER_MARK, csvLine, excelStyle } from './csv.js';
import { imageOf } from './images.js';
import { safeNames } from './names.js';
import { npyHeader } from './npy.js';
import { base64Of, bytesOf, whole } from './values.js';
import { Zip } from './zip.js';

/**
 * What can be saved, by its name: the name of the file, and what writes it. Each is handed the results, one by one as they
 * are done or have failed, a sink, and {labels, state, paths}.
 */
export const EXPORTS = {
  csv: { file: 'pictures.csv', write: writeCsv },
  excel: { file: 'pictures-excel.csv', write: writeExcel },
  jsonl: { file: 'pictures.jsonl', write: writeJsonLines },
  npy: { file: 'maps.zip', write: writeMaps },
  png: { file: 'overlays.zip', write: writeOverlays },
};

const HEAD = [
  ...['file', 'true', 'predicted', 'confidence'],
  ...Array.from({ length: TOP }, (_, at) => [`class ${at + 1}`, `probability ${at + 1}`]).flat(),
  ...['spread', 'border', 'map of', 'model', 'method', 'layer', 'error'],
];

/** One line for a picture; of one that is not explained it says why. */
export function rowOf(item, labels, style) {
  const { explanation, path, truth, spread, border } = item;
  const best = bestOf(item);
  const [map] = explanation?.maps.values() ?? [];
  const tops = Array.from({ length: TOP }, (_, at) => explanation?.predictions[at]);
  const layer = explanation && [explanation.layer ?? ''].flat().join(' + ');
  return csvLine([
    ...[path, labels[truth] ?? null, best?.label ?? null, best?.probability ?? null],
    ...tops.flatMap((each) => [each?.label ?? null, each?.probability ?? null]),
    ...[spread, border, map?.label ?? null, explanation?.model ?? null, explanation?.method ?? null, layer, errorOf(item)],
  ], style);
}

function errorOf({ status, reason }) {
  return status === 'done' ? null : (reason ?? STRINGS.pictures.saving.notYet);
}

async function writeCsv(results, sink, { labels }, style) {
  await sink.write(csvLine(HEAD, style));
  for await (const item of results) await sink.write(rowOf(item, labels, style));
}

async function writeExcel(results, sink, context) {
  await sink.write(BYTE_ORDER_MARK);
  await writeCsv(results, sink, context, excelStyle(navigator.language));
}

async function writeJsonLines(results, sink, { labels, state }) {
  for await (const item of results) {
    if (!item.explanation) {
      await sink.write(`${JSON.stringify({ file: item.path, true: labels[item.truth] ?? null, error: errorOf(item) })}\n`);
      continue;
    }
    const answer = toJson(stateWith(asSent(await whole(item.explanation)), state));
    const line = { file: item.path, true: labels[item.truth] ?? null, spread: item.spread, border: item.border, ...answer };
    await sink.write(`${JSON.stringify(line)}\n`);
  }
}

function asSent(explanation) {
  const sent = (map) => ({ ...map, base64: base64Of(map.values) });
  return {
    ...explanation,
    maps: new Map([...explanation.maps].map(([index, map]) => [index, sent(map)])),
    concepts: explanation.concepts.map(sent),
  };
}

/** One array for all maps where they are of one size, in the order of the table beside it; else one for each. Those without a map come last. */
async function writeMaps(results, sink, { labels, paths }) {
  const done = [];
  const without = [];
  for await (const item of results) (item.explanation?.maps.size > 0 ? done : without).push(item);
  const zip = new Zip(sink.write);
  await zip.add('maps.csv', new Blob([csvLine(HEAD), ...[...done, ...without].map((item) => rowOf(item, labels))]));
  const sizes = new Set(done.map(({ explanation }) => String(sizeOf(explanation))));
  if (sizes.size === 1) {
    const numbers = [];
    for (const { explanation } of done) numbers.push(new Blob([await mapBytes(explanation)]));
    await zip.add('maps.npy', new Blob([npyHeader([done.length, ...sizeOf(done[0].explanation)]), ...numbers]));
  } else {
    const names = safeNames(paths, 'npy');
    for (const { id, explanation } of done) await zip.add(names[id], new Blob([npyHeader(sizeOf(explanation)), await mapBytes(explanation)]));
  }
  await zip.end();
}

async function writeOverlays(results, sink, { state, labels, paths }) {
  const zip = new Zip(sink.write);
  const names = safeNames(paths, 'png');
  const rows = [csvLine(HEAD)];
  for await (const item of results) {
    if (item.explanation) await zip.add(names[item.id], await overlayOf(item, state));
    rows.push(rowOf(item, labels));
  }
  await zip.add('pictures.csv', new Blob(rows));
  await zip.end();
}

function sizeOf(explanation) {
  const [{ height, width }] = explanation.maps.values();
  return [height, width];
}

async function mapBytes(explanation) {
  const [{ values }] = (await whole(explanation)).maps.values();
  return bytesOf(values);
}

async function overlayOf(item, state) {
  const image = await imageOf(item);
  const canvas = paintOverlay(image, stateWith(await whole(item.explanation), state));
  image.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
