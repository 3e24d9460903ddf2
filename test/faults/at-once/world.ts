/** A program on PostgreSQL with people in every role, for acts that come at once. */
import pg from "pg";
import { onTestFinished } from "vitest";
import type { ActorContext } from "../../../src/people/actors.ts";
import type { Person } from "../../../src/people/people.ts";
import type { Item } from "../../../src/register/items.ts";
import { addQuietly } from "../../support/acting.ts";
import { actingAs, aRun, type Run } from "../../support/run.ts";
import { Barrier } from "./barrier.ts";

export const PEOPLE = ["lea", "dan", "sofia", "mia", "sam", "ravi", "tom", "nina", "ola"] as const;
export type Handle = (typeof PEOPLE)[number] | "workspace-owner";

/** Léa leads, Dan is her deputy, Sofia and Mia sponsor; Sam, who chairs it, and Ravi are the committee; Ola has no role. */
const ATLAS = {
  key: "atlas",
  title: "Atlas",
  purpose: "",
  lead: "lea",
  deputy: "dan",
  sponsors: ["sofia", "mia"],
  steering: ["sam", "ravi"],
  team: ["tom", "nina"],
};

export interface World {
  run: Run;
  barrier: Barrier;
  /** A connection of its own, for what is stored. */
  storage: pg.Client;
  programId: string;
  by(handle: Handle): ActorContext;
  person(handle: Handle): Person;
  /** A key that nothing else has. */
  next(): string;
}

export async function aWorld(more: Partial<Parameters<typeof aRun>[0]> = {}): Promise<World> {
  const people = PEOPLE.map((handle) => ({
    handle,
    name: `${handle} Poe`,
    tz: "Europe/London",
    locale: "en-GB",
  }));
  const run = await aRun({ database: "PostgreSQL", people, programs: [ATLAS], cadences: [], ...more });
  await run.to("2026-11-02T12:00:00Z");
  const acting = new Map<string, ActorContext>();
  for (const handle of [...PEOPLE, "workspace-owner"]) acting.set(handle, await actingAs(run, handle));
  const by = (handle: Handle) => {
    const ctx = acting.get(handle);
    if (!ctx) throw new Error(`Nobody is ${handle}`);
    return ctx;
  };
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const storage = new pg.Client(run.location);
  await storage.connect();
  onTestFinished(() => storage.end());
  let count = 0;
  return {
    run,
    storage,
    programId,
    by,
    person: (handle) => by(handle).actor,
    barrier: await Barrier.in(run.location),
    next() {
      count += 1;
      return `n${count}`;
    },
  };
}

const OPTIONS = [
  { label: "Yes", doesNothing: false },
  { label: "Do nothing", doesNothing: true },
];

/** Tom asks Sofia. */
export function asked({ by, person, programId, next }: World, decider: Handle = "sofia"): Promise<Item> {
  return addQuietly(by("tom"), {
    programId,
    type: "request",
    details: { kind: "decision", options: OPTIONS, recommended: 0 },
    title: "One engineer?",
    dueOn: "2026-11-20",
    sourceKey: `command:${next()}`,
    ownerId: person(decider).id,
  });
}
