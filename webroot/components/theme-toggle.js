/** Light or dark: the system's choice until somebody makes their own, which is remembered. */
import { STRINGS } from '../strings.js';

/** @param {HTMLElement} button */
export function mountThemeToggle(button) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const show = () => {
    const label = isDark(system) ? STRINGS.theme.light : STRINGS.theme.dark;
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  button.addEventListener('click', () => {
    const theme = isDark(system) ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    remember(theme);
    show();
  });
  system.addEventListener('change', show);
  show();
}

function isDark(system) {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === 'dark' : system.matches;
}

/** Private windows may refuse; the switch then lasts as long as the page. */
function remember(theme) {
  try {
    localStorage.setItem('theme', theme);
  } catch {
    // Nothing to do about it.
  }
}
