// A program of another body, as an administrator lets it in on the pages: a system with a position, and a token with scopes.
import assert from "node:assert/strict";
import { passwordOf } from "../browser/harness.mjs";

const LIST = "/quan-tri/he-thong";

/** The cookie of somebody who signs in. */
export async function signIn(program, login) {
  const answer = await fetch(`${program.base}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login, password: passwordOf(program) }),
  });
  assert.equal(answer.status, 200, `${login} signs in`);
  return answer.headers.get("set-cookie").split(";")[0];
}

/** Sends a form as the administrator's browser does. */
function post(program, cookie, path, fields) {
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  return fetch(program.base + path, { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual" });
}

/** A token of a new system in the first position of whoever signs in as `like`. */
export async function giveToken(program, { name, number, like, scopes = ["dossier.read", "dossier.receive"] }) {
  const [admin, other] = [await signIn(program, "quan-tri"), await signIn(program, like)];
  const me = await (await fetch(`${program.base}/api/v1/me`, { headers: { cookie: other } })).json();
  const { unit, role } = me.posts[0];
  const registered = await post(program, admin, `${LIST}/them`, { name, number, contact: "Tổ vận hành", unit, role });
  assert.equal(registered.status, 303, await registered.text());
  const last = new Date(Date.now() + 30 * 24 * 3600 * 1000);
  const given = await post(program, admin, `${registered.headers.get("location")}/ma`, [
    ["label", "Máy chủ chính"],
    ["last-ngay", String(last.getDate())],
    ["last-thang", String(last.getMonth() + 1)],
    ["last-nam", String(last.getFullYear())],
    ...scopes.map((scope) => ["scope", scope]),
  ]);
  const token = /motcua_[0-9a-f]{64}/.exec(await given.text())?.[0];
  assert.ok(token, `${name} is given a token`);
  return token;
}
