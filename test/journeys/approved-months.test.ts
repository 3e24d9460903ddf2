/** Three months of digests of which one program is approved before they go, in both languages. */

import { expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { approvePart, setApproval } from "../../src/digests/approval/use-cases.ts";
import { holdPart, releasePart } from "../../src/digests/holds/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestById, listDigests } from "../../src/digests/use-cases.ts";
import { readerOf } from "../../src/people/use-cases.ts";
import { programByKey } from "../../src/programs/use-cases.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, LEA, NINA, openForm, personIn, SOFIA, TOM } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Statut" }, feeds: "health" },
  { key: "done", type: "long-text", label: { en: "Done", fr: "Fait" }, feeds: "progress" },
];
const GREEN = { colour: "green" as const };
const SAME = "The same text stands here every month, word for word.";
const MONTHS = [
  { lastDay: "2026-11-30", drafted: "2026-12-02T14:00Z", sent: "2026-12-04T10:00Z" },
  { lastDay: "2026-12-31", drafted: "2027-01-04T14:00Z", sent: "2027-01-06T10:00Z" },
  { lastDay: "2027-01-29", drafted: "2027-02-02T14:00Z", sent: "2027-02-04T10:00Z" },
];

/** Tom leads Atlas, whose part he approves, Nina leads Borealis; Sofia reads of both in English, Léa in French. */
async function threeMonths() {
  const keys = ["atlas", "borealis"];
  const run = await aRun({
    people: [TOM, NINA, SOFIA, LEA],
    programs: [
      { key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "lea"] },
      { key: "borealis", title: "Borealis", lead: "nina", sponsors: ["sofia", "lea"] },
    ],
    cadences: keys.map((key) => ({
      key,
      program: key,
      questions: QUESTIONS,
      audience: ["lead"],
      readers: ["sponsors"],
      rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" },
    })),
    start: "2026-09-28T00:00:00.000Z",
  });
  const { services, workspace } = run.app;
  const idOf = async (key: string) => (await programByKey(run.db, workspace.id, key))?.id ?? "";
  const [tom, nina] = [await personIn(run, "tom"), await personIn(run, "nina")];
  const [atlasId, borealisId] = [await idOf("atlas"), await idOf("borealis")];
  const say = async (day: string) => {
    for (const [handle, key, done] of [
      ["tom", "atlas", SAME],
      ["nina", "borealis", `Borealis did what was planned by ${day}.`],
    ] as const) {
      await run.to(`${day}T15:00Z`);
      await openForm(run, handle, key);
      await fillAndSubmit(run.as(handle), QUESTIONS, { health: GREEN, done });
      await run.settle();
    }
  };
  for (const day of ["2026-09-30", "2026-10-30"]) await say(day);
  await run.to("2026-11-05T12:00Z");
  await setApproval(services, tom, { programId: atlasId, approver: "lead" });
  const approve = async () => {
    const drafts = await run.db.selectFrom("digest_draft").select("id").where("state", "=", "waiting").execute();
    expect(drafts).not.toHaveLength(0);
    for (const { id } of drafts) await approvePart(services, tom, { draftId: id, programId: atlasId });
    await run.settle();
  };
  const digest = async (handle: string) => {
    const { id: personId } = await personIn(run, handle);
    const all = await listDigests(run.db, { workspaceId: workspace.id, personId });
    // Beside it in January there is the annual one.
    const { id = "" } = all.findLast(({ rhythm }) => rhythm === "monthly") ?? {};
    const edition = await digestById(run.db, workspace.id, id);
    return { id, text: edition ? plain(digestText(edition.document)) : "" };
  };
  const why = async (handle: string, editionId: string | null) => {
    const person = await personIn(run, handle);
    return plain(JSON.stringify(whyView(readerOf(person), await explainColour(services, person, atlasId, editionId))));
  };
  const home = async (handle: string) => plain((await openHome(run, handle)).join("\n"));
  return { run, services, nina, borealisId, say, approve, digest, why, home };
}

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

it("Home and Why tell of an approved program no check that none of its digests told, and deny none (A3)", async () => {
  const { run, say, approve, digest, why, home } = await threeMonths();
  for (const { lastDay, drafted, sent } of MONTHS) {
    await say(lastDay);
    await run.to(drafted);
    await approve();
    await run.to(sent);
    const asked = await run.db.selectFrom("health_question").select("state").where("state", "=", "asked").execute();
    expect(asked).toHaveLength(1);
    for (const { handle, onTrack, said } of [
      {
        handle: "sofia",
        onTrack: "🟢 Atlas · On track · lead: Tom Baker",
        said: ["barely changed", "wasn’t asked about"],
      },
      {
        handle: "lea",
        onTrack: "🟢 Atlas · Conforme · responsable : Tom Baker",
        said: ["presque pas changé", "été soumis"],
      },
    ]) {
      const { id, text } = await digest(handle);
      expect(text).toMatch(/🟢 2 program(s on track|mes conformes), (unchanged|sans changement)/);
      expect(await home(handle)).toContain(onTrack);
      for (const of of [null, id]) for (const word of said) expect(await why(handle, of)).not.toContain(word);
    }
    expect(await why("tom", null)).toContain("barely changed");
  }
});

it("what is held and released while a draft waits comes to each reader in their language (A4)", async () => {
  const { run, services, nina, borealisId, say, approve, digest } = await threeMonths();
  const part = { programId: borealisId, rhythm: "monthly" as const };
  for (const { lastDay, drafted, sent } of MONTHS) {
    await say(lastDay);
    await run.to(drafted);
    await holdPart(services, nina, part);
    await approve();
    await releasePart(services, nina, part);
    await run.to(sent);
    for (const { handle, held } of [
      { handle: "sofia", held: "Left out" },
      { handle: "lea", held: "Exclu de l’envoi" },
    ]) {
      const { text } = await digest(handle);
      expect(text).toContain(`Borealis did what was planned by ${lastDay}.`);
      expect(text).not.toContain(held);
    }
  }
});
