// Passkeys: asks the device to make one, or to sign with one, and sends what it said with the form.
// A form says with data-passkey what it wants: "create" or "get"; data-options holds what the hub asks for,
// or data-ask where to ask for it. Without this script the form's own text stays, which says what else to do.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const known = (credentials) => (credentials ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

function creation(asked, alone) {
  const { publicKey } = asked;
  const selection = { ...publicKey.authenticatorSelection };
  if (alone) {
    Object.assign(selection, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
  }
  return {
    publicKey: {
      ...publicKey,
      authenticatorSelection: selection,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
    },
  };
}

function request({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  };
}

function told(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = text(response[part]);
  }
  if (response.getTransports) said.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  });
}

async function options(form) {
  if (!form.dataset.ask) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

async function use(form) {
  const asked = await options(form);
  const alone = form.elements.passwordless?.checked;
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create(creation(asked, alone))
      : await navigator.credentials.get(request(asked));
  form.elements.credential.value = told(credential);
  form.submit();
}

function prepare(form) {
  const status = form.querySelector("[data-passkey-told]");
  if (!window.PublicKeyCredential || !window.isSecureContext) {
    status.textContent = form.dataset.cannot;
    return;
  }
  status.textContent = "";
  status.hidden = true;
  form.querySelector("[data-passkey-parts]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await use(form);
    } catch (error) {
      if (!(error instanceof DOMException) && !(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
      status.hidden = false;
      status.textContent =
        error.name === "InvalidStateError"
          ? "This device holds a passkey for you already."
          : "Nothing was signed: the device refused, or it took too long. Try again, or use another way.";
    }
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);
