// Opens sealed boxes where the officer sits: HPKE (RFC 9180, base mode, X25519, HKDF-SHA256, AES-256-GCM) by WebCrypto.
// The key file and its passphrase stay in this page; nothing is stored and nothing is sent. Same as core/people/boxes.py.
(() => {
  "use strict";

  const form = document.getElementById("outside");
  if (!form) return;
  const subtle = globalThis.crypto && globalThis.crypto.subtle;
  const utf8 = (text) => new TextEncoder().encode(text);
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const join = (...parts) => {
    const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
    parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
    return all;
  };

  class Told extends Error {}

  // --- RFC 9180 -------------------------------------------------------------------------------------

  const KEM = join(utf8("KEM"), Uint8Array.of(0, 0x20));
  const HPKE = join(utf8("HPKE"), Uint8Array.of(0, 0x20, 0, 1, 0, 2));

  const hmac = async (key, data) => {
    const made = await subtle.importKey(
      "raw", key.length ? key : new Uint8Array(32), { name: "HMAC", hash: "SHA-256" }, false, ["sign"],
    );
    return new Uint8Array(await subtle.sign("HMAC", made, data));
  };
  const extract = (suite, salt, label, material) =>
    hmac(salt, join(utf8("HPKE-v1"), suite, utf8(label), material));
  // One block is enough: nothing here is longer than 32 bytes.
  const expand = async (suite, secret, label, info, length) => {
    const labelled = join(Uint8Array.of(0, length), utf8("HPKE-v1"), suite, utf8(label), info);
    return (await hmac(secret, join(labelled, Uint8Array.of(1)))).slice(0, length);
  };

  // PKCS #8 around a raw X25519 key (RFC 8410): the only form in which WebCrypto takes a private one.
  const PKCS8 = Uint8Array.of(
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
  );

  const openBox = async (box, key, info) => {
    const none = new Uint8Array(0);
    const enc = box.slice(0, 32);
    const theirs = await subtle.importKey("raw", enc, { name: "X25519" }, false, []);
    const shared = new Uint8Array(
      await subtle.deriveBits({ name: "X25519", public: theirs }, key.secret, 256),
    );
    const inner = await expand(
      KEM, await extract(KEM, none, "eae_prk", shared), "shared_secret", join(enc, key.public), 32,
    );
    const context = join(
      Uint8Array.of(0),
      await extract(HPKE, none, "psk_id_hash", none),
      await extract(HPKE, none, "info_hash", info),
    );
    const secret = await extract(HPKE, inner, "secret", none);
    const sealing = await subtle.importKey(
      "raw", await expand(HPKE, secret, "key", context, 32), "AES-GCM", false, ["decrypt"],
    );
    const iv = await expand(HPKE, secret, "base_nonce", context, 12);
    return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv }, sealing, box.slice(32)));
  };

  // --- our own envelope -----------------------------------------------------------------------------

  const INFO = utf8("huiying outside box 1\0");

  const openEntry = async (entry, key) => {
    const box = bytes(entry.box);
    if (new TextDecoder().decode(box.slice(0, 4)) !== "HYO1") throw new Told(form.dataset.broken);
    const after = 5 + box[4];
    try {
      const plain = await openBox(box.slice(after), key, join(INFO, utf8(entry.place)));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      const other = entry.key !== key.name;
      throw new Told(other ? `${form.dataset.otherKey} ${entry.key}` : form.dataset.broken);
    }
  };

  const readKey = async (text, passphrase) => {
    try {
      const held = JSON.parse(text);
      if (held.format !== "huiying-outside-key/1") throw new Error();
      const [name, encoded] = held.public.split(":");
      const raw = held.private ? bytes(held.private) : await unlocked(held, passphrase);
      const secret = await subtle.importKey("pkcs8", join(PKCS8, raw), { name: "X25519" }, false, ["deriveBits"]);
      raw.fill(0);
      return { name, public: bytes(encoded), secret };
    } catch (error) {
      throw new Told(error && error.name === "NotSupportedError" ? form.dataset.old : form.dataset.wrongKey);
    }
  };

  const unlocked = async (held, passphrase) => {
    if (!(held.rounds >= 1 && held.rounds <= 10_000_000)) throw new Error();
    const base = await subtle.importKey("raw", utf8(passphrase), "PBKDF2", false, ["deriveKey"]);
    const key = await subtle.deriveKey(
      { name: "PBKDF2", hash: "SHA-256", salt: bytes(held.salt), iterations: held.rounds },
      base, { name: "AES-GCM", length: 256 }, false, ["decrypt"],
    );
    const given = { name: "AES-GCM", iv: bytes(held.nonce), additionalData: utf8(held.format) };
    return new Uint8Array(await subtle.decrypt(given, key, bytes(held.locked)));
  };

  // A file on the disk of the service: chunks, each with a counted nonce, the last one marked (core/files/blobs.py).
  const openFile = async (sealed, held) => {
    const key = await subtle.importKey("raw", bytes(held.key), "AES-GCM", false, ["decrypt"]);
    const view = new DataView(sealed);
    const parts = [];
    for (let at = 4, number = 0; at < sealed.byteLength; number += 1) {
      const length = view.getUint32(at);
      const iv = new Uint8Array(12);
      new DataView(iv.buffer).setUint32(7, number);
      iv[11] = at + 4 + length >= sealed.byteLength ? 1 : 0;
      const given = { name: "AES-GCM", iv, additionalData: utf8(held.place) };
      parts.push(await subtle.decrypt(given, key, sealed.slice(at + 4, at + 4 + length)));
      at += 4 + length;
    }
    return new Blob(parts, { type: "application/octet-stream" });
  };

  // --- the page -------------------------------------------------------------------------------------

  const made = (name, text, classes) => {
    const element = document.createElement(name);
    element.textContent = text;
    if (classes) element.className = classes;
    return element;
  };

  const fetched = async (address) => {
    try {
      const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
      if (answer.ok) return answer;
    } catch {
      // said below
    }
    throw new Told(form.dataset.away);
  };

  const saveButton = (entry, held) => {
    const button = made("button", `${form.dataset.save}: ${held.name}`, "govuk-button govuk-button--secondary hy-mb0");
    button.type = "button";
    button.addEventListener("click", () => guarded(async () => {
      const sealed = await (await fetched(entry.content)).arrayBuffer();
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await openFile(sealed, held));
      link.download = held.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    }));
    return button;
  };

  const card = (entry, held) => {
    const section = made("section", "", "hy-card");
    section.append(made("h2", [entry.head, entry.label].filter(Boolean).join(" · "), "hy-card__t"));
    if (entry.content) {
      section.append(saveButton(entry, held));
      return section;
    }
    const said = entry.place.startsWith("contact:")
      ? Object.entries(held).map(([name, value]) => `${entry.names[name] || name}: ${value}`).join("\n")
      : held.text;
    section.append(made("p", said || "–", "hy-prose"));
    return section;
  };

  const problem = document.getElementById("outside-problem");
  const say = (text) => {
    problem.textContent = text;
    problem.hidden = !text;
  };
  const guarded = async (work) => {
    say("");
    try {
      await work();
    } catch (error) {
      say(error instanceof Told ? error.message : form.dataset.broken);
    }
  };

  form.hidden = false;
  if (!subtle) say(form.dataset.old);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [file] = document.getElementById("outside-key").files;
    const pass = document.getElementById("outside-pass");
    guarded(async () => {
      if (!file || !subtle) throw new Told(subtle ? form.dataset.wrongKey : form.dataset.old);
      const key = await readKey(await file.text(), pass.value);
      pass.value = "";
      const held = await (await fetched(form.dataset.bundle)).json();
      const cards = [];
      for (const entry of held.boxes) {
        try {
          cards.push(card(entry, await openEntry(entry, key)));
        } catch (error) {
          cards.push(card({ ...entry, content: "" }, { text: error.message }));
        }
      }
      document.getElementById("outside-words").replaceChildren(...cards);
    });
  });
})();
