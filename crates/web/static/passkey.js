
// A passkey: the browser is asked for it only when the button is pressed. Whoever has no script, or no passkey, has the other fields.
// What the server sends and takes is base64url where the browser wants bytes.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function optionsOf({ publicKey }) {
  const bytesIn = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) options.excludeCredentials = bytesIn(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) options.allowCredentials = bytesIn(publicKey.allowCredentials);
  return { publicKey: options };
}

function answerOf(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    extensions: {},
  });
}

async function usePasskey(place) {
  const form = place.closest("form");
  const begun = await fetch(place.dataset.begin, { method: "POST", body: new URLSearchParams() });
  if (!begun.ok || begun.redirected) throw new Error(`${place.dataset.begin}: ${begun.status}`);
  const { token, options } = await begun.json();
  const asked = optionsOf(options);
  const made =
    place.dataset.passkey === "create"
      ? await navigator.credentials.create(asked)
      : await navigator.credentials.get(asked);
  place.querySelector("[data-part=token]").value = token;
  place.querySelector("[data-part=answer]").value = answerOf(made);
  form.submit();
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  place.hidden = false;
  const button = place.querySelector("button");
  const said = place.querySelector("[role=status]");
  button.addEventListener("click", async () => {
    said.textContent = "";
    button.disabled = true;
    try {
      await usePasskey(place);
    } catch {
      said.textContent = place.dataset.failed;
    }
    button.disabled = false;
  });
}
