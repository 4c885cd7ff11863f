import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameIn, webAddress } from '../../../webroot/web-address.js';

test('a text that is an address and nothing else is one', () => {
  assert.equal(webAddress(' https://example.org/dog.jpg\n'), 'https://example.org/dog.jpg');
  assert.equal(webAddress('HTTP://m\u00fcller.example/\u00c4pfel.jpg'), 'http://xn--mller-kva.example/%C3%84pfel.jpg');
});

test('anything else is none', () => {
  for (const text of ['', 'dog', 'example.org/dog.jpg', 'see https://example.org/dog.jpg', 'https://example.org/ is it', 'https://', 'http://a:b:c/', 'ftp://example.org/', 'javascript:alert(1)', 'data:image/png;base64,AAAA', 'blob:https://example.org/1']) {
    assert.equal(webAddress(text), null, text);
  }
});

test('a picture is called as its file, else as its server', () => {
  assert.equal(nameIn('https://example.org/pictures/my%20dog.jpg?size=large'), 'my dog.jpg');
  assert.equal(nameIn('https://example.org/100%25/'), '100%');
  assert.equal(nameIn('https://example.org/100%/'), '100%');
  assert.equal(nameIn('https://example.org/'), 'example.org');
});
