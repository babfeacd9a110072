// For each part: find n such that SHA-256(token "." part "." n) begins with `bits` zero bits. Written out because
// crypto.subtle is missing on plain http, where a station's own network may serve this page.
import { firstWords } from './sha256.js';

self.onmessage = ({ data: { token, bits, parts } }) => {
  const found = [];
  for (let part = 0; part < parts; part += 1) {
    const zeroes = firstWords(`${token}.${part}.`);
    let n = 0;
    while (zeroes(n) >>> (32 - bits) !== 0) n += 1;
    found.push(n);
  }
  self.postMessage(found);
};
