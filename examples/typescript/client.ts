// Receives the first dossier that waits: comes in by token, pages, looks up, acts once. Node's own fetch, nothing else.
import { randomUUID } from "node:crypto";

const URL = (process.env.MOTCUA_URL ?? "http://127.0.0.1:8080").replace(/\/$/, "");
const TOKEN = process.env.MOTCUA_TOKEN;
if (!TOKEN) throw new Error("MOTCUA_TOKEN is not set");

/** A refusal, application/problem+json (RFC 9457). */
interface Problem {
  code: string;
  detail: string;
  request_id: string;
  errors?: { field: string; message: string }[];
}

class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${status} ${problem.code}: ${problem.detail} (request ${problem.request_id})`);
  }
}

interface Me {
  name: string;
}
interface Procedures {
  items: { code: string }[];
}
interface Desk {
  lines: { id: string }[];
}
interface Dossier {
  submitter: string;
  procedure: string;
  state: string;
  revision: number;
}
interface Receipt {
  number: string;
  due: string;
}

/** One call; the decoded answer and its headers. What is busy is asked again, up to three times. */
async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ answer: T; headers: Headers }> {
  for (let tries = 0; ; tries += 1) {
    const sent: Record<string, string> = { authorization: `Bearer ${TOKEN}`, ...headers };
    if (body !== undefined) sent["content-type"] = "application/json";
    const signal = AbortSignal.timeout(30_000);
    const answer = await fetch(URL + path, { method, headers: sent, body: JSON.stringify(body), signal });
    if (answer.status === 503 && tries < 3) {
      const seconds = Number(answer.headers.get("retry-after") ?? "5");
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      continue;
    }
    if (!answer.ok) throw new Refused(answer.status, (await answer.json()) as Problem);
    return { answer: (await answer.json()) as T, headers: answer.headers };
  }
}

/** Every page of a list, by the address that each names as the next. */
async function* pages<T>(first: string): AsyncGenerator<T> {
  for (let path: string | undefined = first; path !== undefined; ) {
    const page: { answer: T; headers: Headers } = await call<T>("GET", path);
    yield page.answer;
    path = /<([^>]*)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
  }
}

const { answer: me } = await call<Me>("GET", "/api/v1/me");
console.log(`came in as ${me.name}`);

let count = 0;
for await (const page of pages<Procedures>("/api/v1/procedures")) count += page.items.length;
console.log(`procedures: ${count}`);

const waiting: Desk["lines"] = [];
for await (const page of pages<Desk>("/api/v1/desk?queue=cho-tiep-nhan")) waiting.push(...page.lines);
const first = waiting[0];
if (!first) throw new Error("no dossier waits to be received");
const path = `/api/v1/dossiers/${first.id}`;
const seen = await call<Dossier>("GET", path);
console.log(`looked up: ${seen.answer.submitter}, ${seen.answer.procedure}, ${seen.answer.state}`);

// One key for one act, made before the first try and kept until it is answered.
const tag = seen.headers.get("etag") ?? "";
const act = { "idempotency-key": randomUUID(), "if-match": tag };
const { answer: receipt } = await call<Receipt>("POST", `${path}/reception`, {}, act);
const { answer: again } = await call<Receipt>("POST", `${path}/reception`, {}, act);
if (JSON.stringify(again) !== JSON.stringify(receipt)) throw new Error("a repeat gets the first answer");
console.log(`received once: ${receipt.number}, due ${receipt.due}`);

const { answer: now } = await call<Dossier>("GET", `/api/v1/dossiers/${receipt.number}`);
console.log(`now: ${now.state}, revision ${now.revision}`);

try {
  await call("POST", `${path}/reception`, {}, { "idempotency-key": randomUUID(), "if-match": tag });
} catch (refusal) {
  if (!(refusal instanceof Refused)) throw refusal;
  console.log(`refused as it should be: ${refusal.status} ${refusal.problem.code}`);
}
