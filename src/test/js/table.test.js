import assert from 'node:assert/strict';
import { test } from 'node:test';
import './language.js';
import { parseCsv } from '../../../webroot/screens/pictures/csv.js';
import { isPredicted } from '../../../webroot/screens/pictures/heads.js';
import { Context, columnsOf, readingOf } from '../../../webroot/screens/pictures/table.js';

const LABELS = ['cat', 'dog', 'hot dog', '7'];
const PATHS = ['set/cat.jpg', 'set/dog.jpg'];

const understood = (text, { paths = PATHS, labels = LABELS, columns = null, path = 'truth.csv' } = {}) => {
  const context = new Context(paths, labels);
  const reading = readingOf({ rows: parseCsv(text), columns }, context);
  return { ...reading, truths: context.truths([{ path, reading }]) };
};
const truths = (text, more) => understood(text, more).truths;
const columns = (text, more) => Object.values(understood(text, more).columns);

test('heads of the tools of the field are known, wherever their columns stand', () => {
  for (const file of ['file', 'filename', 'file_name', 'filepath', 'File Path', 'image', 'image_path', 'ImageId', 'img_path', 'path', 'image_filename']) {
    for (const truth of ['label', 'class', 'target', 'truth', 'y_true', 'ground_truth', 'GroundTruth', 'category', 'true_label', 'class_name']) {
      assert.deepEqual(truths(`split,${truth},${file}\ntrain,cat,cat.jpg\ntrain,dog,dog.jpg`), [0, 1], `${file}, ${truth}`);
    }
  }
});

test('a name of a file comes before an id, unless only the id is found here', () => {
  assert.deepEqual(columns('id,filename,label\n1,cat.jpg,cat\n2,dog.jpg,dog'), [1, 2]);
  assert.deepEqual(columns('id,image,label\ncat,4711.dcm,cat\ndog,4712.dcm,dog'), [0, 2]);
});

test('what a model said is never the truth', () => {
  assert.deepEqual(truths('file,predicted,y_true\ndog.jpg,cat,dog\ncat.jpg,dog,cat'), [0, 1]);
  for (const head of ['predicted', 'pred', 'y_pred', 'prediction', 'predicted_label', 'score', 'probability', 'label score', 'top1', 'model prediction']) {
    assert.ok(isPredicted(head), head);
    assert.equal(understood(`file,${head}\ncat.jpg,dog\ndog.jpg,dog`).is, 'ask', head);
  }
});

test('of two columns the one that is called the truth counts, and names before numbers', () => {
  assert.deepEqual(truths('file,label,y_true\ncat.jpg,dog,cat\ndog.jpg,dog,dog'), [0, 1]);
  assert.deepEqual(truths('file,target,label\ncat.jpg,1,cat\ndog.jpg,0,dog'), [0, 1]);
  assert.deepEqual(truths('label_index,label_text,file\n5,dog,dog.jpg\n5,cat,cat.jpg'), [0, 1]);
  assert.deepEqual(truths('file;class id\ncat.jpg;0\ndog.jpg;1.0'), [0, 1]);
});

test('a number is the name of a class where some are called so, and its place elsewhere', () => {
  const labels = ['7', '3', '1', '0'];
  assert.deepEqual(truths('file,label\ncat.jpg,7.0\ndog.jpg,1.0', { labels }), [0, 2]);
  assert.deepEqual(truths('file,label\ncat.jpg,2\ndog.jpg,3', { labels }), [null, 1]);
  assert.deepEqual(truths('file,label\ncat.jpg,2\ndog.jpg,3', { labels: ['0', '1', 'two', 'three', '911'] }), [2, 3]);
  assert.deepEqual(truths('file,class_index\ncat.jpg,0\ndog.jpg,1', { labels }), [0, 1]);
});

test('places that go up to the number of classes and not down to 0 are counted from 1', () => {
  assert.deepEqual(truths('file,label_id\ncat.jpg,1\ndog.jpg,4', { labels: ['a', 'b', 'c', 'd'] }), [0, 3]);
  assert.deepEqual(truths('cat.jpg,4.0\ndog.jpg,2', { labels: ['a', 'b', 'c', 'd'] }), [3, 1]);
  assert.deepEqual(truths('file,label_id,x\ncat.jpg,1,\ndog.jpg,4,\nbird.jpg,0,', { labels: ['a', 'b', 'c', 'd'] }), [1, null]);
});

test('two columns that may be the truth and disagree are asked about', () => {
  assert.deepEqual(truths('file,category,label\ncat.jpg,animal,cat\ndog.jpg,animal,dog'), [0, 1]);
  assert.equal(understood('file,category,label\ncat.jpg,dog,cat\ndog.jpg,dog,dog').is, 'ask');
});

test('one column for each class says which one it is', () => {
  assert.deepEqual(truths('file,dog,cat,horse\ndog.jpg,1,0,0\ncat.jpg,0,1,0'), [0, 1]);
  assert.deepEqual(truths('image,DOG,split,CAT\ndog,1.0,train,0.0\ncat,0.0,test,1.0'), [0, 1]);
  assert.deepEqual(truths('file,horse,cow\ndog.jpg,1,0\ncat.jpg,0,1'), [null, null]);
  assert.equal(understood('file,dog,cat\ndog.jpg,1,0\ncat.jpg,1,1').is, 'several');
});

test('heads that are not known are asked about, and nothing is taken by its place', () => {
  const reading = understood('thing,breed,verdict\ncat.jpg,cat,dog\ndog.jpg,dog,dog');

  assert.equal(reading.is, 'ask');
  assert.deepEqual(reading.columns, { file: 0, truth: null });
  assert.deepEqual(reading.truths, [null, null]);
  assert.equal(understood('file,dog_score,cat_score\ndog.jpg,0.9,0.1\ncat.jpg,0.2,0.8').is, 'ask');
});

test('what somebody chose is taken, with heads and without', () => {
  assert.deepEqual(truths('a,b,c\nx,cat,cat.jpg\nx,dog,dog.jpg', { columns: { file: 2, truth: 1 } }), [0, 1]);
  assert.deepEqual(truths('cat.jpg,3,cat\ndog.jpg,3,dog', { columns: { file: 0, truth: 2 } }), [0, 1]);
});

test('a table without heads is known by its first row: an image, and a class', () => {
  assert.deepEqual(truths('cat.jpg,cat\ndog.jpg,dog'), [0, 1]);
  assert.deepEqual(truths('dog;640;dog.jpg\ncat;480;cat.jpg'), [0, 1]);
  assert.deepEqual(truths('cat,cat\ndog,hot dog'), [0, 2]);
  assert.deepEqual(truths('cat.jpg;0\ndog.jpg;1'), [0, 1]);
});

test('a table without heads that may be read in two ways is asked about', () => {
  assert.equal(understood('cat.jpg,1,0\ndog.jpg,0,1').is, 'ask');
  assert.equal(understood('cat.jpg,dog,cat\ndog.jpg,cat,dog').is, 'ask');
});

test('nobody is asked before there are images and a model to tell columns by', () => {
  assert.equal(understood('thing,breed\ncat.jpg,cat', { paths: [] }).is, 'later');
  assert.equal(understood('cat.jpg,cat', { labels: [] }).is, 'later');
  assert.equal(understood('file,label\ncat.jpg,cat', { labels: [] }).is, 'read');
});

test('a single column is no table of truths', () => {
  assert.equal(understood('cat.jpg\ndog.jpg').is, 'narrow');
  assert.equal(understood('').is, 'narrow');
});

test('lines that disagree about an image say nothing, those that agree do', () => {
  assert.deepEqual(truths('file,label\none/1.jpg,cat\ntwo/1.jpg,dog', { paths: ['one/1.jpg', '1.jpg'] }), [0, null]);
  assert.deepEqual(truths('file,label\none/1.jpg,dog\ntwo/1.jpg,Dog', { paths: ['1.jpg'] }), [1]);
});

test('a table in a folder speaks of the images of that folder', () => {
  const paths = ['all/one/1.jpg', 'all/two/1.jpg'];

  assert.deepEqual(truths('file,label\n1.jpg,dog', { paths, path: 'all/two/truth.csv' }), [null, 1]);
  assert.deepEqual(truths('file,label\n1.jpg,dog', { paths }), [null, null]);
});

test('of several tables each counts, the last one most', () => {
  const context = new Context(PATHS, LABELS);
  const tables = ['file,label\ncat.jpg,dog\ndog.jpg,dog', 'file,label\ncat.jpg,cat'].map((text) => ({ path: 'x.csv', reading: readingOf({ rows: parseCsv(text), columns: null }, context) }));

  assert.deepEqual(context.truths(tables), [0, 1]);
});

test('columns are offered by their heads, or by what stands in them', () => {
  const [first, second] = columnsOf({ rows: parseCsv('a,prediction\n,dog\ncat.jpg,dog') }, { headed: true });

  assert.deepEqual(first, { head: 'a', sample: 'cat.jpg', isPredicted: false });
  assert.ok(second.isPredicted);
  assert.deepEqual(columnsOf({ rows: [['cat.jpg']] }, { headed: false }), [{ head: '', sample: 'cat.jpg', isPredicted: false }]);
});
