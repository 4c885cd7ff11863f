/** The page's words, as the template would bring them. Imported first by every test that leads to them. */
import { readFileSync } from 'node:fs';

const { page } = JSON.parse(readFileSync(new URL('../../../webroot/languages/en.json', import.meta.url), 'utf8'));

globalThis.document = { documentElement: { lang: 'en' }, getElementById: () => ({ textContent: JSON.stringify(page) }) };
