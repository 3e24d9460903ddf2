import { describe, expect, it } from "vitest";
import { inZone } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { raiseItem } from "../../src/register/items.ts";
import { databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, arrivals, LEA, MONTHLY_TO_SPONSORS, personIn, type Run, SOFIA, TOM } from "../support/run.ts";

const QUESTIONS = [{ key: "moved", type: "long-text", label: "What moved?", feeds: "progress" }];
const daily = (program: string, at?: string) => ({
  key: `daily-${program}`,
  program,
  questions: QUESTIONS,
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], ...(at && { at }), zone: "participant" },
  audience: ["team"],
});
const PROGRAMS = [
  { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] },
  { key: "borea", title: "Borea", lead: "lea", sponsors: ["sofia"], team: ["tom"] },
];

/** Two programs, which ask their team each day with the morning message. */
async function twoPrograms(
  database: (typeof databases)[number] = "SQLite",
  others: readonly { key: string; program: string; template: string }[] = [],
): Promise<Run> {
  return aRun({
    database,
    isTogether: true,
    people: [LEA, TOM, SOFIA],
    programs: PROGRAMS,
    cadences: [daily("atlas"), daily("borea"), ...others],
  });
}

const roots = (run: Run, handle: string) =>
  arrivals(run, handle).filter(({ message }) => message.thread_ts === undefined);

/** Day and time at which each message came, in the person's zone; without what is in a thread. */
const times = (run: Run, handle: string, zone: string) =>
  roots(run, handle).map(({ at }) => {
    const local = inZone(at, zone);
    return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: "minute" })}`;
  });

describe.each(databases)("a week with messages together, on %s", (database) => {
  it("is one message a morning to the team, and no digest of a week in which nobody wrote", async () => {
    const run = await twoPrograms(database);
    await run.to("2026-11-09T12:00:00.000Z");
    expect(times(run, "tom", TOM.tz)).toEqual([
      "2026-11-02 09:00",
      "2026-11-03 09:00",
      "2026-11-04 09:00",
      "2026-11-05 09:00",
      "2026-11-06 09:00",
      "2026-11-09 09:00",
    ]);
    const morning = roots(run, "tom").at(-1)?.text ?? "";
    expect(morning.split("\n")[0]).toBe("*Monday\u00a09\u00a0November: 1 update for you*");
    expect(morning).toContain("Your morning message.");
    expect(times(run, "lea", LEA.tz)).toEqual(["2026-11-09 09:00"]);
  });
});

it("comes at the hour that somebody has chosen", async () => {
  const run = await twoPrograms();
  const { id, workspace_id } = await run.db
    .selectFrom("person")
    .select(["id", "workspace_id"])
    .where("handle", "=", "tom")
    .executeTakeFirstOrThrow();
  await run.db
    .insertInto("person_preference")
    .values({
      workspace_id,
      person_id: id,
      working_days: null,
      hours_from: null,
      hours_to: null,
      preferred_at: "08:15",
      language: null,
      holiday_region: null,
      messages_come: null,
      weekly_on: null,
      uses_slack_status: 0,
      updated_at: run.clock.now(),
    })
    .execute();
  await run.to("2026-11-03T12:00:00.000Z");
  expect(times(run, "tom", TOM.tz)).toEqual(["2026-11-02 08:15", "2026-11-03 08:15"]);
});

it("has no weekly message in a week with a digest, and puts no request of it to its reader again (D11)", async () => {
  const run = await aRun({
    isTogether: true,
    people: [LEA, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"] }],
    cadences: [{ ...MONTHLY_TO_SPONSORS, key: "monthly", program: "atlas" }],
    start: "2026-10-26T00:00:00.000Z",
  });
  const withQuestion = (title: string) =>
    roots(run, "sofia").flatMap(({ at, text }) => (text.includes(title) ? at.slice(0, 10) : []));
  await run.to("2026-11-02T10:00:00.000Z");
  await askSofia(run, "Two testers?", "2026-11-20");
  await askSofia(run, "Today already?", "2026-11-03");
  await run.to("2026-11-05T10:00:00.000Z");
  await askSofia(run, "A venue?", "2026-11-27");
  await run.to("2026-11-13T10:00:00.000Z");
  // Tuesday is her day; the digest comes on Wednesday, and what cannot wait for it at once.
  expect(withQuestion("Two testers?")).toEqual(["2026-11-04"]);
  expect(withQuestion("Today already?")[0]).toBe("2026-11-02");
  expect(withQuestion("A venue?")).toEqual(["2026-11-10"]);
});

async function askSofia(run: Run, title: string, dueOn: string): Promise<void> {
  const [lea, sofia] = [await personIn(run, "lea"), await personIn(run, "sofia")];
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  await inTransaction(run.db, (tx) =>
    raiseItem(run.app.services, tx, lea, programId, {
      type: "ask",
      details: { kind: "decision", options: [{ label: "Yes", doesNothing: false }] },
      ...{ title, dueOn, ownerId: sofia.id, state: "open", sourceKey: `test:${title}` },
    }),
  );
  await run.settle();
}

it("a check-in set for Thursday 14:00 comes at 14:00 as a message of its own, and no morning message claims it (H4)", async () => {
  const thursdays = {
    ...daily("atlas"),
    key: "thursdays",
    rule: { every: "week", on: ["th"], at: "14:00", zone: "participant" },
  };
  const run = await aRun({
    isTogether: true,
    people: [LEA, TOM, SOFIA],
    programs: PROGRAMS,
    cadences: [daily("borea"), thursdays],
  });
  await run.to("2026-11-05T08:00:00.000Z");
  expect((await openHome(run, "tom")).join("\n")).toContain("Thu\u00a05\u00a0Nov, 14:00: Weekly check-in");
  await run.to("2026-11-06T08:00:00.000Z");
  const [morning, own, ...others] = roots(run, "tom").filter(({ at }) => at > "2026-11-05");
  expect([morning?.at, own?.at, others.length]).toEqual(["2026-11-05T09:00:00.000Z", "2026-11-05T14:00:00.000Z", 0]);
  expect(morning?.text).not.toContain("Atlas");
  expect(own?.text).toContain("Atlas");
});

it("whoever moves far east before a round opens never reads first that it was due (X9)", async () => {
  const weekly = (program: string, rule: object) => ({
    ...daily(program),
    key: program,
    rule: { every: "week", ...rule },
  });
  const run = await aRun({
    isTogether: true,
    people: [LEA, { ...TOM, tz: "America/Los_Angeles" }, SOFIA],
    programs: PROGRAMS,
    cadences: [
      weekly("atlas", { on: ["mo"], at: "10:00", zone: "Europe/London" }),
      weekly("borea", { on: ["mo"], zone: "participant" }),
    ],
  });
  run.sandbox.misbehave({ do: "move", handle: "tom", tz: "Pacific/Auckland" });
  await run.to("2026-11-06T00:00:00.000Z");
  const [first] = roots(run, "tom");
  // At ten in London it is night in Auckland: it comes next morning there, and is due later.
  expect(first?.text).not.toMatch(/was due|overdue/);
  expect(first?.text).toMatch(/due (Tue|Wed)/);
});
