/** A picture of one's own: chosen, dropped anywhere, or pasted. A model may be dropped too. */
import { emit, part } from '../dom.js';
import { droppedFiles, isModel } from '../model-files.js';

/** @param {HTMLElement} root the page's body: dropping works everywhere */
export function mountPictureInput(root) {
  const input = part('drop-input', root);
  const veil = part('drop-veil', root);
  const open = (file) => file && emit(root, 'open-file', file);

  input.addEventListener('change', () => {
    open(input.files[0]);
    // Choosing the same file again must be a change again.
    input.value = '';
  });
  document.addEventListener('paste', (event) => open(event.clipboardData?.files[0]));
  watchDrops(veil, open);
}

function watchDrops(veil, open) {
  // Moving over a child leaves the parent: counting tells leaving the window from moving within it.
  let depth = 0;
  const show = (visible) => (veil.hidden = !visible);
  document.addEventListener('dragenter', (event) => {
    if (!holdsFiles(event)) return;
    depth++;
    show(true);
  });
  document.addEventListener('dragleave', (event) => {
    if (holdsFiles(event)) show(--depth > 0);
  });
  document.addEventListener('dragover', (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    droppedFiles(event.dataTransfer).then((files) => {
      if (isModel(files)) emit(document.body, 'bring-model', files);
      else open(files[0]?.file);
    });
  });
}

function holdsFiles(event) {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
