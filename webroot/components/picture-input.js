/** Pictures of one's own: chosen, dropped anywhere, or pasted; several are shown together. A model may be dropped too. */
import { emit, part } from '../dom.js';
import { chosenFiles, droppedFiles, isModel } from '../model-files.js';

/**
 * @param {HTMLElement} root the page's body: dropping works everywhere
 * @param {import('../store.js').Store} store
 */
export function mountPictureInput(root, store) {
  const input = part('drop-input', root);
  const veil = part('drop-veil', root);
  const open = (file) => file && emit(root, 'open-file', file);
  const take = (files) => {
    if (files.length > 1 || store.state.screen === 'pictures') emit(root, 'bring-pictures', files);
    else open(files[0]?.file);
  };

  input.addEventListener('change', () => {
    open(input.files[0]);
    // Choosing the same file again must be a change again.
    input.value = '';
  });
  document.addEventListener('paste', (event) => {
    if (event.clipboardData?.files.length > 0) take(chosenFiles(event.clipboardData.files));
  });
  watchDrops(veil, take);
}

function watchDrops(veil, take) {
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
      else take(files);
    });
  });
}

function holdsFiles(event) {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
