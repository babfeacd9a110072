// SHA-256 (FIPS 180-4) of `prefix + n`, giving the first 32 bits. The blocks that hold only the prefix are hashed once.
const K = new Uint32Array(64);
const START = new Uint32Array(8);
const root = (x, power) => { const r = x ** (1 / power); return ((r - Math.floor(r)) * 2 ** 32) | 0; };
for (let candidate = 2, count = 0; count < 64; candidate += 1) {
  let prime = true;
  for (let d = 2; d * d <= candidate; d += 1) if (candidate % d === 0) prime = false;
  if (!prime) continue;
  if (count < 8) START[count] = root(candidate, 2);
  K[count] = root(candidate, 3);
  count += 1;
}

const w = new Uint32Array(64);
const turn = (x, n) => (x >>> n) | (x << (32 - n));

function block(state, bytes, at) {
  for (let i = 0; i < 16; i += 1) {
    const p = at + i * 4;
    w[i] = (bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3];
  }
  for (let i = 16; i < 64; i += 1) {
    const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

export function firstWords(prefix) {
  const head = new TextEncoder().encode(prefix);
  const whole = head.length - (head.length % 64);
  const before = START.slice();
  for (let at = 0; at < whole; at += 64) block(before, head, at);
  const rest = head.subarray(whole);
  const tail = new Uint8Array(128);
  tail.set(rest);
  return (n) => {
    const digits = String(n);
    tail.fill(0, rest.length);
    for (let i = 0; i < digits.length; i += 1) tail[rest.length + i] = digits.charCodeAt(i);
    const length = rest.length + digits.length;
    tail[length] = 0x80;
    const blocks = length + 9 > 64 ? 2 : 1;
    const total = (whole + length) * 8;
    const end = blocks * 64;
    tail[end - 4] = total >>> 24; tail[end - 3] = total >>> 16; tail[end - 2] = total >>> 8; tail[end - 1] = total;
    const state = before.slice();
    for (let at = 0; at < end; at += 64) block(state, tail, at);
    return state[0];
  };
}
