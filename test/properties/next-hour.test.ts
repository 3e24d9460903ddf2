import fc from "fast-check";
import { expect, it } from "vitest";
import { cadencesOf } from "../../src/cadences/cadences.ts";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { comingOf } from "../../src/check-ins/rounds/next-asked.ts";
import { peopleChanged } from "../../src/people/events.ts";
import { getPersonByHandle, type Person } from "../../src/people/people.ts";
import { preferencesOf, savePreferences } from "../../src/people/preferences.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addLocalDays, addMs, DAY, HOUR, localDateOf, MINUTE, WEEKDAYS } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aRun, LEA, type Run } from "../support/run.ts";

const ZONES = ["Europe/Paris", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns"] as const;
const PEOPLE = process.env.DRUMBEAT_ALL ? 14 : 7;
const CHANGES = 15;
const START = "2026-11-02T00:00:00.000Z";
const EVERY_DAY = 21;

const zone = fc.constantFrom(...ZONES);
const rule = fc.record({
  every: fc.constantFrom("day", "week"),
  on: fc.uniqueArray(fc.constantFrom(...WEEKDAYS.slice(0, 5)), { minLength: 1, maxLength: 3 }),
  time: fc.oneof(
    fc.constant({ zone: "participant" }),
    fc.record({
      at: fc.constantFrom("06:30", "09:30", "10:15", "14:00", "21:00"),
      zone: fc.oneof(fc.constant("participant"), zone),
    }),
  ),
});
const change = fc.oneof(
  fc.record({ what: fc.constant("moves" as const), zone }),
  fc.record({
    what: fc.constant("chooses" as const),
    hours: fc.constantFrom(
      { from: "08:00", until: "18:00" },
      { from: "10:00", until: "16:00" },
      { from: "20:00", until: "04:00" },
    ),
    preferredAt: fc.constantFrom(null, "08:15", "11:30", "15:00", "22:00"),
    workingDays: fc.constantFrom(WEEKDAYS.slice(0, 5), WEEKDAYS.slice(0, 3), WEEKDAYS.slice(2, 7)),
  }),
  fc.record({
    what: fc.constant("is away" as const),
    afterDays: fc.integer({ min: 0, max: 4 }),
    days: fc.integer({ min: 0, max: 6 }),
  }),
);
const world = fc.record({
  zones: fc.array(zone, { minLength: PEOPLE, maxLength: PEOPLE }),
  rules: fc.array(rule, { minLength: PEOPLE, maxLength: PEOPLE }),
  changes: fc.array(
    fc.record({
      afterMinutes: fc.integer({ min: 61, max: (EVERY_DAY * 24 * 60) / CHANGES }),
      of: fc.array(change, { minLength: PEOPLE, maxLength: PEOPLE }),
    }),
    { minLength: CHANGES, maxLength: CHANGES },
  ),
});
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

const handleOf = (index: number) => `p${index}`;

async function apply(run: Run, handle: string, one: Change): Promise<void> {
  const { services } = run.app;
  const person = await personOf(run, handle);
  if (one.what === "moves") {
    run.sandbox.misbehave({ do: "move", handle, tz: one.zone });
    return;
  }
  if (one.what === "chooses") {
    const before = await preferencesOf(run.db, person.workspace_id, person.id);
    const isWithin = (time: string) => inHours(one.hours, time);
    const preferredAt = one.preferredAt !== null && isWithin(one.preferredAt) ? one.preferredAt : null;
    const { hours, workingDays } = one;
    await inTransaction(services.db, (tx) =>
      savePreferences({ ...services, db: tx, actor: person }, { ...before, hours, workingDays, preferredAt }),
    );
    await peopleChanged.happened(services, services.db, { workspaceId: person.workspace_id, people: [person] });
    return;
  }
  const from = addLocalDays(localDateOf(run.clock.now(), person.zone), one.afterDays);
  await goAway({ ...services, actor: person }, { person, from, until: addLocalDays(from, one.days), delegate: null });
}

function inHours({ from, until }: { from: string; until: string }, time: string): boolean {
  return until <= from ? time >= from || time < until : time >= from && time < until;
}

async function personOf(run: Run, handle: string): Promise<Person> {
  const { workspace_id } = await run.db.selectFrom("person").select("workspace_id").executeTakeFirstOrThrow();
  return getPersonByHandle(run.db, workspace_id, handle);
}

interface Shown {
  handle: string;
  cadenceId: string;
  since: Instant;
  at: Instant;
}

/** What each person's screens say is next, of each check-in that asks them. */
async function shownNow(run: Run): Promise<Shown[]> {
  const now = run.clock.now();
  const shown: Shown[] = [];
  const programs = await run.db.selectFrom("program").selectAll().execute();
  for (const program of programs) {
    const index = Number(program.key.slice(1));
    const cadences = await cadencesOf(run.db, program.workspace_id, [program.id]);
    for (const handle of [handleOf(index), handleOf((index + 1) % PEOPLE)]) {
      const asked = cadences.map((cadence) => ({ cadence, isAsked: true }));
      const coming = await comingOf(run.db, await personOf(run, handle), asked, { now, count: 1 });
      for (const [place, { id: cadenceId }] of cadences.entries())
        for (const { at } of coming[place] ?? []) shown.push({ handle, cadenceId, since: now, at });
    }
  }
  return shown;
}

/** Of each person, the instants at which a check-in came. */
async function cameIn(run: Run): Promise<Map<string, Instant[]>> {
  const rows = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("person", "person.id", "prompt.person_id")
    .select(["person.handle", "round.cadence_id", "prompt.sent_at"])
    .where("prompt.sent_at", "is not", null)
    .execute();
  const came = Map.groupBy(rows, (row) => `${row.handle} ${row.cadence_id}`);
  return new Map([...came].map(([key, all]) => [key, all.flatMap(({ sent_at }) => sent_at ?? []).sort()]));
}

it("every next hour that is shown since the last change is when it came", { timeout: 120_000 }, async () => {
  const [given] = fc.sample(world, { seed: 48, numRuns: 1 });
  if (!given) throw new Error("no world");
  const people = given.zones.map((tz, index) => ({ handle: handleOf(index), name: `P ${index}`, tz, locale: "en-GB" }));
  const run = await aRun({
    isTogether: true,
    start: START,
    people: [LEA, ...people],
    programs: people.map((_, index) => ({
      key: `a${index}`,
      title: `A ${index}`,
      lead: "lea",
      team: [handleOf(index), handleOf((index + 1) % PEOPLE)],
    })),
    cadences: given.rules.map(({ every, on, time }, index) => ({
      key: `c${index}`,
      program: `a${index}`,
      questions: [{ key: "moved", type: "text", label: "What moved?", feeds: "progress" }],
      rule: { every, on, ...time },
      audience: ["team"],
      readers: ["team"],
    })),
  });
  const shown: Shown[] = [];
  const changedAt = new Map<string, Instant[]>();
  let setUps = 0;
  let until = START;
  for (const { afterMinutes, of } of given.changes) {
    shown.push(...(await shownNow(run)));
    until = addMs(until, afterMinutes * MINUTE);
    await run.to(until);
    // Some change, some do not.
    for (const [index, one] of of.entries()) {
      if ((index + setUps) % 3 !== 0) continue;
      await apply(run, handleOf(index), one);
      changedAt.set(handleOf(index), [...(changedAt.get(handleOf(index)) ?? []), until]);
    }
    setUps += of.length;
    await run.settle();
    await run.to(addMs(until, MINUTE));
    shown.push(...(await shownNow(run)));
    until = addMs(until, HOUR);
    await run.to(until);
  }
  expect(setUps).toBe(PEOPLE * CHANGES);
  shown.push(...(await shownNow(run)));
  const last = addMs(until, 9 * DAY);
  await run.to(last);
  const came = await cameIn(run);
  const wrong: unknown[] = [];
  let compared = 0;
  for (const one of shown) {
    // Whatever is to come after the next change may change with it.
    const end = changedAt.get(one.handle)?.find((at) => at > one.since) ?? last;
    const next = (came.get(`${one.handle} ${one.cadenceId}`) ?? []).find((at) => at > one.since);
    if (one.at >= end) {
      if (next !== undefined && next < end) wrong.push({ ...one, came: next });
      continue;
    }
    compared += 1;
    if (next === undefined || Math.abs(Date.parse(next) - Date.parse(one.at)) > MINUTE)
      wrong.push({ ...one, came: next });
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(15 * PEOPLE);
});
