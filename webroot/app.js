/** Wiring: one store, one session, events up, data down. */
import { LiveConnection } from './api.js';
import { fromQuery } from './address.js';
import { socketAt } from './base.js';
import { mountAbout } from './components/about.js';
import { mountAddress } from './components/address-bar.js';
import { mountCaption } from './components/caption.js';
import { mountCheckButton } from './components/check-button.js';
import { mountClassCount } from './components/class-count.js';
import { mountClassList } from './components/class-list.js';
import { mountClassSearch } from './components/class-search.js';
import { mountDownloads } from './components/downloads.js';
import { mountDrawing } from './components/drawing.js';
import { mountKeys } from './components/keys.js';
import { mountLanguage } from './components/language.js';
import { mountLayerPicker } from './components/layer-picker.js';
import { mountLegend } from './components/legend.js';
import { mountLinkNotice } from './components/link-notice.js';
import { mountMethodCost } from './components/method-cost.js';
import { mountMethodPicker } from './components/method-picker.js';
import { mountNothing } from './components/nothing.js';
import { mountOffline } from './components/offline.js';
import { mountOptions } from './components/options.js';
import { mountPartList } from './components/part-list.js';
import { mountPictureAddress } from './components/picture-address.js';
import { mountPictureInput } from './components/picture-input.js';
import { mountPresent } from './components/present.js';
import { mountProbe } from './components/probe.js';
import { firstSample, mountSamples, nextSample, pictureNamed } from './components/samples.js';
import { mountScreenLinks } from './components/screen-links.js';
import { mountSettings } from './components/settings.js';
import { mountShare } from './components/share.js';
import { mountShortcuts } from './components/shortcuts.js';
import { mountStage } from './components/stage.js';
import { mountStatus } from './components/status.js';
import { mountThemeToggle } from './components/theme-toggle.js';
import { part, withStyle } from './dom.js';
import { openLink } from './links.js';
import { Screens } from './screens.js';
import { Session } from './session.js';
import { Store } from './store.js';
import { STRINGS } from './strings.js';

const { body } = document;
const store = new Store();
const live = new LiveConnection(socketAt('/api/live'));
const session = new Session(store, live);
addEventListener('unreachable', ({ detail: isGone }) => isGone || live.hurry());
addEventListener('online', () => live.hurry());

const screens = new Screens(store, mount, {
  compare: () => withStyle('compare', import('./screens/compare.js')),
  pictures: () => withStyle('pictures', import('./screens/pictures.js')),
  live: () => withStyle('live', import('./screens/live.js')),
  trust: () => withStyle('trust', import('./screens/trust.js')),
});

/** What the address asks for, before anything writes to it: a screen's scripts may come later than the first answer. */
const query = location.search;

/** What a screen shows can be used once its scripts are there. */
function mount(screen, name) {
  const root = part(name);
  screen.mount(root, { store, session, query });
  root.inert = false;
}

let opened = null;

/** The library of models; what its dialog takes comes when it is first wanted. */
function library() {
  opened ??= withStyle('library', import('./components/library-dialog.js')).then(({ mountLibraryDialog }) => mountLibraryDialog(part('library'), store, () => session.refresh()));
  return opened;
}

let checking = null;

/** Checks of maps; what their dialog takes comes when it is first wanted. */
function check() {
  checking ??= withStyle('check', import('./components/check-dialog.js')).then(({ mountCheckDialog }) => mountCheckDialog(part('check'), store));
  return checking;
}

const acts = {
  'open-screen': (screen) => screens.open(screen),
  'open-check': async () => (await check()).open(),
  'open-library': async () => (await library()).open(),
  'close-library': async () => (await library()).close(),
  'bring-model': async (files) => (await library()).bring(files),
  'add-model': async (model) => (await library()).add(model),
  'fetch-model': async (model) => (await library()).fetch(model),
  'look-at-hub': async (model) => (await library()).look(model),
  'stop-sending': async () => (await library()).stop(),
  'check-model': async (model) => (await library()).check(model),
  'try-images': async ({ files, truthOf }) => (await library()).tryImages(files, truthOf),
  'label-image': async (label) => (await library()).labelImage(label),
  'choose-preset': async (preset) => (await library()).choosePreset(preset),
  'ask-removal': async (isAsked) => (await library()).askRemoval(isAsked),
  'restore-model': async (removed) => (await library()).restore(removed),
  'remove-model': async (right) => (await library()).remove(right),
  'save-model': async (correction) => {
    const model = await (await library()).save(correction);
    if (model) session.choose({ model });
  },
  'choose-picture': (picture) => session.choosePicture(picture),
  'open-file': (file) => session.openFile(file),
  'open-address': (address) => session.openAddress(address),
  'bring-pictures': async (files) => {
    await screens.open('pictures');
    part('pictures').dispatchEvent(new CustomEvent('take-files', { detail: files }));
  },
  'find-bias': async () => {
    await screens.open('trust');
    part('trust').dispatchEvent(new CustomEvent('trust-take'));
  },
  choose: (change) => session.choose(change),
  'choose-option': (option) => session.chooseOption(option),
  'choose-part': (number) => session.choosePart(number),
  'want-costs': (methods) => session.wantCosts(methods),
  'step-choice': (step) => session.stepChoice(step),
  'choose-class': (index) => session.chooseClass(index),
  'step-class': (by) => session.step(by),
  'step-picture': (by) => session.choosePicture(nextSample(part('samples'), store.state.picture?.id, by)),
  present: (presenting) => session.present(presenting),
  'show-heat': (heat) => session.showHeat(heat),
  draw: (change) => session.draw(change),
  probe: (probe) => session.probe(probe),
  painted: (url) => session.painted(url),
  'give-up': () => session.cancel(),
  dismiss: () => session.dismiss(),
  'try-again': () => session.learn(),
  failed: (error) => session.fail({ title: STRINGS.problem.title, detail: error.message }),
  unreadable: () => session.unreadable(),
};
for (const [name, act] of Object.entries(acts)) body.addEventListener(name, (event) => act(event.detail));

mountStatus(body, store);
mountOffline(part('offline'), store);
mountScreenLinks(part('screens'), store);
mountStage(part('stage'), store);
mountNothing(part('nothing'), store);
mountProbe(part('stage'), store);
mountCaption(part('caption'), store);
mountCheckButton(part('check-open'), store);
mountLegend(part('legend'), store);
mountPartList(part('part-list'), store);
mountClassList(part('class-list'), store);
mountClassSearch(part('class-combobox'), store);
mountClassCount(part('class-count'), store);
mountSettings(part('settings'), store);
mountOptions(part('options'), store);
mountMethodCost(part('method-cost'), store);
mountMethodPicker(part('method-picker'), store);
mountLayerPicker(part('layer-picker'), store);
// Before the shortcuts: in a presentation Escape leaves it, and nothing else.
mountPresent(body, store);
mountShortcuts(part('explore'));
mountDrawing(part('drawing'), store);
mountDownloads(part('downloads'), store);
mountSamples(part('samples'), store);
mountLinkNotice(part('link-notice'), store);
mountPictureInput(body, store);
mountPictureAddress(body);
mountAbout(body);
mountKeys(body, store);
mountThemeToggle(part('theme-toggle'));
mountLanguage(part('language'));
screens.start();

const wanted = fromQuery(query);
const first = firstSample(part('samples'));
mountAddress(store, first?.id);
mountShare(body, store, first?.id);
if (body.dataset.link) session.startLink(openLink(body.dataset.link), first);
else session.start(wanted.picture ? pictureNamed(part('samples'), wanted.picture) : first, wanted);
