// The keys of a machine's store. What is stored is sealed with one key (AES-GCM, 256 bits). That key lies sealed twice beside it: under the
// passphrase together with a key that this machine never gives out, and under a secret that only the server keeps. So the store opens with
// the passphrase on the machine it was made on, and elsewhere only after the server has given the secret and noted to whom.

const { subtle } = globalThis.crypto;
/** Rounds of PBKDF2-HMAC-SHA-256 (OWASP, 2023). */
const ROUNDS = 600_000;
/** The fewest characters of a passphrase. */
export const SHORTEST = 12;

const bytes = (text) => new TextEncoder().encode(text);
const random = (count) => globalThis.crypto.getRandomValues(new Uint8Array(count));
const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const toText = (data) => btoa(String.fromCharCode(...new Uint8Array(data)));
const fromText = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** What was sealed cannot be opened with this key. */
export class WrongKey extends Error {}

/** A key that stays in this browser: nothing can read it out, not even this program. */
export const machineKey = () => subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

const sealing = (raw) => subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

/** The key made of a passphrase and of the machine's own. */
async function bound(machine, passphrase, salt) {
  const typed = await subtle.importKey("raw", bytes(passphrase.normalize("NFC")), "PBKDF2", false, ["deriveBits"]);
  const stretched = await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, typed, 256);
  return sealing(await subtle.sign("HMAC", machine, stretched));
}

async function sealBytes(key, data, about) {
  const iv = random(12);
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(about) }, key, data);
  return { iv: toText(iv), data: toText(sealed) };
}

async function openBytes(key, sealed, about) {
  try {
    const iv = fromText(sealed.iv);
    return await subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytes(about) }, key, fromText(sealed.data));
  } catch {
    throw new WrongKey(about);
  }
}

/** The lock of a new store: its key, sealed under passphrase and machine, and under the server's secret. */
export async function create(counter, machine, passphrase, secret) {
  const raw = random(32);
  const lock = await locked(counter, machine, passphrase, raw);
  lock.spare = await sealBytes(await sealing(fromHex(secret)), raw, `spare/${counter}`);
  return { key: await sealing(raw), lock };
}

async function locked(counter, machine, passphrase, raw) {
  const salt = random(16);
  return { salt: toText(salt), own: await sealBytes(await bound(machine, passphrase, salt), raw, `own/${counter}`) };
}

/** The key of the store, on its own machine. */
export async function unlock(counter, machine, passphrase, lock) {
  const key = await bound(machine, passphrase, fromText(lock.salt));
  return sealing(await openBytes(key, lock.own, `own/${counter}`));
}

/** The key of the store, with the server's secret. */
export async function unlockSpare(counter, secret, lock) {
  return sealing(await openBytes(await sealing(fromHex(secret)), lock.spare, `spare/${counter}`));
}

/** The lock with another passphrase: whoever has forgotten it asks the server for the secret. */
export async function relock(counter, machine, passphrase, secret, lock) {
  const raw = await openBytes(await sealing(fromHex(secret)), lock.spare, `spare/${counter}`);
  return { ...lock, ...(await locked(counter, machine, passphrase, new Uint8Array(raw))) };
}

/** Seals a value. `about` says what it is; it opens as nothing else. */
export const seal = (key, value, about) => sealBytes(key, bytes(JSON.stringify(value)), about);

/** Opens a value. */
export const open = async (key, sealed, about) => JSON.parse(new TextDecoder().decode(await openBytes(key, sealed, about)));
