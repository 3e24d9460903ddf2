/** A digest that was sent is corrected, once and again: each edition says of each program what is known of it by then. */

import { expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { sendCorrection } from "../../src/digests/corrections/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestById, listDigests } from "../../src/digests/use-cases.ts";
import { readerOf } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { programByKey } from "../../src/programs/use-cases.ts";
import { completeAsk, deferAsk, delegateAsk, withdrawAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { reopenItem } from "../../src/register/use-cases-acts.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { aRun, openForm, personIn, type Run, SOFIA, TOM } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Statut" }, feeds: "health", required: true },
  { key: "progress", type: "long-text", label: { en: "Progress", fr: "Avancement" }, feeds: "progress" },
  { key: "ask", type: "long-text", label: { en: "Ask", fr: "Demande" }, feeds: "ask" },
];
const VERA = { handle: "vera", name: "Vera Lang", tz: "Europe/Paris", locale: "fr-FR" };
const RED = { colour: "red", reason: "The vendor is late." };
const AMBER = { colour: "amber", reason: "The vendor is nearly there." };
const GREEN = { colour: "green" };

type Key = "atlas" | "borealis" | "cirrus" | "dorado" | "elan";

/** Sofia and Vera got the digest of October on 4 November; on the 10th Atlas is set right, and what others asked goes on. */
async function theStory(database: DatabaseName = "SQLite") {
  const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  const keys: Key[] = ["atlas", "borealis", "cirrus", "dorado", "elan"];
  const run = await aRun({
    database,
    people: [TOM, SOFIA, VERA],
    programs: keys.map((key) => ({ key, title: titleOf(key), lead: "tom", sponsors: ["sofia", "vera"] })),
    cadences: keys.map((key) => ({
      ...{ key, program: key, questions: QUESTIONS, audience: ["lead"], readers: ["sponsors"], rule },
    })),
    start: "2026-10-29T00:00:00.000Z",
  });
  const { services } = run.app;
  const says = async (key: Key, answers: Record<string, unknown>) => {
    await openForm(run, "tom", key);
    await fillAndSubmit(run.as("tom"), QUESTIONS, answers as never);
    await run.settle();
  };
  const [tom, sofia, vera] = [await personIn(run, "tom"), await personIn(run, "sofia"), await personIn(run, "vera")];
  const askOf = async (key: Key) => {
    const program = await programByKey(run.db, tom.workspace_id, key);
    return run.db
      .selectFrom("item")
      .selectAll()
      .where("program_id", "=", program?.id ?? "")
      .executeTakeFirstOrThrow();
  };
  const complete = async (key: Key, neededBy: string) => {
    const { id, title } = await askOf(key);
    const options = ["Yes", "No"].map((label) => ({ label, doesNothing: label === "No" }));
    const form = { title, kind: "decision" as const, decider: sofia, options, recommended: 0, why: "", evidence: "" };
    await completeAsk(services, tom, id, { ...form, neededBy, costOfWaiting: "A week" });
  };
  const correctedTo = async (key: Key, reason: string, period = "2026-10") => {
    const program = await programByKey(run.db, tom.workspace_id, key);
    const part = { programId: program?.id ?? "", rhythm: "monthly" as const, period };
    const readers = await sendCorrection(services, tom, part, { reason, wording: null, isRenewed: true });
    await run.settle();
    return readers;
  };
  const correct = async (key: Key, reason: string, period?: string) =>
    expect(await correctedTo(key, reason, period)).toBe(2);
  await run.to("2026-10-30T12:00Z");
  await says("atlas", { health: RED, progress: "Atlas in October." });
  for (const key of ["borealis", "cirrus", "dorado", "elan"] as const) {
    await says(key, { health: GREEN, ask: `Shall we go on with ${titleOf(key)}?` });
    await complete(key, key === "borealis" || key === "dorado" ? "2026-11-02" : "2027-01-15");
  }
  await run.to("2026-11-10T10:00Z");
  await says("atlas", { health: GREEN, progress: "Atlas in October." });
  await withdrawAsk(services, tom, (await askOf("cirrus")).id);
  await complete("dorado", "2027-02-19");
  const passedOn = { person: vera, why: "You know it.", isConfirmed: true };
  await delegateAsk(services, sofia, (await askOf("elan")).id, passedOn);
  await run.to("2026-11-11T10:00Z");
  await correct("atlas", "The status of Atlas was wrong.");
  const reopen = async (key: Key) => reopenItem(services, tom, (await askOf(key)).id);
  const putOff = async (key: Key, until: string) => deferAsk(services, sofia, (await askOf(key)).id, until);
  const withdraw = async (key: Key) => withdrawAsk(services, tom, (await askOf(key)).id);
  return { run, says, correct, correctedTo, reopen, complete, putOff, withdraw };
}

function titleOf(key: Key): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** The editions of this reader's digests, the oldest first. */
async function editionsOf(run: Run, handle: "sofia" | "vera") {
  const { id: personId, workspace_id: workspaceId } = await personIn(run, handle);
  return Promise.all(
    (await listDigests(run.db, { workspaceId, personId })).map(async ({ id }) => {
      const edition = await digestById(run.db, workspaceId, id);
      if (!edition) throw new Error("There is no such edition.");
      return { ...edition, text: plain(digestText(edition.document)) };
    }),
  );
}

/** The last edition of Sofia's digest of a month. */
async function toldOf(run: Run, period: string): Promise<string> {
  const editions = (await editionsOf(run, "sofia")).filter((one) => one.rhythm === "monthly" && one.period === period);
  return editions.at(-1)?.text ?? "";
}

async function whyOn(run: Run, key: Key, editionId: string): Promise<string> {
  const sofia = await personIn(run, "sofia");
  const program = await programByKey(run.db, sofia.workspace_id, key);
  const explained = await explainColour(run.app.services, sofia, program?.id ?? "", editionId);
  return plain(JSON.stringify(whyView(readerOf(sofia), explained)));
}

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

it("a correction says on which day the answer was corrected, and Why on it has its colour (A1)", async () => {
  const { run } = await theStory();
  const [first, second] = await editionsOf(run, "sofia");
  expect(first?.text).toContain("🔴 Atlas · off track");
  const reported = "🟢 Atlas · on track · reported as 🔴 off track from Fri 30 Oct until the correction of Tue 10 Nov";
  expect(second?.text).toContain(reported);
  expect((await editionsOf(run, "vera")).at(-1)?.text).toContain(
    "🟢 Atlas · conforme · annoncé 🔴 hors trajectoire du ven. 30 oct. jusqu’à la correction du mar. 10 nov.",
  );
  expect(await whyOn(run, "atlas", first?.id ?? "")).toContain("🔴 Off track");
  const why = await whyOn(run, "atlas", second?.id ?? "");
  expect(why).toContain("🟢 On track");
  expect(why).not.toContain("🔴 Off track");
  expect(why).toContain("Set by Tom Baker, Tuesday 10 November");
});

it("Why on a correction has its colour, whatever role has ended in another program of it (A1)", async () => {
  const { run } = await theStory();
  const [, second] = await editionsOf(run, "sofia");
  const [{ id: sofiaId }, cirrus] = [
    await personIn(run, "sofia"),
    await programByKey(run.db, run.app.workspace.id, "cirrus"),
  ];
  const seat = run.db
    .updateTable("seat")
    .where("person_id", "=", sofiaId)
    .where("program_id", "=", cirrus?.id ?? "");
  await seat.set({ until_date: "2026-11-05" }).execute();
  const why = await whyOn(run, "atlas", second?.id ?? "");
  expect(why).toContain("🟢 On track");
  expect(why).not.toContain("🔴 Off track");
});

it("a second correction keeps what the first one set right (A1)", async () => {
  const { run, says, correct } = await theStory();
  await run.to("2026-11-16T10:00Z");
  await says("borealis", { health: AMBER, ask: "Shall we go on with Borealis?" });
  // What was said after its own correction belongs to no other.
  await says("atlas", { health: RED, progress: "Atlas, once more." });
  await correct("borealis", "The status of Borealis was wrong.");
  const [, second, third] = await editionsOf(run, "sofia");
  const atlas = "🟢 Atlas · on track · reported as 🔴 off track from Fri 30 Oct until the correction of Tue 10 Nov";
  expect(second?.text).toContain(atlas);
  expect(third?.text).toContain(atlas);
  expect(third?.text).toContain(
    "🟠 Borealis · at risk · reported as 🟢 on track from Fri 30 Oct until the correction of Mon 16 Nov",
  );
  expect(await whyOn(run, "atlas", third?.id ?? "")).toContain("🟢 On track");
  const [was, is] = [await whyOn(run, "borealis", second?.id ?? ""), await whyOn(run, "borealis", third?.id ?? "")];
  expect(was).toContain("🟢 On track");
  expect(was).toContain("days overdue");
  expect(is).toContain("🟠 At risk");
  // That was put to its owner about another colour.
  expect(is).not.toContain("days overdue");
});

it.each(databases)(
  "a correction leaves what other programs ask as it was told, and the next digest says what became of it, on %s (B1)",
  async (database) => {
    const { run, says, correct } = await theStory(database);
    const [first, second] = await editionsOf(run, "sofia");
    const asked = (document: typeof first) => document?.document.sections.filter(({ section }) => section === "asks");
    expect(first?.text).toContain("4 decisions for you");
    expect(asked(second)).toEqual(asked(first));
    // Its date is another since.
    for (const edition of [first, second])
      expect(edition?.text).toContain("🟢 Dorado · reported on track, but the evidence disagrees");
    await run.to("2026-11-12T10:00Z");
    await correct("dorado", "The date of Dorado was wrong.");
    const [, , third] = await editionsOf(run, "sofia");
    expect(third?.text).toContain("4 decisions for you");
    for (const line of [
      "Cirrus · by Fri 15 Jan",
      "Dorado · new date: Fri 19 Feb (was Mon 2 Nov)",
      "Elan · by Fri 15 Jan",
    ])
      expect(third?.text).toContain(line);
    expect(await whyOn(run, "dorado", second?.id ?? "")).toContain("days overdue");
    expect(await whyOn(run, "dorado", third?.id ?? "")).not.toContain("days overdue");
    await run.to("2026-11-30T12:00Z");
    await says("atlas", { health: GREEN, progress: "Atlas in November." });
    await run.to("2026-12-03T12:00Z");
    const december = (await editionsOf(run, "sofia")).at(-1)?.text;
    expect(december).toContain("Cirrus · withdrawn on Tue 10 Nov by Tom Baker");
    expect(december).toContain("Elan · delegated to Vera Lang on Tue 10 Nov");
  },
);

it("a correction says what became of what its own program asked, and the next digest goes on from it (B1)", async () => {
  const { run, says, correct, reopen } = await theStory();
  const last = async (handle: "sofia" | "vera") => (await editionsOf(run, handle)).at(-1)?.text ?? "";
  const withdrawn = "Cirrus · withdrawn on Tue 10 Nov by Tom Baker";
  const passedOn = "Vera Lang decides · delegated on Tue 10 Nov";
  await correct("cirrus", "The status of Cirrus was wrong.");
  expect(await last("sofia")).toContain(withdrawn);
  expect(await last("sofia")).toContain("3 decisions for you");
  expect(await last("vera")).toContain("Cirrus · retirée le mar. 10 nov. par Tom Baker");
  await correct("elan", "The status of Elan was wrong.");
  for (const told of [withdrawn, passedOn, "2 decisions for you"]) expect(await last("sofia")).toContain(told);
  expect(await last("vera")).toContain("vous a été déléguée par Sofia Rossi le mar. 10 nov.");
  await run.to("2026-11-16T10:00Z");
  await reopen("cirrus");
  await correct("cirrus", "Cirrus asks once more.");
  expect(await last("sofia")).not.toContain(withdrawn);
  expect(await last("sofia")).toContain("asked 5 days ago · raised again on Mon 16 Nov by Tom Baker");
  await run.to("2026-11-30T12:00Z");
  await says("atlas", { health: GREEN, progress: "Atlas in November." });
  await run.to("2026-12-03T12:00Z");
  for (const told of [withdrawn, passedOn, "raised again"]) expect(await last("sofia")).not.toContain(told);
  expect(await last("vera")).not.toContain("déléguée par");
});

it("what a correction told as withdrawn the next digest tells as raised again (B1)", async () => {
  const { run, says, correct, reopen } = await theStory();
  await correct("cirrus", "The status of Cirrus was wrong.");
  await run.to("2026-11-16T10:00Z");
  await reopen("cirrus");
  await run.to("2026-11-30T12:00Z");
  await says("atlas", { health: GREEN, progress: "Atlas in November." });
  await run.to("2026-12-03T12:00Z");
  expect((await editionsOf(run, "sofia")).at(-1)?.text).toContain("raised again on Mon 16 Nov by Tom Baker");
  expect((await editionsOf(run, "vera")).at(-1)?.text).toContain(
    "Cirrus · déposée de nouveau le lun. 16 nov. par Tom Baker, décision confiée à Sofia Rossi",
  );
});

it("a correction brings in what the corrected answer asks as nobody's to decide, and nothing else that was asked since (B1)", async () => {
  const { run, says, correct } = await theStory();
  await run.to("2026-11-16T10:00Z");
  const asked = "May Atlas open on Sundays?";
  await says("atlas", { health: GREEN, progress: "Atlas in October.", ask: asked });
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const atlas = await programByKey(run.db, tom.workspace_id, "atlas");
  const details = { kind: "decision" as const };
  const later = { type: "ask" as const, details, title: "Who guards Atlas?", ownerId: sofia.id, sourceKey: "t:1" };
  await inTransaction(run.db, (tx) => raiseItem(run.app.services, tx, tom, atlas?.id ?? "", later));
  await correct("atlas", "The ask of Atlas was missing.");
  const [third] = (await editionsOf(run, "sofia")).slice(-1);
  expect(third?.text).toContain("Atlas · asked on Mon 16 Nov · no one is assigned to decide");
  expect(third?.text).toContain(asked);
  expect(third?.text).not.toContain("Who guards Atlas?");
  expect((await editionsOf(run, "vera")).at(-1)?.text).toContain(
    "Atlas · déposée le lun. 16 nov. · sans décideur désigné pour l’instant",
  );
});

/** Corrections of the digests of October and November, that of November sent after the digest of 3 December. */
async function theSecondMonth(database: DatabaseName = "SQLite") {
  const story = await theStory(database);
  const { run, says } = story;
  await run.to("2026-11-30T12:00Z");
  await says("atlas", { health: GREEN, progress: "Atlas in November." });
  await run.to("2026-12-03T12:00Z");
  const correctNovember = async () => {
    await run.to("2026-12-05T10:00Z");
    await says("atlas", { health: RED, progress: "Atlas in November." });
    await story.correct("atlas", "Atlas was off track.", "2026-11");
  };
  return { ...story, correctNovember };
}

it.each(databases)(
  "a correction leaves the date of another program's ask, whatever a correction of the month before has told since, on %s (B10)",
  async (database) => {
    const { run, complete, correct, correctNovember } = await theSecondMonth(database);
    await run.to("2026-12-04T10:00Z");
    await complete("borealis", "2027-02-15");
    await correct("borealis", "What became of Borealis.");
    expect(await toldOf(run, "2026-10")).toContain("new date: Mon 15 Feb (was Mon 2 Nov)");
    const before = await toldOf(run, "2026-11");
    expect(before).toContain("Shall we go on with Borealis?");
    await correctNovember();
    const after = await toldOf(run, "2026-11");
    expect(after).toContain("Shall we go on with Borealis?");
    expect(after).not.toContain("15 Feb");
    await run.to("2027-01-06T12:00Z");
    expect(await toldOf(run, "2026-12")).toContain("Shall we go on with Borealis?");
    expect(await toldOf(run, "2026-12")).not.toContain("new date: Mon 15 Feb");
  },
);

it("what a correction of an older month told last, the next digest goes on from (B1)", async () => {
  const { run, correct, reopen, withdraw } = await theSecondMonth();
  await run.to("2026-12-04T10:00Z");
  await withdraw("borealis");
  await withdraw("dorado");
  await correct("borealis", "What became of Borealis.");
  await correct("dorado", "What became of Dorado.");
  expect(await toldOf(run, "2026-10")).toContain("Borealis · withdrawn on Fri 4 Dec by Tom Baker");
  await run.to("2026-12-14T10:00Z");
  await reopen("borealis");
  await run.to("2027-01-06T12:00Z");
  const text = await toldOf(run, "2026-12");
  expect(text).toContain("raised again on Mon 14 Dec by Tom Baker");
  expect(text).not.toContain("withdrawn on");
});

it("a correction asks what was put off since its digest and is back (B1)", async () => {
  const { run, correct, putOff, says } = await theStory();
  await run.to("2026-11-12T10:00Z");
  await putOff("dorado", "2026-11-20");
  await run.to("2026-11-23T10:00Z");
  await says("dorado", { health: RED, ask: "Shall we go on with Dorado?" });
  await correct("dorado", "Dorado was off track.");
  const text = await toldOf(run, "2026-10");
  expect(text).toContain("Shall we go on with Dorado?");
  expect(text).toContain("postponed to Fri 20 Nov, due again");
});

it("the date that a digest told is known though its correction was silent of the ask, as it was put off (B10)", async () => {
  const { run, correct, putOff, says } = await theStory();
  await run.to("2026-11-12T10:00Z");
  await putOff("dorado", "2026-11-20");
  await says("dorado", { health: AMBER, ask: "Shall we go on with Dorado?" });
  await correct("dorado", "Dorado was at risk.");
  expect(await toldOf(run, "2026-10")).not.toContain("Shall we go on with Dorado?");
  await run.to("2026-12-03T12:00Z");
  expect(await toldOf(run, "2026-11")).toContain("new date: Fri 19 Feb (was Mon 2 Nov)");
});

it("a correction that tells nothing new goes to nobody, whatever the one before it told (B10)", async () => {
  const { run, correct, correctedTo } = await theStory();
  await run.to("2026-11-12T10:00Z");
  await correct("dorado", "What became of Dorado.");
  expect(await toldOf(run, "2026-10")).toContain("new date: Fri 19 Feb (was Mon 2 Nov)");
  expect(await correctedTo("dorado", "Once more.")).toBe(0);
});

it("a second correction says of its program what both set right (A1)", async () => {
  const { run, says, correct } = await theStory();
  await run.to("2026-11-16T10:00Z");
  await says("atlas", { health: AMBER, progress: "Atlas, once more." });
  await correct("atlas", "The status of Atlas was wrong again.");
  const reported = "🟠 Atlas · at risk · reported as 🔴 off track from Fri 30 Oct until the correction of Tue 10 Nov";
  const again = "reported as 🟢 on track from Tue 10 Nov until the correction of Mon 16 Nov";
  expect(await toldOf(run, "2026-10")).toContain(`${reported} · ${again}`);
});

it("a correction tells as withdrawn what was raised and withdrawn again since the one before told it so (B1)", async () => {
  const { run, correct, reopen, withdraw } = await theStory();
  await correct("cirrus", "The status of Cirrus was wrong.");
  expect(await toldOf(run, "2026-10")).toContain("Cirrus · withdrawn on Tue 10 Nov by Tom Baker");
  await run.to("2026-11-16T10:00Z");
  await reopen("cirrus");
  await run.to("2026-11-18T10:00Z");
  await withdraw("cirrus");
  await correct("cirrus", "Cirrus is withdrawn after all.");
  expect(await toldOf(run, "2026-10")).toContain("Cirrus · withdrawn on Wed 18 Nov by Tom Baker");
  await run.to("2026-12-03T12:00Z");
  expect(await toldOf(run, "2026-11")).not.toContain("Cirrus · withdrawn");
});

it("a correction back to what was told first says what the one before it told (A1)", async () => {
  const { run, says, correct } = await theStory();
  await run.to("2026-11-16T10:00Z");
  await says("atlas", { health: RED, progress: "Atlas, as it was." });
  await correct("atlas", "It was right at first.");
  const line = "🔴 Atlas · off track · reported as 🟢 on track from Tue 10 Nov until the correction of Mon 16 Nov";
  expect(await toldOf(run, "2026-10")).toContain(line);
});
