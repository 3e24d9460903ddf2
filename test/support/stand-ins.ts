/** What is to come and is not built yet, as messages of the lane and at the rate that it is meant to have; for tests alone. */
import { z } from "zod";
import { capabilities } from "../../src/app/capabilities.ts";
import { defineCapability } from "../../src/app/capability.ts";
import { type MessageKind, registered } from "../../src/delivery/kinds.ts";
import type { Contact, Lane } from "../../src/delivery/lanes.ts";
import { enqueueToAll } from "../../src/delivery/outbox.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addLocalDays, addMs, HOUR, instantOf, type LocalDate } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { section } from "../../src/slack/blocks.ts";
import { personIn, type Run } from "./run.ts";

const subject = z.strictObject({ text: z.string(), neededBy: z.string().nullable() });
type Subject = z.infer<typeof subject>;

function standIn(kind: string, lane: Lane, contact: Contact): MessageKind<Subject> {
  return {
    kind,
    subject,
    priority: 50,
    contact,
    lane,
    neededBy: async (_, { neededBy }) => neededBy,
    stillWanted: async () => true,
    message: async (_, { text }) => ({ text, blocks: [section(text)] }),
    line: async (_, { text }) => section(text),
  };
}

const KINDS = {
  pack: standIn("stand-in-pack", "weekly", "notice"),
  agenda: standIn("stand-in-agenda", "morning", "notice"),
  work: standIn("stand-in-work", "morning", "notice"),
  objectives: standIn("stand-in-objectives", "morning", "prompt"),
};

/** Each time of these days: how often in so many weeks, on which weekdays, at which hours; `atOnce`: needed on the same day. */
interface Rate {
  kind: keyof typeof KINDS;
  to: "sponsors" | "committee" | "leads" | "team";
  everyWeeks: number;
  days: readonly number[];
  hour: number;
  atOnce?: true;
}

const RATES: readonly Rate[] = [
  { kind: "pack", to: "sponsors", everyWeeks: 4, days: [4], hour: 10 },
  { kind: "pack", to: "committee", everyWeeks: 4, days: [4], hour: 10 },
  { kind: "agenda", to: "leads", everyWeeks: 4, days: [2], hour: 11 },
  { kind: "work", to: "team", everyWeeks: 1, days: [1, 3, 5], hour: 15 },
  // Somebody's work of tomorrow depends on it.
  { kind: "work", to: "team", everyWeeks: 1, days: [2], hour: 14, atOnce: true },
  { kind: "objectives", to: "team", everyWeeks: 4, days: [3], hour: 7 },
];

/** `start`: starts the app, which then knows the stand-ins. */
export async function withStandIns(start: () => Promise<Run>): Promise<Run> {
  const kinds = Object.values(KINDS);
  capabilities.push(defineCapability({ name: "stand-ins", messages: kinds.map((kind) => registered(kind)) }));
  try {
    return await start();
  } finally {
    capabilities.pop();
  }
}

/** Puts all of them into the outbox, each due at its time. */
export async function planStandIns(
  run: Run,
  people: Readonly<Record<Rate["to"], readonly string[]>>,
  { from, until }: { from: LocalDate; until: LocalDate },
): Promise<void> {
  const { services, workspace } = run.app;
  for (const [index, { kind, to, everyWeeks, days, hour, atOnce }] of RATES.entries())
    for (const [place, handle] of people[to].entries()) {
      const { id: personId } = await personIn(run, handle);
      const planned = datesOf(from, until).flatMap(({ date, week }) => {
        if ((week + place) % everyWeeks !== 0 || !days.includes(new Date(date).getUTCDay())) return [];
        const notBefore: Instant = addMs(instantOf(date, "00:00", "UTC"), hour * HOUR);
        const neededBy = atOnce ? addMs(notBefore, 3 * HOUR) : null;
        const key = `stand-in:${index}:${personId}:${date}`;
        return [{ workspaceId: workspace.id, key, subject: { text: key, neededBy }, to: { personId }, notBefore }];
      });
      await inTransaction(services.db, (tx) => enqueueToAll(tx, services, KINDS[kind], planned));
    }
}

function datesOf(from: LocalDate, until: LocalDate): { date: LocalDate; week: number }[] {
  const dates = [];
  for (let day = 0, date = from; date < until; day += 1, date = addLocalDays(from, day))
    dates.push({ date, week: Math.floor(day / 7) });
  return dates;
}
