// What is asked of the server, when it can be reached.

/** The server cannot be reached, or has no time now: later. */
export class Later extends Error {}
/** Nobody is signed in, or somebody who may not: of another body, for whom the machine is not there. */
export class NotSignedIn extends Error {}
/** The server has refused; `problem` says why. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

const BASE = "/api/v1/offline-counters";

async function call(method, path, body, key) {
  const headers = { accept: "application/json" };
  if (body) headers["content-type"] = "application/json";
  if (key) headers["idempotency-key"] = key;
  let answer;
  try {
    answer = await fetch(`${BASE}${path}`, { method, headers, body: body && JSON.stringify(body), cache: "no-store", signal: AbortSignal.timeout(30_000) });
  } catch {
    throw new Later("Chưa tới được hệ thống.");
  }
  if (answer.ok) return answer.json();
  if ([401, 403, 404].includes(answer.status)) throw new NotSignedIn("Chưa đăng nhập bằng tài khoản Một cửa.");
  const problem = await answer.json().catch(() => ({}));
  if (answer.status === 429 || answer.status >= 500 || !problem.code) throw new Later(problem.detail ?? "Hệ thống chưa trả lời được.");
  throw new Refused(problem);
}

export const register = (name, key) => call("POST", "", { name }, key);
export const reserve = (counter, days, count, key) => call("POST", `/${counter}/ranges`, { days, count }, key);
export const kit = (counter) => call("GET", `/${counter}/kit`);
export const storeKey = (counter, reason) => call("POST", `/${counter}/store-key`, { reason });

/** Brings one intake in, under its own request: however often it is sent, it is one dossier. */
export const bringIn = (counter, id, intake) => call("POST", `/${counter}/dossiers`, intake, id);
