/** A picture from the web: its address is typed into the dialog, pasted, or dropped as a link. The server may not offer it. */
import { emit, part } from '../dom.js';
import { addressIn, webAddress } from '../web-address.js';

/** @param {HTMLElement} root the page's body: pasting and dropping work everywhere */
export function mountPictureAddress(root) {
  const button = part('address-button', root);
  if (button.hidden) return;
  const open = (address) => address && emit(root, 'open-address', address);
  mountDialog(root, button, open);
  document.addEventListener('paste', ({ target, clipboardData }) => {
    if (target.closest?.('input, textarea') || clipboardData.files.length > 0) return;
    open(webAddress(clipboardData.getData('text/plain')));
  });
  watchDrops(open);
}

function mountDialog(root, button, open) {
  const dialog = part('address-dialog', root);
  const field = part('picture-address', root);
  button.addEventListener('click', () => {
    field.value = '';
    dialog.showModal();
  });
  part('address-cancel', root).addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  part('address-form', root).addEventListener('submit', (event) => {
    event.preventDefault();
    dialog.close();
    open(webAddress(field.value));
  });
}

/** Files are taken elsewhere; what is dragged from this page itself is none of ours. */
function watchDrops(open) {
  let isOurs = false;
  const isLink = ({ dataTransfer: { types } }) => !isOurs && types.includes('text/uri-list') && !types.includes('Files');
  document.addEventListener('dragstart', () => (isOurs = true));
  document.addEventListener('dragend', () => (isOurs = false));
  document.addEventListener('dragover', (event) => isLink(event) && event.preventDefault());
  document.addEventListener('drop', (event) => {
    if (!isLink(event) || event.target.closest?.('input, textarea')) return;
    event.preventDefault();
    open(addressIn(event.dataTransfer));
  });
}
