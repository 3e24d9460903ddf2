/** Random histories, compiled month by month, against a recomputation that walks over everything each time. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WrittenRule } from "../../src/cadences/rule.ts";
import type { Line } from "../../src/digests/document.ts";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { HealthColour } from "../../src/health/rules.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord, DAILY, MONTHLY, questionsFeeding, type RecordedPerson, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const RULES: WrittenRule[] = [DAILY, WEEKLY, MONTHLY];
const MONTHS = ["2025-01", "2025-02", "2025-03", "2025-04"];
/** The third working day after each month, 09:00 UTC. */
const SENDINGS = ["2025-02-05", "2025-03-05", "2025-04-03", "2025-05-05"].map((day) => `${day}T09:00:00.000Z`);
const START = "2025-01-01T00:00:00.000Z";
const SEVERITY = { green: 0, amber: 1, red: 2 };

interface Given {
  program: number;
  cadence: number;
  key: string;
  person: number;
  revisions: { at: string; ask: string | null; health: HealthColour | null }[];
}

const given = fc
  .record({
    program: fc.integer({ min: 0, max: 2 }),
    cadence: fc.integer({ min: 0, max: 2 }),
    day: fc.integer({ min: 0, max: 119 }),
    person: fc.integer({ min: 0, max: 2 }),
    revisions: fc.uniqueArray(
      fc.record({
        afterHours: fc.integer({ min: 0, max: 24 * 45 }),
        ask: fc.option(fc.constantFrom("A desk", "Money", "A decision")),
        health: fc.option(fc.constantFrom<HealthColour>("green", "amber", "red")),
      }),
      { maxLength: 3, selector: (revision) => revision.afterHours },
    ),
  })
  .map(({ day, revisions, ...rest }): Given => {
    const opens = Date.parse(START) + day * 86_400_000 + 9 * 3_600_000;
    return {
      ...rest,
      key: new Date(opens).toISOString().slice(0, 10),
      revisions: revisions
        .toSorted((a, b) => a.afterHours - b.afterHours)
        .map(({ afterHours, ...said }) => ({
          ...said,
          at: new Date(opens + afterHours * 3_600_000 + 1).toISOString(),
        })),
    };
  });
/** Each person once a round. */
const history = fc.uniqueArray(given, {
  maxLength: 40,
  selector: (one) => `${one.program} ${one.cadence} ${one.key} ${one.person}`,
});

describe("a digest of a random history", () => {
  let db: Db;
  beforeAll(async () => {
    db = await aDatabase("SQLite");
  });
  afterAll(() => db.destroy());

  it("says what a naive recomputation says", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(history, async (all) => {
        run += 1;
        const compiled = await compiledMonths(db, `R${run}`, all);
        expect(compiled).toEqual(expectedMonths(all));
      }),
      { numRuns: 250, seed: 20250131 },
    );
  });
});

async function compiledMonths(db: Db, team: string, all: Given[]) {
  const record = await aRecord(db, { team, seatedAt: START });
  const sponsor = await record.person("sponsor");
  const people: RecordedPerson[] = [];
  for (const name of ["lead", "second", "third"]) people.push(await record.person(name));
  const [lead] = people;
  if (!lead) throw new Error("no lead");
  const cadences = [];
  for (const key of ["p0", "p1", "p2"]) {
    const program = await record.program(key, { seats: { lead: [lead], sponsor: [sponsor] } });
    for (const rule of RULES)
      cadences.push(await record.cadence(program, { rule, questions: questionsFeeding("ask", "health") }));
  }
  for (const round of Map.groupBy(all, (one) => `${one.program} ${one.cadence} ${one.key}`).values()) {
    const [first] = round;
    const cadence = first && cadences[first.program * RULES.length + first.cadence];
    if (!first || !cadence) continue;
    const asked = round.flatMap((one) => people[one.person] ?? []);
    const made = await record.round(cadence, first.key, asked);
    for (const one of round)
      for (const { at, ask, health } of one.revisions) {
        const person = people[one.person];
        if (!person) continue;
        await record.answer(made, person, at, {
          ...(ask !== null && { ask }),
          ...(health !== null && { health: { colour: health, reason: "Because" } }),
        });
      }
  }
  const services = { ...servicesAt(db, START), ids: { next: () => `${team}-${Math.random()}` } };
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  const months = [];
  for (const [index, at] of SENDINGS.entries()) {
    services.clock.at = at;
    await compileDueDigests(services);
    const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    if (!edition || edition.period !== MONTHS[index]) {
      months.push(null);
      continue;
    }
    const { head, sections } = edition.document;
    const lines = sections.flatMap((section) => section.lines);
    months.push({
      answered: head.answered,
      asked: head.asked,
      checkIns: head.checkIns,
      asks: lines
        .flatMap((line) =>
          line.kind === "ask" ? [`${line.program} ${line.quote.text} ${line.quote.latePeriod !== null}`] : [],
        )
        .toSorted(),
      health: lines.flatMap(healthWords).toSorted(),
      onTrack: lines.flatMap((line) => (line.kind === "on-track" ? [line.programs] : []))[0] ?? 0,
      grey: lines.flatMap((line) => (line.kind === "silent" && line.grey ? [line.program] : [])).toSorted(),
    });
  }
  return months;
}

function healthWords(line: Line): string[] {
  return line.kind === "health" ? [`${line.program} ${line.before} ${line.colour} ${line.periods}`] : [];
}

function expectedMonths(all: Given[]) {
  let from = "2024-12-31T23:59:59.999Z";
  const editions: ({ from: string; until: string } | null)[] = [];
  return MONTHS.map((month, index) => {
    const cutOff = SENDINGS[index] ?? "";
    const inMonth = all.filter((one) => one.key.startsWith(month));
    if (inMonth.length === 0) {
      editions.push(null);
      return null;
    }
    const covered = lastIn(all, from, cutOff);
    const asks = covered
      .filter((one) => one.ask !== null)
      .map((one) => `p${one.program} ${one.ask} ${one.key < `${month}-01`}`)
      .toSorted();
    const health: string[] = [];
    const grey: string[] = [];
    let onTrack = 0;
    for (const program of [0, 1, 2]) {
      const now = colourOf(covered, program);
      const told = editions.map((edition) => edition && colourOf(lastIn(all, edition.from, edition.until), program));
      const last = told.at(-1) ?? null;
      const before = last ?? (told.some((colour) => colour !== null) ? "grey" : null);
      const rounds = inMonth.filter((one) => one.program === program);
      if (now === null) {
        for (const cadence of [0, 1, 2]) {
          const asked = rounds.filter((one) => one.cadence === cadence);
          if (asked.length > 0 && asked.every((one) => !isAnswered(one, cutOff))) grey.push(`p${program}`);
        }
        continue;
      }
      let periods = 1;
      for (const colour of told.toReversed()) {
        if (colour !== now) break;
        periods += 1;
      }
      if (now === "green" && (before === null || before === "green")) onTrack += 1;
      else health.push(`p${program} ${before} ${now} ${periods}`);
    }
    editions.push({ from, until: cutOff });
    from = cutOff;
    return {
      answered: inMonth.filter((one) => isAnswered(one, cutOff)).length,
      asked: inMonth.length,
      checkIns: covered.length,
      asks,
      health: health.toSorted(),
      onTrack,
      grey: grey.toSorted(),
    };
  });
}

function isAnswered(one: Given, cutOff: string): boolean {
  const [first] = one.revisions;
  return first !== undefined && first.at <= cutOff;
}

function lastIn(all: Given[], from: string, until: string) {
  return all.flatMap((one) => {
    const last = one.revisions.filter((revision) => revision.at > from && revision.at <= until).at(-1);
    return last ? [{ ...one, ...last }] : [];
  });
}

function colourOf(covered: ReturnType<typeof lastIn>, program: number): HealthColour | null {
  for (const cadence of [2, 1, 0]) {
    const said = covered.filter((one) => one.program === program && one.cadence === cadence && one.health !== null);
    const lastOf = new Map<number, HealthColour>();
    for (const one of said.toSorted((a, b) => (a.at < b.at ? -1 : 1)))
      if (one.health) lastOf.set(one.person, one.health);
    const worst = [...lastOf.values()].toSorted((a, b) => SEVERITY[b] - SEVERITY[a])[0];
    if (worst) return lastOf.get(0) ?? worst;
  }
  return null;
}
