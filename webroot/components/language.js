/** The switch between languages. The choice is a cookie, because the server writes the page and its errors. */

const ONE_YEAR_SECONDS = 31_536_000;

/** @param {HTMLSelectElement} select */
export function mountLanguage(select) {
  select.addEventListener('change', () => {
    document.cookie = `language=${select.value}; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=lax`;
    location.reload();
  });
}
