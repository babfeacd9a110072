// Speaking instead of writing: records in the browser, changes the voice there if that is wished, and puts the
// recording among the files of the form. Nothing leaves before the form is sent. Without script there is the file box.
(() => {
  const RATE = 16000;
  const MOST_SECONDS = 600;

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

  const joined = (pieces) => {
    const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    pieces.forEach((piece) => { all.set(piece, at); at += piece.length; });
    return all;
  };

  // The browser's own resampler: speech needs no more than 16,000 samples a second.
  const resampled = async (samples, rate) => {
    const length = Math.max(1, Math.ceil((samples.length * RATE) / rate));
    const room = new OfflineAudioContext(1, length, RATE);
    const buffer = room.createBuffer(1, samples.length, rate);
    buffer.copyToChannel(samples, 0);
    const source = room.createBufferSource();
    source.buffer = buffer;
    source.connect(room.destination);
    source.start();
    return (await room.startRendering()).getChannelData(0);
  };

  // Higher or lower by a factor that nobody keeps, and as long as before: read faster or slower, then laid out anew
  // in overlapping pieces, each where it fits the last one best.
  const disguised = (samples) => {
    const [chance] = crypto.getRandomValues(new Uint32Array(1));
    const by = (chance & 1 ? 1.22 : 0.74) + ((chance >>> 8) / 2 ** 24) * 0.12;
    const read = new Float32Array(Math.floor(samples.length / by));
    for (let n = 0; n < read.length; n += 1) {
      const place = n * by;
      const whole = Math.floor(place);
      const next = whole + 1 < samples.length ? samples[whole + 1] : samples[whole];
      read[n] = samples[whole] + (next - samples[whole]) * (place - whole);
    }
    const size = 640;
    const hop = size / 2;
    const reach = 120;
    const made = new Float32Array(samples.length + size);
    let last = 0;
    for (let out = 0; out < samples.length; out += hop) {
      const wanted = Math.floor(out / by);
      let best = wanted;
      if (out) {
        let most = -Infinity;
        for (let at = Math.max(0, wanted - reach); at <= wanted + reach; at += 4) {
          let fit = 0;
          for (let n = 0; n < hop; n += 4) fit += (read[last + hop + n] || 0) * (read[at + n] || 0);
          if (fit > most) { most = fit; best = at; }
        }
      }
      for (let n = 0; n < size; n += 1) {
        made[out + n] += (read[best + n] || 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
      }
      last = best;
    }
    return made.subarray(0, samples.length);
  };

  const wave = (samples) => {
    const bytes = new DataView(new ArrayBuffer(44 + samples.length * 2));
    const text = (at, letters) => [...letters].forEach((c, n) => bytes.setUint8(at + n, c.charCodeAt(0)));
    text(0, 'RIFF');
    bytes.setUint32(4, 36 + samples.length * 2, true);
    text(8, 'WAVEfmt ');
    bytes.setUint32(16, 16, true);
    bytes.setUint16(20, 1, true);
    bytes.setUint16(22, 1, true);
    bytes.setUint32(24, RATE, true);
    bytes.setUint32(28, RATE * 2, true);
    bytes.setUint16(32, 2, true);
    bytes.setUint16(34, 16, true);
    text(36, 'data');
    bytes.setUint32(40, samples.length * 2, true);
    samples.forEach((s, n) => bytes.setInt16(44 + n * 2, Math.max(-1, Math.min(1, s)) * 32767, true));
    return bytes.buffer;
  };

  const begin = (box) => {
    const words = box.dataset;
    const button = box.querySelector('[data-voice-button]');
    const state = box.querySelector('[data-voice-state]');
    const list = box.querySelector('[data-voice-list]');
    const change = box.querySelector('[data-voice-change]');
    const kept = [];
    const input = document.createElement('input');
    input.type = 'file';
    input.name = 'files';
    input.multiple = true;
    input.hidden = true;
    box.append(input);
    let running = null;
    let playing = null;

    const carry = () => {
      const all = new DataTransfer();
      kept.forEach((one) => all.items.add(one.file));
      input.files = all.files;
    };

    const silence = () => { if (playing) playing.close(); playing = null; };

    const listen = (one) => {
      silence();
      playing = new AudioContext();
      const buffer = playing.createBuffer(1, one.samples.length, RATE);
      buffer.copyToChannel(one.samples, 0);
      const source = playing.createBufferSource();
      source.buffer = buffer;
      source.connect(playing.destination);
      source.start();
    };

    const linked = (label, about, does) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.className = 'govuk-link hy-linkbutton';
      made.textContent = label;
      const which = document.createElement('span');
      which.className = 'govuk-visually-hidden';
      which.textContent = ` ${about}`;
      made.append(which);
      made.addEventListener('click', does);
      return made;
    };

    let count = 0;
    const keep = (samples) => {
      count += 1;
      const name = `${words.name}-${count}.wav`;
      const one = { samples, file: new File([wave(samples)], name, { type: 'audio/wav' }) };
      kept.push(one);
      carry();
      const row = document.createElement('li');
      row.className = 'hy-filechip';
      const what = document.createElement('span');
      what.textContent = `${name} · ${clock(samples.length / RATE)}`;
      row.append(
        what,
        linked(words.listen, name, () => listen(one)),
        linked(words.remove, name, () => {
          silence();
          kept.splice(kept.indexOf(one), 1);
          carry();
          row.remove();
          state.textContent = '';
          button.focus();
        }),
      );
      list.append(row);
      state.textContent = words.kept;
      if (box.closest('form')) box.closest('form').dispatchEvent(new Event('input', { bubbles: true }));
    };

    const stop = async () => {
      const now = running;
      running = null;
      if (!now) return;
      now.node.disconnect();
      now.stream.getTracks().forEach((track) => track.stop());
      const { sampleRate } = now.context;
      await now.context.close();
      button.textContent = words.begin;
      if (!now.pieces.length) { state.textContent = ''; return; }
      button.disabled = true;
      state.textContent = words.working;
      try {
        const samples = await resampled(joined(now.pieces), sampleRate);
        // So that what was just said is on the screen before the work begins.
        await new Promise((done) => { setTimeout(done, 30); });
        keep(change.checked ? disguised(samples) : samples);
      } finally {
        button.disabled = false;
      }
    };

    const start = async () => {
      silence();
      let stream;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        state.textContent = words.denied;
        return;
      }
      const context = new AudioContext();
      const source = context.createMediaStreamSource(stream);
      const node = context.createScriptProcessor(4096, 1, 1);
      running = { context, stream, node, pieces: [] };
      let samples = 0;
      let told = -1;
      node.onaudioprocess = (event) => {
        if (!running) return;
        running.pieces.push(new Float32Array(event.inputBuffer.getChannelData(0)));
        samples += event.inputBuffer.length;
        const seconds = samples / context.sampleRate;
        if (Math.floor(seconds) !== told) {
          told = Math.floor(seconds);
          button.textContent = `${words.stop} (${clock(told)})`;
        }
        if (seconds >= MOST_SECONDS) stop();
      };
      source.connect(node);
      node.connect(context.destination);
      state.textContent = words.running;
    };

    button.addEventListener('click', () => (running ? stop() : start()));
    // What still runs when the form goes is kept first: nothing that was said is lost.
    const form = box.closest('form');
    if (form) {
      form.addEventListener('submit', (event) => {
        if (!running) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        stop().then(() => form.requestSubmit(event.submitter));
      }, true);
    }
    box.hidden = false;
  };

  const can = window.OfflineAudioContext && window.DataTransfer
    && navigator.mediaDevices && navigator.mediaDevices.getUserMedia;
  if (can) document.querySelectorAll('[data-voice]').forEach(begin);
})();
