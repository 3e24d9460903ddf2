/** A flash report tells its reader what their Home tells. */

import { describe, expect, it } from "vitest";
import { flashMessage } from "../../src/alerts/blocks.ts";
import { flashKey } from "../../src/alerts/messages.ts";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { approvePart, setApproval } from "../../src/digests/approval/use-cases.ts";
import { holdPart, releasePart } from "../../src/digests/holds/use-cases.ts";
import { previewDigest } from "../../src/digests/use-cases.ts";
import type { Person } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { giveSeats, programOf } from "../../src/programs/use-cases.ts";
import { deferAsk, delegateAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, openForm, personIn, RAVI, type Run, SOFIA, sentAs, TOM } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Statut" }, feeds: "health", required: true },
];

/** Tom's check-ins at the end of each month, and on Thursdays, for sponsors; he is off track unless said otherwise. */
async function aRedOne({
  people = [SOFIA],
  rhythms,
}: {
  people?: (typeof SOFIA)[];
  rhythms: readonly ("month" | "week")[];
}) {
  const on = { month: { workingDay: -1 }, week: ["th"] };
  const run = await aRun({
    people: [TOM, ...people],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: people.map(({ handle }) => handle) }],
    cadences: rhythms.map((every) => ({
      ...{ key: every, program: "atlas", questions: QUESTIONS, audience: ["lead"], readers: ["lead", "sponsors"] },
      ...{ rule: { every, on: on[every], at: "09:00", zone: "participant" }, disclosure: "executive" },
    })),
  });
  return {
    run,
    red: async (at: string, cadence = "month", colour: "amber" | "red" = "red") => {
      await run.to(at);
      await openForm(run, "tom", cadence);
      await fillAndSubmit(run.as("tom"), QUESTIONS, { health: { colour, reason: "The vendor has gone" } });
      await run.settle();
    },
    flashes: async (handle: string) =>
      (await sentAs(run, "flash-report", handle)).map(({ text }) => text.replaceAll("\u00a0", " ")),
  };
}

const ASKING: Question[] = [
  ...QUESTIONS,
  {
    key: "ask",
    type: "long-text",
    label: { en: "What do you need?", fr: "De quoi avez-vous besoin ?" },
    feeds: "ask",
  },
];

/** Tom is asked by Sofia's check-in on Thursdays, and by one that stays in the team on Fridays. */
async function twoCheckIns(): Promise<Run> {
  const shared = { program: "atlas", questions: QUESTIONS, audience: ["lead"] };
  const rule = (day: string) => ({ every: "week", on: [day], at: "14:00", zone: "participant" });
  return aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [
      { key: "weekly", ...shared, rule: rule("th"), readers: ["lead", "sponsors"], disclosure: "executive" },
      { key: "inside", ...shared, rule: rule("fr"), readers: ["lead", "team"], disclosure: "team" },
    ],
  });
}

async function says(run: Run, cadence: string, day: string, colour: "green" | "red", reason: string): Promise<void> {
  await run.to(`2026-${day}T15:00Z`);
  await openForm(run, "tom", cadence);
  await fillAndSubmit(run.as("tom"), QUESTIONS, { health: { colour, reason } });
  await run.settle();
}

async function read(run: Run) {
  const flashes = (await sentAs(run, "flash-report", "sofia")).map(({ text }) => text);
  const home = (await openHome(run, "sofia")).find((line) => line.includes("Atlas ·"));
  return { flashes, home };
}

it("a flash report tells the colour and the words that Home tells its reader, and no others (A1)", async () => {
  const run = await twoCheckIns();
  for (const [thursday, friday] of [["11-05", "11-06"] as const, ["11-12", "11-13"] as const]) {
    await says(run, "weekly", thursday, "green", "The dates hold");
    await says(run, "inside", friday, "red", "We do not believe it ourselves");
  }
  expect(await read(run)).toEqual({ flashes: [], home: expect.stringContaining("🟢 Atlas · On track") });
  for (const [thursday, friday] of [["11-19", "11-20"] as const, ["11-26", "11-27"] as const]) {
    await says(run, "weekly", thursday, "red", "The vendor has gone");
    await says(run, "inside", friday, "green", "Among ourselves it is fine");
  }
  const { flashes, home } = await read(run);
  expect(home).toContain("🔴 Atlas · Off track");
  expect(flashes).toEqual([expect.stringContaining("The vendor has gone")]);
  expect(flashes[0]).not.toContain("Among ourselves");
  expect(run.sandbox.counters.errors).toEqual([]);
});

function flashWith(asks: Parameters<typeof flashMessage>[1]["asks"], locale = "en-GB"): string {
  const { blocks } = flashMessage(
    { locale, zone: "UTC" },
    {
      programId: "p",
      program: "Atlas",
      periods: 2,
      every: "month",
      since: "2026-10-02",
      reason: "The vendor has gone",
      path: null,
      author: "Tom",
      answeredOn: "2026-11-02",
      today: "2026-11-03",
      asks,
      blockers: [],
    },
  );
  return JSON.stringify(blocks).replaceAll("\u00a0", " ");
}

it("a flash report says of an ask's date that it has passed, and nothing that nobody has said (B3)", () => {
  const due = (on: string, locale?: string) =>
    flashWith([{ code: "ASK-1", title: "May we hire?", dueOn: on, decides: "reader" }], locale);
  expect(due("2026-10-08")).toContain("ASK-1 May we hire? · was needed by Thursday 8 October, overdue");
  expect(due("2026-10-08", "fr-FR")).toContain("ASK-1 May we hire? · échéance dépassée : jeudi 8 octobre");
  expect(due("2026-11-03")).toContain("ASK-1 May we hire? · needed by Tuesday 3 November");
  expect(due("2026-11-03")).toContain("Off track for the 2nd month in a row.");
});

it("a flash report has the year of a date that is far away (B6)", () => {
  const ask = { code: "ASK-1", title: "May we hire?", dueOn: "2126-11-20", decides: "reader" as const };
  expect(flashWith([ask])).toContain("needed by Wednesday, 20 November 2126");
  expect(flashWith([ask], "fr-FR")).toContain("échéance : mercredi 20 novembre 2126");
});

it.each([
  ["reader", "your decision", "décision à prendre par vous"],
  [{ name: "Ada" }, "Ada decides", "décision confiée à Ada"],
  ["committee", "the committee is voting", "le comité vote"],
  ["unnamed", "no one is assigned to decide", "sans décideur désigné pour l’instant"],
] as const)("a flash report says whose decision an ask is: %j (old 10)", (decides, en, fr) => {
  const ask = { code: "ASK-1", title: "May we hire?", dueOn: "2026-11-03", decides };
  expect(flashWith([ask])).toContain(`needed by Tuesday 3 November · ${en}"`);
  expect(flashWith([ask], "fr-FR")).toContain(`échéance : mardi 3 novembre · ${fr}"`);
  expect(flashWith([{ ...ask, dueOn: null }])).toContain(`ASK-1 May we hire? · ${en}"`);
});

it("a flash report tells of each ask whose it is, the reader's first (old 10)", async () => {
  const shared = { program: "atlas", questions: ASKING, audience: ["lead"], readers: ["lead", "sponsors"] };
  const rule = { every: "week", on: ["th"], at: "14:00", zone: "participant" };
  const run = await aRun({
    people: [TOM, SOFIA, RAVI],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "ravi"] }],
    cadences: [{ key: "weekly", ...shared, rule, disclosure: "executive" }],
  });
  for (const [day, ask] of [
    ["11-05", "Rent the second floor by Friday 20 November?"],
    ["11-12", "Sofia: pay the second vendor by Friday 20 November?"],
  ] as const) {
    await run.to(`2026-${day}T15:00Z`);
    await openForm(run, "tom", "weekly");
    const health = { colour: "red" as const, reason: "The vendor has gone" };
    await fillAndSubmit(run.as("tom"), ASKING, { health, ask });
    if (day === "11-05") {
      const { id } = await run.db.selectFrom("item").select("id").where("type", "=", "ask").executeTakeFirstOrThrow();
      const [sofia, ravi] = [await personIn(run, "sofia"), await personIn(run, "ravi")];
      await delegateAsk(run.app.services, sofia, id, { person: ravi, why: "The floors are yours.", isConfirmed: true });
    }
    await run.settle();
  }
  const [flash] = (await read(run)).flashes;
  expect(flash).toContain("• ATL-ASK-2 Sofia: pay the second vendor by Friday 20 November? · your decision");
  expect(flash).toContain("• ATL-ASK-1 Rent the second floor by Friday 20 November? · Ravi Nair decides");
  expect(flash?.indexOf("ASK-2")).toBeLessThan(flash?.indexOf("ASK-1") ?? 0);
});

it("a flash report lists all that waits, confirmed or not, as its reader's digest counts it (A1)", async () => {
  const shared = { program: "atlas", questions: ASKING, audience: ["lead"], readers: ["lead", "sponsors"] };
  const rule = { every: "week", on: ["th"], at: "14:00", zone: "participant" };
  const run = await aRun({
    people: [TOM, SOFIA, RAVI],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "ravi"] }],
    cadences: [{ key: "weekly", ...shared, rule, disclosure: "executive" }],
  });
  const [tom, sofia, ravi] = [await personIn(run, "tom"), await personIn(run, "sofia"), await personIn(run, "ravi")];
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const raise = (title: string, ownerId: string | null) =>
    inTransaction(run.db, (tx) =>
      raiseItem(run.app.services, tx, tom, programId, {
        ...{ type: "ask", details: { kind: "decision" }, title, ownerId, sourceKey: `test:${title}` },
      }),
    );
  const { id } = await raise("Move the archive?", ravi.id);
  // As an answer makes it.
  await run.db.updateTable("item").set({ confirmed_at: null }).where("id", "=", id).execute();
  await raise("Rent the second floor?", null);
  await deferAsk(run.app.services, ravi, (await raise("Paint the walls?", ravi.id)).id, "2026-12-20");
  for (const day of ["11-05", "11-12"]) await says(run, "weekly", day, "red", "The vendor has gone");
  const [flash] = (await read(run)).flashes;
  expect(flash).toContain("Move the archive? · Ravi Nair decides");
  expect(flash).toContain("Rent the second floor? · your decision");
  expect(flash).not.toContain("Paint the walls?");
  const reader = { workspaceId: tom.workspace_id, personId: sofia.id, rhythm: "monthly" as const };
  const digest = await previewDigest(run.db, reader, "2026-12-03T09:00:00.000Z");
  expect(flash?.match(/ASK-\d/g)).toHaveLength(digest?.openAsks?.length ?? 0);
});

it("a flash report says how many it does not list (A1)", () => {
  const ask = { code: "ASK-1", title: "May we hire?", dueOn: null, decides: "reader" as const };
  const many = Array.from({ length: 7 }, () => ask);
  expect(flashWith(many)).toContain("and 2 more");
  expect(flashWith(many, "fr-FR")).toContain("et 2 de plus");
  expect(flashWith(many.slice(2))).not.toContain("more");
});

it("no flash report tells what nobody has approved, or what is held back in any of its reader's digests (A1)", async () => {
  const run = await twoCheckIns();
  const tom = await personIn(run, "tom");
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  await says(run, "weekly", "11-05", "green", "The dates hold");
  await setApproval(run.app.services, tom, { programId, approver: "lead" });
  for (const day of ["11-12", "11-19"]) await says(run, "weekly", day, "red", "The vendor has gone");
  expect(await read(run)).toEqual({ flashes: [], home: expect.stringContaining("Atlas · no recent update") });
  await run.db.deleteFrom("digest_approval").execute();
  await holdPart(run.app.services, tom, { programId, rhythm: "annual" });
  await says(run, "weekly", "11-26", "red", "The vendor has gone");
  expect(await read(run)).toEqual({ flashes: [], home: expect.stringContaining("Atlas · left out by the lead") });
  await run.db.deleteFrom("digest_hold").execute();
  // Nothing is kept back any more: it goes when the program is looked at next.
  await says(run, "weekly", "12-03", "red", "It has not come back");
  expect((await read(run)).flashes).toEqual([expect.stringContaining("Off track for the 3rd week in a row")]);
  expect(run.sandbox.counters.errors).toEqual([]);
});

it("neither flash report nor Home tells what waits because another is named to approve it, or the same again (A1)", async () => {
  const run = await twoCheckIns();
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  await setApproval(run.app.services, tom, { programId, approver: "lead" });
  for (const day of ["11-05", "11-12"]) await says(run, "weekly", day, "red", "The vendor has gone");
  for (const approver of [{ personId: sofia.id }, "lead", "lead"] as const) {
    await run.to(new Date(Date.parse(run.clock.now()) + 3_600_000).toISOString());
    await setApproval(run.app.services, tom, { programId, approver });
    expect(await read(run)).toEqual({ flashes: [], home: expect.stringContaining("Atlas · no recent update") });
  }
  await says(run, "weekly", "11-19", "red", "The vendor has gone");
  expect((await read(run)).flashes).toEqual([]);
  expect(run.sandbox.counters.errors).toEqual([]);
});

describe("a flash report comes when its reader is told, and not by an answer that they are not (A1)", () => {
  const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };

  /** Tom's monthly for Sofia and Inès. */
  async function aMonthly(): Promise<{ run: Run; programId: string }> {
    const shared = { questions: QUESTIONS, audience: ["lead"], readers: ["lead", "sponsors"], disclosure: "executive" };
    const run = await aRun({
      people: [TOM, SOFIA, { handle: "ines", name: "Inès Roy", tz: "Europe/Paris", locale: "fr-FR" }, RAVI],
      programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "ines"] }],
      cadences: [{ key: "monthly", program: "atlas", ...shared, rule }],
    });
    return { run, programId: (await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow()).id };
  }

  async function red(run: Run, at: string): Promise<void> {
    await run.to(at);
    await openForm(run, "tom", "monthly");
    await fillAndSubmit(run.as("tom"), QUESTIONS, { health: { colour: "red", reason: "The vendor has gone" } });
    await run.settle();
  }

  async function flashes(run: Run, handle: string): Promise<string[]> {
    return (await sentAs(run, "flash-report", handle)).map(({ text }) => text.replaceAll("\u00a0", " "));
  }

  const INES_READS = "Hors trajectoire pour le 2e mois de suite.";

  it("with the part that was approved, to each as theirs is", async () => {
    const { run, programId } = await aMonthly();
    const tom = await personIn(run, "tom");
    await setApproval(run.app.services, tom, { programId, approver: "lead" });
    const approve = async (at: string, handle: string) => {
      await run.to(at);
      const { id: readerId } = await personIn(run, handle);
      const { id: draftId } = await run.db
        .selectFrom("digest_draft")
        .select("id")
        .where("reader_id", "=", readerId)
        .where("state", "=", "waiting")
        .executeTakeFirstOrThrow();
      await approvePart(run.app.services, tom, { draftId, programId });
      await run.settle();
    };
    await red(run, "2026-11-30T15:00Z");
    for (const handle of ["sofia", "ines"]) await approve("2026-12-02T12:00Z", handle);
    await red(run, "2026-12-31T15:00Z");
    await run.to("2027-01-08T12:00Z");
    expect([...(await flashes(run, "sofia")), ...(await flashes(run, "ines"))]).toEqual([]);
    await approve("2027-01-11T10:00Z", "sofia");
    await run.to("2027-01-11T12:00Z");
    expect(await flashes(run, "sofia")).toEqual([expect.stringContaining("Off track for the 2nd month in a row.")]);
    expect(await flashes(run, "ines")).toEqual([]);
    await approve("2027-01-12T10:00Z", "ines");
    await run.to("2027-01-12T12:00Z");
    expect(await flashes(run, "ines")).toEqual([expect.stringContaining(INES_READS)]);
    await red(run, "2027-01-29T15:00Z");
    await run.to("2027-02-02T08:00Z");
    for (const handle of ["sofia", "ines"]) expect(await flashes(run, handle)).toHaveLength(1);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("when nobody approves any more, or the lead lets it go", async () => {
    const ways: readonly ((run: Run, tom: Person, programId: string, isKept: boolean) => Promise<void>)[] = [
      ({ app }, tom, programId, isKept) =>
        setApproval(app.services, tom, { programId, approver: isKept ? "lead" : "none" }),
      ({ app }, tom, programId, isKept) =>
        (isKept ? holdPart : releasePart)(app.services, tom, { programId, rhythm: "monthly" }),
    ];
    for (const keep of ways) {
      const { run, programId } = await aMonthly();
      const tom = await personIn(run, "tom");
      await red(run, "2026-11-30T15:00Z");
      await run.to("2026-12-04T10:00Z");
      await keep(run, tom, programId, true);
      await red(run, "2026-12-31T15:00Z");
      await run.to("2027-01-04T10:00Z");
      for (const handle of ["sofia", "ines"]) expect(await flashes(run, handle)).toEqual([]);
      await keep(run, tom, programId, false);
      await run.to("2027-01-04T11:00Z");
      expect(await flashes(run, "sofia")).toEqual([expect.stringContaining("Off track for the 2nd month in a row.")]);
      expect(await flashes(run, "ines")).toEqual([expect.stringContaining(INES_READS)]);
      expect(run.sandbox.counters.errors).toEqual([]);
    }
  });

  it("and not to a sponsor who comes when it has gone", async () => {
    const { run, programId } = await aMonthly();
    await red(run, "2026-11-30T15:00Z");
    await red(run, "2026-12-31T15:00Z");
    await run.to("2027-01-04T10:00Z");
    const [tom, ravi] = [await personIn(run, "tom"), await personIn(run, "ravi")];
    const program = await programOf(run.db, tom.workspace_id, programId);
    await inTransaction(run.db, (tx) =>
      giveSeats(run.app.services, tx, program, [{ role: "sponsor", personId: ravi.id }]),
    );
    await red(run, "2027-01-29T15:00Z");
    await run.to("2027-02-04T15:00Z");
    expect(await flashes(run, "sofia")).toHaveLength(1);
    expect(await flashes(run, "ravi")).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

it("neither flash report nor Why counts over a month of which the digest told silence (A1)", async () => {
  for (const [locale, second, told, before] of [
    [
      "en-GB",
      "Off track for the 2nd month in a row.",
      "🔴 Off track · since Friday 8 January",
      "December 2026 · ⚪ No recent update",
    ],
    [
      "fr-FR",
      "Hors trajectoire pour le 2e mois de suite.",
      "🔴 Hors trajectoire · depuis le vendredi 8 janvier",
      "Décembre 2026 · ⚪ Sans mise à jour récente",
    ],
  ] as const) {
    const { run, red, flashes } = await aRedOne({ people: [{ ...SOFIA, locale }], rhythms: ["month"] });
    const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    await red("2026-11-30T15:00Z");
    // December's digest has gone without it: January is the first month of a new run.
    await red("2027-01-08T10:00Z");
    await red("2027-01-29T15:00Z");
    const sofia = await personIn(run, "sofia");
    const why = JSON.stringify(whyView(sofia, await explainColour(run.app.services, sofia, id)));
    expect(why.replaceAll("\u00a0", " ")).toContain(told);
    expect(why.replaceAll("\u00a0", " ")).toContain(before);
    expect(await flashes("sofia")).toEqual([]);
    await red("2027-02-26T15:00Z");
    expect(await flashes("sofia")).toEqual([expect.stringContaining(second)]);
    await red("2027-03-31T15:00Z");
    expect(await flashes("sofia")).toHaveLength(1);
    expect(run.sandbox.counters.errors).toEqual([]);
  }
});

describe("of a run of red a flash report comes once (A1)", () => {
  it("whichever check-ins ask for the status, and where a week without an answer was told by no digest", async () => {
    for (const [locale, second] of [
      ["en-GB", "Off track for the 2nd week in a row."],
      ["fr-FR", "Hors trajectoire pour la 2e semaine de suite."],
    ] as const) {
      const { run, red, flashes } = await aRedOne({ people: [{ ...SOFIA, locale }], rhythms: ["month", "week"] });
      await red("2027-02-26T15:00Z", "month", "amber");
      await red("2027-03-04T15:00Z", "week");
      await red("2027-03-11T15:00Z", "week");
      expect(await flashes("sofia")).toEqual([expect.stringContaining(second)]);
      // Nobody answers on 18 March.
      await red("2027-03-25T15:00Z", "week");
      await red("2027-03-31T15:00Z", "month");
      await red("2027-04-01T15:00Z", "week");
      await red("2027-04-30T15:00Z", "month");
      expect(await flashes("sofia")).toHaveLength(1);
      // Another run.
      await red("2027-05-06T15:00Z", "week", "amber");
      await red("2027-05-13T15:00Z", "week");
      await red("2027-05-20T15:00Z", "week");
      expect(await flashes("sofia")).toHaveLength(2);
      expect(run.sandbox.counters.errors).toEqual([]);
    }
  });

  it("and again once a digest has told that there was no status", async () => {
    const { run, red, flashes } = await aRedOne({ rhythms: ["month"] });
    await red("2026-11-30T15:00Z");
    await red("2026-12-31T15:00Z");
    expect(await flashes("sofia")).toHaveLength(1);
    await red("2027-02-26T15:00Z");
    expect(await flashes("sofia")).toHaveLength(1);
    await red("2027-03-31T15:00Z");
    const again = expect.stringContaining("Off track for the 2nd month in a row.");
    expect(await flashes("sofia")).toEqual([again, again]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("to each sponsor as their own digests count it", async () => {
    const ada = { handle: "ada", name: "Ada Wu", tz: "America/Los_Angeles", locale: "en-US" };
    const { run, red, flashes } = await aRedOne({ people: [SOFIA, ada], rhythms: ["month"] });
    await red("2026-11-30T15:00Z");
    // Between their digests: Sofia's has told that there was none.
    await red("2027-01-05T13:00Z");
    const second = expect.stringContaining("Off track for the 2nd month in a row.");
    await run.to("2027-01-06T10:00Z");
    expect([await flashes("sofia"), await flashes("ada")]).toEqual([[], [second]]);
    await red("2027-01-29T15:00Z");
    await red("2027-02-26T15:00Z");
    await run.to("2027-03-01T18:00Z");
    expect([await flashes("sofia"), await flashes("ada")]).toEqual([[second], [second]]);
    await red("2027-03-31T15:00Z");
    await run.to("2027-04-01T18:00Z");
    expect([await flashes("sofia"), await flashes("ada")]).toEqual([[second], [second]]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("also where an earlier release told of it, whatever it called the run", async () => {
    const { run, red, flashes } = await aRedOne({ rhythms: ["month"] });
    await red("2026-11-30T15:00Z");
    await red("2026-12-31T15:00Z");
    const { id: cadenceId, program_id: programId } = await run.db
      .selectFrom("cadence")
      .select(["id", "program_id"])
      .executeTakeFirstOrThrow();
    const { id: personId } = await personIn(run, "sofia");
    const cause = `flash:${cadenceId}:2026-11`;
    await run.db.updateTable("health_trigger").set({ cause }).where("cause", "like", "flash%").execute();
    const key = flashKey(programId, cause, personId);
    await run.db.updateTable("delivery").set({ key }).where("kind", "=", "flash-report").execute();
    await red("2027-01-29T15:00Z");
    await red("2027-02-26T15:00Z");
    expect(await flashes("sofia")).toHaveLength(1);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

it("a flash report counts the months as the digests do, whichever check-in gave the status in them (A1)", async () => {
  const rule = (every: string) => ({ every, on: { workingDay: -1 }, at: "09:00", zone: "participant" });
  const shared = { program: "atlas", questions: QUESTIONS, audience: ["lead"], readers: ["lead", "sponsors"] };
  const run = await aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: (["month", "quarter"] as const).map((every) => ({
      key: `${every}ly`,
      ...shared,
      rule: rule(every),
      disclosure: "executive",
    })),
  });
  const says = async (at: string, cadence: string, colour: "amber" | "red") => {
    await run.to(at);
    await openForm(run, "tom", cadence);
    await fillAndSubmit(run.as("tom"), QUESTIONS, { health: { colour, reason: "The vendor has gone" } });
    await run.settle();
  };
  await says("2026-11-30T15:00Z", "monthly", "amber");
  await says("2026-12-31T15:00Z", "monthly", "amber");
  await says("2026-12-31T15:30Z", "quarterly", "red");
  expect(await sentAs(run, "flash-report", "sofia")).toEqual([]);
  await says("2027-01-29T15:00Z", "monthly", "red");
  const [flash] = (await sentAs(run, "flash-report", "sofia")).map(({ text }) => text);
  expect(flash).toContain("Off track for the 2nd month in a row.");
  await run.to("2027-02-03T10:00Z");
  const [digest = ""] = (await sentAs(run, "digest", "sofia")).map(({ text }) => text).reverse();
  expect(digest.replaceAll("\u00a0", " ")).toContain("🔴 Atlas · Off track · 2nd month in a row");
  await says("2027-02-26T15:00Z", "monthly", "red");
  // Once for the whole run.
  expect(await sentAs(run, "flash-report", "sofia")).toHaveLength(1);
  expect(run.sandbox.counters.errors).toEqual([]);
});

it("a flash report does not say that nothing is asked where it lists nothing (B1)", () => {
  expect(flashWith([])).toContain("Talk to the lead.");
  expect(flashWith([])).not.toMatch(/nothing is asked/i);
});

it("a flash report lists what its reader is asked as their Home does, confirmed or not (B1)", async () => {
  const run = await aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [
      {
        ...{ key: "weekly", program: "atlas", questions: ASKING, audience: ["lead"], readers: ["lead", "sponsors"] },
        ...{ rule: { every: "week", on: ["th"], at: "14:00", zone: "participant" }, disclosure: "executive" },
      },
    ],
  });
  for (const day of ["11-05", "11-12"]) {
    await run.to(`2026-${day}T15:00Z`);
    await openForm(run, "tom", "weekly");
    const health = { colour: "red" as const, reason: "The vendor has gone" };
    const ask = day === "11-12" ? { ask: "Sofia: pay the second vendor by Friday?" } : {};
    await fillAndSubmit(run.as("tom"), ASKING, { health, ...ask });
    await run.settle();
  }
  const [flash] = (await read(run)).flashes;
  expect(flash).toContain("The vendor has gone");
  expect(flash).toContain("Waiting for a decision\n• ATL-ASK-1 Sofia: pay the second vendor by Friday?");
  expect(flash).not.toContain("Talk to the lead.");
});
