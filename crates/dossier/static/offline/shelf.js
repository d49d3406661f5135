// What stays on the machine: itself, its kit, how many numbers it has given, what it has received. A number is given in the same
// transaction that keeps the intake it stands on, so two windows never give the same and none is given for nothing.

const NAME = "motcua-ngoai-tuyen";

/** The numbers of the day are used up, or none were reserved. */
export class NoNumber extends Error {}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const committed = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });

let opened;
function base() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("things");
      request.result.createObjectStore("used");
      request.result.createObjectStore("intakes", { keyPath: "id" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** Written to the disk before it counts as kept. */
async function change(stores, act) {
  const transaction = (await base()).transaction(stores, "readwrite", { durability: "strict" });
  const finished = committed(transaction);
  const answer = await act(...stores.map((name) => transaction.objectStore(name)));
  await finished;
  return answer;
}

async function look(store, act) {
  return done(act((await base()).transaction(store).objectStore(store)));
}

/** `machine` or `kit`; undefined if it is not there. */
export const thing = (name) => look("things", (store) => store.get(name));

/** Keeps the machine or its kit. */
export const keepThing = (name, value) => change(["things"], (things) => done(things.put(value, name)));

/** Everything received, in the order in which it was. */
export async function intakes() {
  const all = await look("intakes", (store) => store.getAll());
  return all.sort((one, other) => one.at - other.at || (one.number < other.number ? -1 : 1));
}

/** Keeps an intake that is there already. */
export const keep = (intake) => change(["intakes"], (intakes) => done(intakes.put(intake)));

/** The intake without what was typed: the server has it. */
export const forget = ({ sealed, ...rest }) => keep(rest);

const place = (agency, day) => `${agency}/${day}`;

/** The number after so many: `H44.101-261118-0042`; undefined when there is none. */
export function numberAfter(ranges, agency, day, used) {
  let left = used;
  for (const range of ranges.filter((it) => it.agency === agency && it.day === day)) {
    const count = range.last - range.first + 1;
    if (left < count) {
      const short = day.slice(2).replaceAll("-", "");
      return `${agency}-${short}-${String(range.first + left).padStart(4, "0")}`;
    }
    left -= count;
  }
  return undefined;
}

/** How many numbers are left for an agency on a day. */
export async function left(ranges, agency, day) {
  const used = (await look("used", (store) => store.get(place(agency, day)))) ?? 0;
  const mine = ranges.filter((it) => it.agency === agency && it.day === day);
  return mine.reduce((sum, range) => sum + range.last - range.first + 1, 0) - used;
}

/** Gives the next number to what `make` makes of it, and keeps it. Another window may be quicker: then with the number after. */
export async function receive(ranges, agency, day, make) {
  for (;;) {
    const used = (await look("used", (store) => store.get(place(agency, day)))) ?? 0;
    const number = numberAfter(ranges, agency, day, used);
    if (!number) throw new NoNumber(place(agency, day));
    const intake = await make(number);
    const kept = await change(["used", "intakes"], async (numbers, intakes) => {
      if (((await done(numbers.get(place(agency, day)))) ?? 0) !== used) return false;
      await done(numbers.put(used + 1, place(agency, day)));
      await done(intakes.add(intake));
      return true;
    });
    if (kept) return intake;
  }
}

/** Asks the browser not to throw the store away when the disk is full. */
export const stay = () => navigator.storage?.persist?.() ?? Promise.resolve(false);
