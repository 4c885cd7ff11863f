/** The files of a model that somebody brings: which of them count, and what the model may be called. Pure, but for reading folders. */

/** Weights in other formats, and what packers and editors leave. The server leaves them out too: so they need not travel. */
const UNWANTED = /(\.(safetensors|h5|keras|msgpack|pt|pth|ckpt|tflite|pb|mlmodel|gguf|py|pyc|ipynb|sh)|(^|\/)pytorch_model[^/]*|(^|\/)\.[^/]*)$|(^|\/)(\.git|__MACOSX)\//i;

/** @typedef {{path: string, file: File}} Brought its place in the model's folder, and the file */

/**
 * What of these files belongs to a model.
 * @param {Brought[]} files
 */
export function wanted(files) {
  return files.filter(({ path }) => !UNWANTED.test(path));
}

/**
 * Whether these files are a model, as far as their names tell.
 * @param {{path: string}[]} files
 */
export function isModel(files) {
  return files.some(({ path }) => /\.onnx$/i.test(path)) || (files.length === 1 && /\.zip$/i.test(files[0].path));
}

/**
 * What the model may be called: as its folder, else as its file.
 * @param {{path: string}[]} files
 */
export function nameOf(files) {
  const [first] = files;
  const [outer, ...inner] = (first?.path ?? '').split('/');
  const file = files.find(({ path }) => /\.onnx$/i.test(path)) ?? first;
  const isFolder = inner.length > 0 && outer !== 'onnx';
  const name = isFolder ? outer : (file?.path.split('/').at(-1) ?? '').replace(/\.(onnx|zip)$/i, '');
  return name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '').slice(0, 80).replace(/\.+$/, '');
}

/**
 * The files that a drop brings, those in folders with their paths.
 * @param {DataTransfer} transfer
 * @returns {Promise<Brought[]>}
 */
export async function droppedFiles(transfer) {
  // The list is empty as soon as the event is over: entries and files are taken at once.
  const entries = [...transfer.items].filter((item) => item.kind === 'file').map((item) => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
  const found = await Promise.all(entries.map(({ entry, file }) => (entry?.isDirectory ? within(entry, '') : [{ path: file?.name ?? '', file }])));
  return found.flat();
}

/**
 * The files of an input, those of a folder with their paths.
 * @param {FileList} files
 * @returns {Brought[]}
 */
export function chosenFiles(files) {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function within(folder, before) {
  const path = `${before}${folder.name}/`;
  const found = [];
  for (const entry of await children(folder)) {
    found.push(...(entry.isDirectory ? await within(entry, path) : [await brought(entry, path)]));
  }
  return found;
}

async function brought(entry, before) {
  const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
  return { path: before + entry.name, file };
}

/** A folder is read a hundred entries at a time. */
async function children(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
