/** Target dates are told beside a digest as colours are: those of answers that the reader is told of. */

import { expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest } from "../../src/digests/use-cases.ts";
import { programByKey } from "../../src/programs/use-cases.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, LEA, NINA, openForm, personIn, RAVI, type Run, SAM, SOFIA, TOM } from "../support/run.ts";

const HEALTH: Question = {
  key: "health",
  type: "health",
  label: { en: "Health", fr: "Statut" },
  feeds: "health",
  required: true,
};
const OPENING: Question = {
  key: "opening",
  type: "date",
  label: { en: "Opening", fr: "Ouverture" },
  feeds: "milestone",
};
const GREEN = { health: { colour: "green" as const } };
const MOVED = "Opening: Monday 15 February → Monday 8 March (1 move)";
const MOVED_BY = "“Opening” moved by 21 days";

function monthly(key: string, more: object) {
  const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  return { key, program: "atlas", audience: ["lead"], readers: ["lead", "sponsors"], rule, ...more };
}

/** Tom leads Atlas, Nina is in its team, Sofia sponsors it. */
async function atlas(cadences: Record<string, unknown>[], start: string, team = ["nina"]) {
  const run = await aRun({
    people: [TOM, NINA, SOFIA, LEA, RAVI, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", team, sponsors: ["sofia"] }],
    cadences,
    start,
  });
  const { services } = run.app;
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const { id: programId = "" } = (await programByKey(run.db, tom.workspace_id, "atlas")) ?? {};
  return {
    run,
    part: { programId },
    tom,
    says: (at: string, who: string, cadence: string, answers: Parameters<typeof fillAndSubmit>[2]) =>
      says(run, { at, who, cadence, answers }),
    why: async (person: typeof tom) =>
      plain(JSON.stringify(whyView(person, await explainColour(services, person, programId)))),
    home: async () => plain((await openHome(run, "sofia")).join("\n")),
    digest: async () => {
      const edition = await latestDigest(run.db, { workspaceId: tom.workspace_id, personId: sofia.id });
      return edition ? plain(digestText(edition.document)) : "";
    },
    sofia,
    /** What the owner of the colour was asked of a date. */
    asked: async () => run.db.selectFrom("health_finding").select("finding").where("cause", "like", "W6:%").execute(),
  };
}

async function says(
  run: Run,
  said: { at: string; who: string; cadence: string; answers: Parameters<typeof fillAndSubmit>[2] },
): Promise<void> {
  const questions = said.cadence === "dates" ? [OPENING] : "opening" in said.answers ? [HEALTH, OPENING] : [HEALTH];
  await run.to(said.at);
  await openForm(run, said.who, said.cadence);
  await fillAndSubmit(run.as(said.who), questions, said.answers);
  await run.settle();
}

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

it.each([
  { whom: "the lead alone", more: { readers: ["lead"], disclosure: "lead" }, isTold: false },
  { whom: "the sponsors too", more: { readers: ["lead", "sponsors"], disclosure: "executive" }, isTold: true },
])(
  "dates of a check-in for $whom are told to them alone, and a move speaks against a colour to them (P24)",
  async ({ more, isTold }) => {
    const { says, run, tom, sofia, why, home, digest, asked } = await atlas(
      [
        monthly("status", { questions: [HEALTH] }),
        monthly("dates", { questions: [OPENING], audience: ["team"], ...more }),
      ],
      "2026-10-29T00:00:00.000Z",
    );
    await says("2026-10-30T14:00Z", "nina", "dates", { opening: "2027-02-15" });
    await says("2026-10-30T15:00Z", "tom", "status", GREEN);
    await says("2026-11-30T12:00Z", "tom", "status", GREEN);
    await says("2026-11-30T15:00Z", "nina", "dates", { opening: "2027-03-08" });
    await run.to("2026-12-01T12:00Z");
    expect(await why(tom)).toContain(MOVED);
    expect((await why(sofia)).includes("Opening")).toBe(isTold);

    await run.to("2026-12-03T12:00Z");
    expect(await asked()).toHaveLength(1);
    expect(await why(tom)).toContain(MOVED_BY);
    for (const told of [await why(sofia), await digest()]) {
      expect(told.includes(MOVED_BY)).toBe(isTold);
      expect(told.includes("8 Mar")).toBe(isTold);
    }
    expect(await home()).toContain(isTold ? "On track · the evidence disagrees" : "On track · lead");
    expect(run.sandbox.counters.errors).toEqual([]);
  },
);
