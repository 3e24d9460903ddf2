/**
 * Random histories of two programs: to sponsor, lead, team and office each, status, since when, due dates and counts are the same
 * on Home, on the screen of the program, in the portfolio and in the digest, and Home counts what needs the sponsor as a digest does that goes then. More of them, or others: `DRUMBEAT_PROPERTY_CASES`, `DRUMBEAT_PROPERTY_SEED`.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { nowSection } from "../../src/app/home-tab.ts";
import { getPerson, type Person, readerAt } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { addLocalDays, addMs, DAY, localDateOf } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { giveOffice } from "../../src/programs/office-giving.ts";
import { visitorOf } from "../../src/programs/visitor-of-home.ts";
import type { Line, Report } from "../../src/reports/compile/report.ts";
import { statusRunInWords } from "../../src/reports/compile/status-and-dates-in-words.ts";
import { readDigest } from "../../src/reports/digest/digest-reading.ts";
import { sendDueDigests } from "../../src/reports/digest/digests.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { nextDigest } from "../../src/reports/digest/next-digest.ts";
import { refreshSchedule } from "../../src/reports/digest/schedule.ts";
import { chooseRhythms } from "../../src/reports/facts/digest-subscriptions.ts";
import { reportedSection } from "../../src/reports/portfolio/home.ts";
import { EVERYTHING_NOW, portfolioFor, portfolioView } from "../../src/reports/portfolio/portfolio.ts";
import { programView } from "../../src/reports/portfolio/program-screen.ts";
import { type OpenedProgram, openedProgram } from "../../src/reports/portfolio/program-screen-data.ts";
import { anItem, aStatus, happens } from "../reports/recorded.ts";
import { aSharedDatabase } from "../support/databases.ts";
import { listDigestsOf } from "../support/digests-of.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { wordsIn } from "../support/words-in.ts";

const CASES = Number(process.env.DRUMBEAT_PROPERTY_CASES ?? (process.env.DRUMBEAT_ALL ? 60 : 6));
const SEED = Number(process.env.DRUMBEAT_PROPERTY_SEED ?? 20261127);

const FROM = "2026-09-01T10:00:00.000Z";
const ROUNDS = ["2026-09-30", "2026-10-30", "2026-11-30"];
/** The third working days after; digests go at nine. */
const SENDINGS = ["2026-10-05", "2026-11-04", "2026-12-03"].map((on) => `${on}T09:00:00.000Z`);
const TITLES = ["Alder", "Birch"];
const OPEN: readonly Line["kind"][] = ["request-overdue", "request", "blocked", "upcoming", "open"];

const day = fc.integer({ min: 0, max: 95 });
const program = fc.record({
  statuses: fc.array(fc.record({ day, status: fc.constantFrom("green" as const, "amber" as const, "red" as const) }), {
    maxLength: 6,
  }),
  items: fc.array(
    fc.record({
      day,
      type: fc.constantFrom("request", "milestone", "issue", "risk", "action", "presence"),
      isBlocker: fc.boolean(),
      disclosure: fc.constantFrom("program", "program", "program", "team", "lead", "above"),
      dueIn: fc.integer({ min: 1, max: 60 }),
      moved: fc.option(fc.record({ after: fc.integer({ min: 1, max: 40 }), by: fc.integer({ min: -20, max: 40 }) })),
      closedAfter: fc.option(fc.integer({ min: 41, max: 80 })),
    }),
    { maxLength: 6 },
  ),
  answers: fc.array(
    fc.option(fc.record({ blocker: fc.option(fc.constantFrom("No vans", "No test data")), isLate: fc.boolean() })),
    { minLength: ROUNDS.length, maxLength: ROUNDS.length },
  ),
});
const history = fc.record({
  programs: fc.tuple(program, program),
  looks: fc.uniqueArray(day, { minLength: 3, maxLength: 3 }),
});
type History = typeof history extends fc.Arbitrary<infer Drawn> ? Drawn : never;

it("status, since, due dates and counts are equal on Home, program, portfolio and digest (P24)", {
  timeout: 60_000 + CASES * 10_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(history, async (drawn) => {
      const db = await aSharedDatabase("SQLite");
      try {
        await playThrough(db, drawn);
      } finally {
        await db.destroy();
      }
    }),
    { numRuns: CASES, seed: SEED },
  );
});

/** What happens is at ten, looks are at noon. */
async function playThrough(db: Db, { programs, looks }: History): Promise<void> {
  const { services, sponsor, above, member, acts } = await aWorld(db, programs);
  const atNoon = looks.map((at) => ({
    at: addMs(addMs(FROM, at * DAY), DAY / 12),
    async does() {
      for (const reader of above) await compareScreens(services, reader);
      await compareForTeam(services, member);
    },
  }));
  const sendings = SENDINGS.map((at) => ({ at, does: () => compareDigest(services, sponsor) }));
  const inOrder = [...acts, ...atNoon, ...sendings].toSorted((one, other) => (one.at < other.at ? -1 : 1));
  for (const { at, does } of inOrder) {
    services.clock.at = at;
    await does();
  }
}

async function aWorld(db: Db, programs: History["programs"]) {
  const record = await aRecord(db);
  const { workspaceId } = record;
  const [lead, sponsor] = [await record.person("lead"), await record.person("sponsor")];
  const [member, office] = [await record.person("member"), await record.person("office", { isAdmin: true })];
  const services = servicesAt(db, FROM);
  const personOf = ({ id }: { id: string }) => getPerson(db, workspaceId, id);
  await giveOffice({ ...services, actor: await personOf(office) }, { person: await personOf(office), label: null });
  const acts: { at: string; does: () => Promise<unknown> }[] = [];
  const on = (index: number) => addMs(FROM, index * DAY);
  for (const [place, { statuses, items, answers }] of programs.entries()) {
    const title = TITLES[place] ?? "";
    const made = await record.program(title.toLowerCase(), {
      title,
      seats: { lead: [lead], sponsor: [sponsor], team: [member] },
    });
    const questions = questionsFeeding("bottom-line", "blocker");
    const cadence = await record.cadence(made, { rule: MONTHLY, questions });
    for (const { day: index, status } of statuses)
      acts.push({ at: on(index), does: () => aStatus(db, record, made, { at: on(index), status, by: lead }) });
    for (const [number, { day: index, type, isBlocker, disclosure, dueIn, moved, closedAfter }] of items.entries()) {
      const due = addLocalDays(localDateOf(on(index), "UTC"), dueIn);
      const details = {
        ...(type === "issue" && { blocksWork: isBlocker }),
        ...(type === "request" && { kind: "decision" }),
      };
      const options = { type, title: `${title} ${number}`, by: lead, at: on(index), due, details, disclosure };
      let item: Awaited<ReturnType<typeof anItem>> | null = null;
      acts.push({
        at: on(index),
        async does() {
          item = await anItem(db, record, made, { ...options, ...(type === "request" && { owner: sponsor }) });
        },
      });
      const then = (after: number, event: Omit<Parameters<typeof happens>[2], "by" | "at">) =>
        acts.push({
          at: on(index + after),
          does: async () => item && happens(db, item, { ...event, by: lead, at: on(index + after) }),
        });
      if (moved) {
        const to = addLocalDays(due, moved.by);
        const change = { before: { due_on: due }, after: { due_on: to }, changes: { due_on: to, due_moves: 1 } };
        then(moved.after, { event: "moved-date", ...change });
      }
      if (closedAfter !== null) {
        const changes = { state: "done", closed_at: on(index + closedAfter) } as const;
        then(closedAfter, { event: "done", after: { state: "done" }, changes });
      }
    }
    for (const [index, key] of ROUNDS.entries()) {
      const said = answers[index];
      acts.push({
        at: `${key}T09:00:00.000Z`,
        async does() {
          const round = await record.round(cadence, key, [lead]);
          if (!said) return;
          const at = `${key}T09:30:00.000Z`;
          const given = { "bottom-line": `We are at ${index}.`, ...(said.blocker && { blocker: said.blocker }) };
          await record.answer(round, lead, said.isLate ? addMs(at, 2 * DAY) : at, given);
        },
      });
    }
  }
  await inTransaction(db, (tx) => refreshSchedule(tx, workspaceId, FROM));
  const above = [await personOf(sponsor), await personOf(lead), await personOf(office)] as const;
  const wanted = ["weekly", "monthly"] as const;
  await inTransaction(db, (tx) => chooseRhythms({ ...services, db: tx, actor: above[1] }, { wanted }));
  return { services, acts, above, sponsor: above[0], member: await personOf(member) };
}

type Services_ = ReturnType<typeof servicesAt>;

/** Of whoever reads the reports; the office, which sits in no program, has no digest. */
async function compareScreens(services: Services_, person: Person): Promise<void> {
  const { clock } = services;
  const reader = { ...readerAt(person, clock.now()), today: localDateOf(clock.now(), "UTC") };
  const portfolio = await portfolioFor(services, person, EVERYTHING_NOW);
  const next = await nextDigest(services, person, { rhythm: "monthly", at: clock.now() });
  expect(next === null).toBe(person.name === "office");
  const home = rowsIn(await reportedSection(services)(await visitorOf(services, person)));
  if (!portfolio) return expect.fail("There is no portfolio");
  const rows = rowsIn(portfolioView(reader, portfolio).blocks);
  // The portfolio has the move of each beside its status; who leads has no strip on Home.
  const bare = (row: string) => row.replace(/(?:🟢|🟠|🔴) → (?:🟢|🟠|🔴) · /u, "").replace(/[○●▲■]+ /u, "");
  expect(home.map(bare)).toEqual(rows.map(bare));
  expect(portfolio.programs.map(({ title }) => title).toSorted()).toEqual(TITLES);
  for (const { id, title, report } of portfolio.programs) {
    const inDigest = next?.reading?.input.programs.find((each) => each.id === id);
    if (inDigest) expect(factsOf(report), title).toEqual(factsOf(inDigest.report));
    else expect(person.name, `The digest has nothing of ${title}`).toBe("office");
    const opened = await openedProgram(services, person, { programId: id, digestId: null });
    expect(opened.reported && factsOf(opened.reported.program.report), title).toEqual(factsOf(report));
    const row = rows.find((each) => each.includes(title)) ?? "";
    expect(countsIn(row), title).toEqual(countsOf(report));
    const standing = statusRunInWords(reader, report).replaceAll("\u00a0", " ");
    for (const words of [row, wordsIn(programView(reader, opened).blocks)]) expect(words).toContain(standing);
    compareItems(opened, report);
  }
}

/** Of the team, who read what is in the weekly report alone. */
async function compareForTeam(services: Services_, person: Person): Promise<void> {
  expect(await portfolioFor(services, person, EVERYTHING_NOW)).toBe(null);
  const next = await nextDigest(services, person, { rhythm: "weekly", at: services.clock.now() });
  const programs = next?.reading?.input.programs ?? [];
  expect(programs.map(({ title }) => title).toSorted()).toEqual(TITLES);
  for (const { id, report } of programs) {
    const opened = await openedProgram(services, person, { programId: id, digestId: null });
    expect(opened.reported).toBe(null);
    compareItems(opened, report);
  }
}

function compareItems({ title, requests, items, milestones }: OpenedProgram, report: Report): void {
  const listed = [...requests, ...items, ...milestones];
  const dates = new Map(listed.map(({ item }) => [item.id, item.due_on]));
  for (const [itemId, due] of dueIn(report)) expect(dates.get(itemId), `${title}: ${itemId}`).toBe(due);
  const counted = Object.values(report.open).reduce((sum, count) => sum + count, 0);
  expect(listed.length, `${title}: open items`).toBe(counted);
}

/** A digest that was just sent has what Home and the portfolio have then. */
async function compareDigest(services: Services_, sponsor: Person): Promise<void> {
  const { db, clock } = services;
  const { workspace_id: workspaceId } = sponsor;
  await sendDueDigests(services);
  const digests = await listDigestsOf(db, { workspaceId, personId: sponsor.id }, { rhythm: "monthly" });
  const sent = await readDigest({ db, workspaceId, now: clock.now() }, digests.at(-1)?.id ?? "");
  const portfolio = await portfolioFor(services, sponsor, EVERYTHING_NOW);
  expect(sent?.input.asOf).toBe(clock.now());
  const shown = sent ? firstScreen(sent.input).needsHeading : expect.fail("No digest");
  const home = wordsIn(await nowSection({ services })(await visitorOf(services, sponsor)));
  expect(/Needs you \(\d+\)/.exec(home)?.[0]).toBe(/Needs you \(\d+\)/.exec(shown)?.[0]);
  for (const { id, title, report } of portfolio?.programs ?? []) {
    const went = sent?.input.programs.find((each) => each.id === id)?.report;
    const counted = ({ status, strip, open, withoutWord }: Report) => ({
      ...{ status: status?.status, since: status?.since, periods: status?.periods, strip, open, withoutWord },
    });
    expect(went && counted(went), title).toEqual(counted(report));
    expect(went && dueIn(went).filter(([itemId]) => isIn(report, itemId)), title).toEqual(
      went && dueIn(report).filter(([itemId]) => isIn(went, itemId)),
    );
  }
}

function isIn(report: Report, itemId: string): boolean {
  return dueIn(report).some(([id]) => id === itemId);
}

/** What has to be the same wherever it is shown. */
function factsOf(report: Report) {
  const { period, status, strip, open, withoutWord, milestones, asked, answered } = report;
  return { period, status, strip, open, withoutWord, milestones, asked, answered, due: dueIn(report) };
}

/** Of what is open, by item. */
function dueIn({ lines }: Report): [string, string | null][] {
  const dates = lines
    .filter(({ kind }) => OPEN.includes(kind))
    .flatMap(({ itemId, due }): [string, string | null][] => (itemId === undefined ? [] : [[itemId, due ?? null]]));
  return [...new Map(dates)].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function countsOf({ lines }: Report) {
  const of = (kind: Line["kind"]) => lines.filter((line) => line.kind === kind);
  const [late, blockers] = [true, false].map((isLate) =>
    of("blocked").filter(({ type }) => (type === "milestone") === isLate),
  );
  return { blockers: blockers?.length, late: late?.length, overdue: of("request-overdue").length };
}

function countsIn(row: string) {
  const count = (what: RegExp) => Number(what.exec(row)?.[1] ?? 0);
  return { blockers: count(/(\d+) blocker/), late: count(/(\d+) milestones? to/), overdue: count(/(\d+) overdue/) };
}

/** Each with its name and what stands below it, without the button that it has while nobody has been asked. */
function rowsIn(shown: unknown): string[] {
  const words = wordsIn(shown).replaceAll(/Ask the first question now\n/g, "");
  const rows = words.split(/\n(?=[🔴🟠🟢⚪] (?:Alder|Birch))/u);
  return rows.slice(1).map((row) => row.split("\n").slice(0, 2).join("\n"));
}
