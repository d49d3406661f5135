// The store that is open now: the machine's own, or one brought from another machine in a file. Every intake is sealed by itself.
import * as shelf from "./shelf.js";
import * as vault from "./vault.js";

/** The machine as it was registered, its kit, the open store. */
export const here = { machine: undefined, kit: undefined, store: undefined };

/** The machine's own store, with its key. */
export const ownStore = (key) => ({ counter: here.machine.counter, own: true, key, all: shelf.intakes, keep: shelf.keep });

/** The store in a file of another machine, with its key. It stays in memory: its machine keeps it. */
export function broughtStore(file, key) {
  const kept = new Map(file.intakes.map((it) => [it.id, it]));
  const all = async () => [...kept.values()].filter((it) => it.sealed);
  return { counter: file.counter, own: false, key, all, keep: async (intake) => kept.set(intake.id, intake) };
}

/** What was taken down is sealed as this intake and opens as no other. */
const about = (intake) => `${here.store.counter}/${intake.id}/${intake.number}`;

/** What was taken down; undefined where the record was changed or broken. */
export async function read(intake) {
  try {
    return await vault.open(here.store.key, intake.sealed, about(intake));
  } catch (error) {
    if (error instanceof vault.WrongKey) return undefined;
    throw error;
  }
}

/** Seals what was taken down. */
export const sealed = (intake, plain) => vault.seal(here.store.key, plain, about(intake));

/** Keeps an intake with what was taken down, in a state. */
export async function keep(intake, plain, state, more = {}) {
  const { id, number, at } = intake;
  await here.store.keep({ id, number, at, state, ...more, sealed: await sealed(intake, plain) });
}
