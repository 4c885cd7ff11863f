/**
 * @param {HTMLElement} root
 * @param {{store: import('../store.js').Store, session: import('../session.js').Session}} page
 */
export function mount(root, { store, session }) {
}
