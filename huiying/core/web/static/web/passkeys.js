// Passkeys (WebAuthn). A form with data-passkey="create|get|sign-in" has the options of the call in data-options, or
// under the address data-options-url; the answer goes into its hidden field `credential` and the form is sent.
(() => {
  "use strict";

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const forCreate = (given, signsIn) => {
    const options = structuredClone(given.publicKey);
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    for (const one of options.excludeCredentials || []) one.id = bytes(one.id);
    if (signsIn) {
      options.authenticatorSelection = {
        ...options.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      };
    }
    return { publicKey: options };
  };

  const forGet = (given) => {
    const options = structuredClone(given.publicKey);
    options.challenge = bytes(options.challenge);
    for (const one of options.allowCredentials || []) one.id = bytes(one.id);
    return { publicKey: options };
  };

  const answer = (made) => {
    const response = { clientDataJSON: text(made.response.clientDataJSON) };
    if (made.response.attestationObject) {
      response.attestationObject = text(made.response.attestationObject);
      response.transports = made.response.getTransports ? made.response.getTransports() : [];
    } else {
      response.authenticatorData = text(made.response.authenticatorData);
      response.signature = text(made.response.signature);
      response.userHandle = made.response.userHandle ? text(made.response.userHandle) : null;
    }
    return {
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      authenticatorAttachment: made.authenticatorAttachment,
      clientExtensionResults: made.getClientExtensionResults(),
      response,
    };
  };

  const options = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const found = await fetch(form.dataset.optionsUrl, {
      credentials: "same-origin",
      headers: { Accept: "application/json" },
    });
    if (!found.ok) throw new Error("no options");
    return (await found.json()).request_options;
  };

  const ask = async (form) => {
    const given = await options(form);
    if (form.dataset.passkey !== "create") return navigator.credentials.get(forGet(given));
    const signsIn = form.elements.passwordless;
    return navigator.credentials.create(forCreate(given, Boolean(signsIn && signsIn.checked)));
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const words = form.querySelector("[data-passkey-words]");
    const say = (which) => { words.textContent = words.dataset[which] || ""; };
    if (!window.PublicKeyCredential || !navigator.credentials) {
      say("unsupported");
      continue;
    }
    if (/^[\d.]+$|^\[/.test(location.hostname)) {
      say("number");
      // Nobody who signs in needs to read of it.
      form.hidden = form.dataset.passkey === "sign-in";
    }
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      say("working");
      try {
        form.elements.credential.value = JSON.stringify(answer(await ask(form)));
      } catch (error) {
        // The device has one of this account already: the browser says so by this name alone.
        say(error.name === "InvalidStateError" ? "known" : "failed");
        return;
      }
      say("done");
      HTMLFormElement.prototype.submit.call(form);
    });
  }
})();
