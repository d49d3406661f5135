// Making a machine ready while there is a network: a name, a passphrase, numbers, the kit. And opening it afterwards.
import { list } from "./list.js";
import { local } from "./moments.js";
import { say, wrong } from "./screen.js";
import * as server from "./server.js";
import * as shelf from "./shelf.js";
import { here, ownStore } from "./store.js";
import * as vault from "./vault.js";

/** So many milliseconds the clock may be off before that is said. */
export const CLOCK = 120_000;

function passphrases(fields) {
  if (fields.passphrase.value.length < vault.SHORTEST) {
    return [{ field: fields.passphrase.id, message: `Cụm mật khẩu có ít nhất ${vault.SHORTEST} ký tự; nên là bốn, năm từ dễ nhớ.` }];
  }
  const same = fields.passphrase.value === fields.again.value;
  return same ? [] : [{ field: fields.again.id, message: "Hai lần nhập cụm mật khẩu chưa giống nhau." }];
}

/** Registers the machine and takes its first numbers. */
export async function prepare(target) {
  const fields = target.elements;
  const errors = passphrases(fields);
  if (fields.name.value.trim() === "") errors.unshift({ field: "name", message: "Mời đặt tên cho máy, ví dụ: Máy quầy số 1." });
  if (wrong(target, errors)) return;
  const made = await server.register(fields.name.value, crypto.randomUUID());
  const own = await vault.machineKey();
  const { key, lock } = await vault.create(made.id, own, fields.passphrase.value, made.secret);
  here.machine = { counter: made.id, name: made.name, own, lock };
  await shelf.keepThing("machine", here.machine);
  await shelf.stay();
  here.store = ownStore(key);
  const wanted = [Number(fields.days.value), Number(fields.count.value)];
  target.reset();
  await numbers(...wanted);
}

/** Takes numbers and the newest forms along. */
export async function numbers(days, count) {
  await server.reserve(here.machine.counter, days, count, crypto.randomUUID());
  await renew();
  await list();
  say("Máy đã có số và biểu mẫu mới nhất. Giờ có thể nhận hồ sơ cả khi mất mạng.", "ok", "Đã chuẩn bị xong");
  clock();
}

/** How many kits were asked for, and which of them is kept: one that arrives late does not replace one that was asked for later. */
let asked = 0;
let kept = 0;

async function renew() {
  const mine = (asked += 1);
  const kit = await server.kit(here.machine.counter);
  if (mine < kept) return;
  kept = mine;
  kit.ahead = Date.now() - Date.parse(kit.made_at);
  here.kit = kit;
  await shelf.keepThing("kit", kit);
}

function clock() {
  const ahead = here.kit?.ahead ?? 0;
  if (Math.abs(ahead) <= CLOCK) return;
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  say(`Đồng hồ của máy ${ahead > 0 ? "nhanh" : "chậm"} ${minutes} phút so với hệ thống. Mời chỉnh lại giờ của máy trước khi nhận hồ sơ: giờ in trên giấy theo đồng hồ này.`, "warn", "Đồng hồ chạy sai");
}

/** Opens the machine's store with its passphrase. */
export async function unlock(target) {
  const { counter, own, lock } = here.machine;
  try {
    here.store = ownStore(await vault.unlock(counter, own, target.elements.passphrase.value, lock));
  } catch (error) {
    if (!(error instanceof vault.WrongKey)) throw error;
    wrong(target, [{ field: "open-passphrase", message: "Cụm mật khẩu chưa đúng. Kho vẫn nguyên; mời thử lại." }]);
    return;
  }
  target.reset();
  wrong(target, []);
  await tidy();
  await list();
  clock();
  // The newest forms, if there is a network; whoever has gone on meanwhile is not disturbed.
  renew().catch(() => {});
}

/** What came in on an earlier day is with the server; the machine need not know it any more. */
async function tidy() {
  const { day } = local(Date.now());
  for (const intake of await shelf.intakes()) {
    if (intake.state === "in" && intake.sealed && local(intake.at).day < day) await shelf.forget(intake);
  }
}

/** Another passphrase, with the key that the server keeps. */
export async function forgotten(target) {
  if (wrong(target, passphrases(target.elements))) return;
  const { counter, own, lock } = here.machine;
  const { secret } = await server.storeKey(counter, target.elements.reason.value);
  here.machine.lock = await vault.relock(counter, own, target.elements.passphrase.value, secret, lock);
  await shelf.keepThing("machine", here.machine);
  here.store = ownStore(await vault.unlockSpare(counter, secret, here.machine.lock));
  target.reset();
  await list();
  say("Cụm mật khẩu mới đã có hiệu lực.", "ok");
}
