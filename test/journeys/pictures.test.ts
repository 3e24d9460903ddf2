/** What a sponsor sees of two programs over two months, with and without the pictures. */
import type { SandboxMessage } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { aRun, LEA, openForm, type Run, SOFIA, sentAs, TOM } from "../support/run.ts";

const QUESTIONS = [
  { key: "health", type: "health", label: "Health", feeds: "health" },
  { key: "progress", type: "long-text", label: "Progress", feeds: "progress" },
];
const monthly = (program: string) => ({
  key: `${program}-monthly`,
  program,
  questions: QUESTIONS,
  rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "Europe/London" },
  audience: ["lead"],
  readers: ["sponsors"],
});

async function answer(run: Run, handle: string, program: string, health: unknown): Promise<void> {
  const cadence = `${program}-monthly`;
  await openForm(run, handle, cadence);
  const answers = { health, progress: `A step of ${program}.` };
  await fillAndSubmit(run.as(handle), run.known(handle, cadence).cadence.questions, answers as never);
  await run.settle();
}

/** Two months of two programs; the sponsor's second digest is due on 3 December at 09:00 in London. */
async function twoMonths(locale: string): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, { ...SOFIA, locale }],
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"] },
      { key: "loyalty", title: "Loyalty", lead: "tom", sponsors: ["sofia"] },
    ],
    cadences: [monthly("atlas"), monthly("loyalty")],
    start: "2026-10-29T00:00:00.000Z",
  });
  await run.to("2026-10-30T10:00Z");
  await answer(run, "lea", "atlas", { colour: "green" });
  await answer(run, "tom", "loyalty", { colour: "green" });
  await run.to("2026-11-30T10:00Z");
  await answer(run, "lea", "atlas", { colour: "green" });
  await answer(run, "tom", "loyalty", { colour: "red", reason: "Ingestion fails." });
  return run;
}

/** Id and words of the pictures in a message. */
function picturesIn({ blocks }: SandboxMessage): { id: unknown; alt: unknown }[] {
  const shown = JSON.parse(JSON.stringify(blocks ?? []));
  return shown
    .filter((block: { type: string }) => block.type === "image")
    .map((block: { alt_text: string; slack_file: { id: string } }) => ({
      id: block.slack_file.id,
      alt: block.alt_text,
    }));
}

describe("the sponsor's monthly digest of two programs", () => {
  it.each([
    [
      "en-GB",
      "1 of 2 programs changed status. October 2026 → November 2026: 1 worse. Loyalty: On track → Off track. Same in both months: 1 on track.",
    ],
    [
      "fr-FR",
      "1 programme sur 2 a changé de statut. Octobre 2026 → novembre 2026\u00a0: 1 en recul. Loyalty\u00a0: Conforme → Hors trajectoire. Même statut les deux mois\u00a0: 1 conforme.",
    ],
  ])("shows what moved as a picture on its first screen, in %s", async (locale, alt) => {
    const run = await twoMonths(locale);
    await run.to("2026-12-03T09:01Z");
    const [october, november] = await sentAs(run, "digest", "sofia");
    if (!october || !november) throw new Error("Two digests were expected.");
    expect(picturesIn(october.message)).toEqual([]);
    expect(november.at).toBe("2026-12-03T09:00:03.000Z");
    const [picture, ...others] = picturesIn(november.message);
    expect(picture?.alt).toBe(alt);
    expect(others).toEqual([]);
    expect(run.sandbox.slack.files.picture(String(picture?.id))?.mimetype).toBe("image/png");
  });
});
