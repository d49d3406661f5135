// Bringing in what was received. Each intake goes under its own request: however often it is sent, it is one dossier.
import { list } from "./list.js";
import { rfc3339 } from "./moments.js";
import { say, tell } from "./screen.js";
import * as server from "./server.js";
import { here, keep, read } from "./store.js";

/** Everything that waits. */
export const sync = async () => bring((await here.store.all()).filter((it) => it.state === "waiting"));

/** Brings intakes in one after another. Whatever stops, each is where it was. */
export async function bring(waiting, anew = false) {
  let came = 0;
  let stopped;
  for (const intake of waiting) {
    try {
      if (await one(intake, anew)) came += 1;
    } catch (error) {
      stopped = error;
      break;
    }
  }
  await list();
  if (stopped) tell(stopped);
  else if (came === waiting.length) say(`${came} hồ sơ đã vào hệ thống.`, "ok", "Đồng bộ xong");
  else say(`${came} hồ sơ đã vào hệ thống, ${waiting.length - came} hồ sơ cần xử lý: xem lý do ở từng hồ sơ bên dưới.`, "warn", "Đồng bộ xong");
}

/** Whether it came in; what the server refuses is kept with the reason. */
async function one(intake, anew) {
  const plain = await read(intake);
  if (!plain) return false;
  const { procedure, competent, lookup, pairs } = plain;
  const { number } = intake;
  const received = rfc3339(intake.at);
  const sent = { procedure, competent, number, received, sent: rfc3339(Date.now()), promised: rfc3339(plain.due), lookup, pairs, anew };
  try {
    const answer = await server.bringIn(here.store.counter, intake.id, sent);
    const more = { dossier: answer.id, final: answer.number, received: Date.parse(answer.received) };
    await keep(intake, { ...plain, notes: answer.notes, refusal: undefined, errors: undefined }, "in", more);
    return true;
  } catch (error) {
    if (!(error instanceof server.Refused)) throw error;
    const { detail, code, errors = [] } = error.problem;
    await keep(intake, { ...plain, code, errors, refusal: [detail, ...errors.map((it) => it.message)] }, "refused");
    return false;
  }
}
