/** The pages beside the first one: what they have in common. */
import { mountLanguage } from './components/language.js';
import { part } from './dom.js';

mountLanguage(part('language'));
