/** The page that makes a report about a model, as one paper to print and as JSON. */
import { mountPaper } from './components/model-paper.js';
import { mountOffline } from './components/offline.js';
import { StudyForm } from './components/study-form.js';
import { part } from './dom.js';
import { takeHandedOver } from './handing-over.js';
import { STRINGS, fill } from './strings.js';
import { study } from './study.js';

mountOffline(part('offline'));
const root = part('model-report');
const { model } = root.dataset;
const handed = takeHandedOver(model);
const samples = root.dataset.images.split(' ').map((id, at) => ({ id, title: fill(STRINGS.modelReport.sample, { number: at + 1 }) }));
const show = mountPaper(part('paper', root), () => working(true));

const form = new StudyForm(root, 'report', { samples, handed: handed?.pictures }, async (pictures, options, tell, signal) => {
  const asked = classOf(part('report-class', root).value.trim());
  const images = pictures.map(({ id }) => id);
  const report = await study('report', { model, images, options, ...(asked !== null && { classes: [asked] }) }, tell, signal);
  working(false);
  await show(report, pictures);
});

/** The number of a class that the model knows by this name, as a name may look like a number; null: none is named. */
function classOf(label) {
  const labels = [...part('report-labels', root).options].map(({ value }) => value);
  const index = labels.indexOf(label);
  return label === '' ? null : index < 0 ? label : index;
}

/** Either the form is seen, or the paper. */
function working(isAsking) {
  part('report-ask', root).hidden = !isAsking;
  part('paper', root).hidden = isAsking;
}

if (handed) {
  part('report-handed-choice', root).hidden = false;
  part('report-handed', root).checked = true;
  part('report-handed-text', root).textContent = fill(STRINGS.modelReport.handed, { count: handed.pictures.length });
  part('report-class', root).value = handed.label;
  form.begin();
}
