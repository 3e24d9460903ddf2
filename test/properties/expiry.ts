/** Random years of check-ins of two programs: what was asked of whom, and what became of it. */
import fc from "fast-check";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import { compileDueDigests, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import type { Services } from "../../src/platform/services.ts";
import { addLocalDays, addMs, HOUR, instantOf, type LocalDate } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import {
  aRecord,
  DAILY,
  questionsFeeding,
  type RecordedCadence,
  type RecordedPerson,
  type RecordedProgram,
  WEEKLY,
} from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const BEGIN: LocalDate = "2025-12-22";
/** When digests go out that later ones compare with, within the life of rounds: what goes is older than what the last have told. */
const SENDINGS = ["2026-01-05T20:00", "2026-10-02T20:00", "2026-11-03T20:00", "2026-12-02T20:00"];
/** When those of a year and its last quarter are looked at. */
export const LOOKED_AT = "2027-01-06T20:00:00.000Z";
const PEOPLE = 7;
const PROGRAMS = 2;
/** Until a round closes, as `record.round` makes it. */
const HOURS_OPEN = 7 * 24;

const answered = fc.record({
  is: fc.constant("answered" as const),
  hours: fc.nat(160),
  colour: fc.option(fc.constantFrom<HealthColour>("green", "amber", "red")),
  /** So many hours later it was answered anew, with another colour or none. */
  again: fc.option(fc.record({ hours: fc.nat(300), colour: fc.option(fc.constantFrom<HealthColour>("green", "red")) })),
  isNothing: fc.boolean(),
});
const outcome = fc.oneof(
  { weight: 5, arbitrary: answered },
  fc.record({
    is: fc.constantFrom("skipped", "silent", "unsent", "away", "covered", "opted-out", "left"),
    /** Hours until it was sent. */
    hours: fc.nat(100),
  }),
);
type Outcome = typeof outcome extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const round = fc.record({
  program: fc.nat(PROGRAMS - 1),
  isDaily: fc.boolean(),
  // What is answered anew in the next quarter or year is told there.
  day: fc.oneof(
    { weight: 3, arbitrary: fc.nat(370) },
    fc.integer({ min: 4, max: 10 }),
    fc.integer({ min: 276, max: 283 }),
  ),
  isPlannedLate: fc.boolean(),
  of: fc.array(fc.option(outcome, { freq: 4 }), { minLength: PEOPLE, maxLength: PEOPLE }),
});
type DrawnRound = typeof round extends fc.Arbitrary<infer Drawn> ? Drawn : never;

export interface Year {
  rounds: DrawnRound[];
  /** What of daily check-ins was closed before this month of 2026 goes, so many rows at once. */
  month: number;
  rows: number;
}

export const year = fc.record({
  rounds: fc.array(round, { minLength: 5, maxLength: 25 }),
  month: fc.oneof(fc.integer({ min: 2, max: 10 }), fc.constant(10)),
  rows: fc.integer({ min: 1, max: 9 }),
}) satisfies fc.Arbitrary<Year>;

const nobody = Array.from({ length: PEOPLE }, () => null);
const only = (index: number, said: Outcome): DrawnRound["of"] =>
  nobody.map((_, each) => (each === index ? said : null));
const told = { is: "answered" as const, hours: 0, colour: null, again: null, isNothing: false };
const asked = { program: 0, isPlannedLate: false };

/** The last round was open beyond the day before which answers go, and somebody answered it anew after that day. */
export const STILL_OPEN: Year = {
  rounds: [
    { ...asked, isDaily: false, day: 276, of: nobody },
    { ...asked, isDaily: true, day: 278, of: only(4, { ...told, again: { hours: 156, colour: null } }) },
    { ...asked, isDaily: false, day: 0, of: only(6, told) },
    { ...asked, isDaily: false, day: 4, of: nobody },
  ],
  month: 10,
  rows: 1,
};

export interface World {
  services: Services & { clock: { at: string } };
  workspaceId: string;
  programs: RecordedProgram[];
  readers: RecordedPerson[];
}

export async function live(db: Db, { rounds }: Year): Promise<World> {
  const services = servicesAt(db, `${BEGIN}T08:00:00.000Z`);
  const record = await aRecord(db, { seatedAt: "2025-01-01T08:00:00.000Z" });
  const { workspaceId } = record;
  const people: RecordedPerson[] = [];
  for (let index = 0; index < PEOPLE; index += 1) people.push(await record.person(`person-${index}`));
  const [sponsor, chair] = [await record.person("sponsor"), await record.person("chair")];
  const [lead, ...others] = people;
  if (!lead) throw new Error("Nobody leads");
  const programs: RecordedProgram[] = [];
  const cadences: { daily: RecordedCadence; weekly: RecordedCadence }[] = [];
  for (let index = 0; index < PROGRAMS; index += 1) {
    const seats = { lead: [lead], team: others, sponsor: [sponsor], steering: [chair] };
    const program = await record.program(`program-${index}`, { seats });
    programs.push(program);
    const questions = questionsFeeding("health", "progress");
    const readers = ["lead", "sponsors", "steering"];
    const common = { questions, audience: ["lead", "team"], readers };
    cadences.push({
      daily: await record.cadence(program, { rule: DAILY, ...common }),
      weekly: await record.cadence(program, { rule: WEEKLY, ...common }),
    });
  }
  const made = new Set<string>();
  for (const drawn of rounds.toSorted((one, other) => one.day - other.day)) {
    const of = cadences[drawn.program];
    const cadence = drawn.isDaily ? of?.daily : of?.weekly;
    // A week has one.
    const day = drawn.isDaily ? drawn.day : drawn.day - (drawn.day % 7) + 3;
    const key = addLocalDays(BEGIN, day);
    if (!cadence || made.has(`${cadence.id} ${key}`)) continue;
    made.add(`${cadence.id} ${key}`);
    await play(db, record, { cadence, key, people, drawn });
  }
  await db
    .updateTable("round")
    .set({ state: "closed" })
    .where("workspace_id", "=", workspaceId)
    .where("closes_at", "<", LOOKED_AT)
    .execute();
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
  for (const at of SENDINGS) {
    services.clock.at = `${at}:00.000Z`;
    await compileDueDigests(services);
  }
  services.clock.at = LOOKED_AT;
  return { services, workspaceId, programs, readers: [sponsor, chair, lead] };
}

async function play(
  db: Db,
  record: Awaited<ReturnType<typeof aRecord>>,
  {
    cadence,
    key,
    people,
    drawn,
  }: { cadence: RecordedCadence; key: string; people: RecordedPerson[]; drawn: DrawnRound },
): Promise<void> {
  const asked = people.filter((_, index) => drawn.of[index]);
  const round = await record.round(cadence, key, asked);
  const opensAt = instantOf(key, "09:00", "UTC");
  for (const [index, one] of drawn.of.entries()) {
    const person = people[index];
    if (!one || !person) continue;
    await db
      .updateTable("prompt")
      .set({ ...promptOf(one, opensAt, people), is_late: drawn.isPlannedLate ? 1 : 0 })
      .where("round_id", "=", round.id)
      .where("person_id", "=", person.id)
      .execute();
    if (one.is !== "answered") continue;
    const at = addMs(opensAt, one.hours * HOUR);
    const answersWith = (colour: HealthColour | null, words: string) => ({
      ...(colour && { health: { colour } }),
      progress: `${words} ${round.id} ${person.handle}`,
    });
    const first = answersWith(one.colour, "First");
    await record.answer(round, person, at, one.isNothing ? {} : first, { nothingToReport: one.isNothing });
    if (one.again) {
      const hours = Math.min(one.hours + one.again.hours, HOURS_OPEN);
      await record.answer(round, person, addMs(opensAt, hours * HOUR), answersWith(one.again.colour, "Then"));
    }
  }
}

function promptOf(one: Outcome, opensAt: string, people: readonly RecordedPerson[]) {
  const sent_at = addMs(opensAt, one.is === "answered" ? 0 : one.hours * HOUR);
  const nothing = { sent_at: null, reason: null, delegate_id: null };
  switch (one.is) {
    case "answered":
      return { ...nothing, state: "answered" as const, sent_at };
    case "skipped":
      return { ...nothing, state: "skipped" as const, sent_at };
    case "silent":
      return { ...nothing, state: "missed" as const, sent_at };
    case "unsent":
      return { ...nothing, state: "missed" as const, reason: "held" };
    case "away":
      return { ...nothing, state: "excused" as const, reason: "away" };
    case "covered":
      return { ...nothing, state: "excused" as const, reason: "away", delegate_id: people[0]?.id ?? null };
    default:
      return { ...nothing, state: "excused" as const, reason: one.is };
  }
}
