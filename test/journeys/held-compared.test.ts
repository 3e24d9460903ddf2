/** After a hold a digest compares with the last one that told of the program: those between told nobody anything. */
import { expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { holdPart } from "../../src/digests/holds/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestById, listDigests } from "../../src/digests/use-cases.ts";
import { programByKey } from "../../src/programs/use-cases.ts";
import { aRun, openForm, personIn, SOFIA, TOM } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Météo" }, feeds: "health", required: true },
  { key: "opening", type: "date", label: { en: "Opening", fr: "Ouverture" }, feeds: "milestone" },
  { key: "piles", type: "number", label: { en: "Piles", fr: "Pieux" }, feeds: "metric" },
  { key: "next", type: "long-text", label: { en: "Next", fr: "Suite" }, feeds: "next" },
  { key: "done", type: "long-text", label: { en: "Done", fr: "Fait" }, feeds: "progress" },
];

interface Said {
  /** As the digest of 4 November told it. */
  october: HealthColour;
  /** On 10 November. */
  corrected?: HealthColour;
  /** As the digest of 3 December would have told it, which went without the program. */
  november?: HealthColour;
  december?: HealthColour;
  /** When the quay opens, as it was said in October, and in November. */
  opening?: [string, string];
  /** How many piles stood in October, in November and in December; and in October as that was corrected. */
  piles?: [number, number, number, number?];
  /** What was to come, as it was said in November, and as that was corrected on 5 December. */
  plans?: [string, string];
}

/** What the digest of 5 January says of Atlas. `beside`: the reader has another program, so that one came in December. */
async function january(said: Said, { locale = "en-GB", beside = true } = {}): Promise<string[]> {
  const keys = beside ? ["atlas", "borealis"] : ["atlas"];
  const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
  const run = await aRun({
    people: [TOM, { ...SOFIA, locale }],
    programs: keys.map((key) => ({
      key,
      title: key === "atlas" ? "Atlas" : "Borealis",
      lead: "tom",
      sponsors: ["sofia"],
    })),
    cadences: keys.map((key) => ({
      ...{ key, program: key, questions: QUESTIONS, audience: ["lead"], readers: ["sponsors"], rule },
    })),
    start: "2026-10-29T00:00:00.000Z",
  });
  const says = async (
    at: string,
    colour: HealthColour | undefined,
    more: Record<string, string | number | undefined> = {},
    cadence = "atlas",
  ) => {
    await run.to(at);
    if (colour === undefined) return;
    const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
    await openForm(run, "tom", cadence);
    await fillAndSubmit(run.as("tom"), QUESTIONS, { health: { colour, reason: "The crane" }, ...given } as never);
    await run.settle();
  };
  await says("2026-10-30T12:00Z", said.october, { opening: said.opening?.[0], piles: said.piles?.[0] });
  await says("2026-11-10T10:00Z", said.corrected, { piles: said.piles?.[3] });
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const { id: programId = "" } = (await programByKey(run.db, tom.workspace_id, "atlas")) ?? {};
  await run.to("2026-11-16T10:00Z");
  await holdPart(run.app.services, tom, { programId, rhythm: "monthly" });
  const [plan, corrected] = said.plans ?? [];
  await says("2026-11-30T12:00Z", said.november, { opening: said.opening?.[1], piles: said.piles?.[1], next: plan });
  if (beside) await says("2026-11-30T13:00Z", "green", {}, "borealis");
  if (corrected !== undefined) await says("2026-12-05T10:00Z", said.november, { next: corrected });
  await says("2026-12-31T12:00Z", said.december, { piles: said.piles?.[2], done: said.plans && "Two shops stand." });
  await run.to("2027-01-05T12:00Z");
  const reader = { workspaceId: tom.workspace_id, personId: sofia.id };
  const monthly = (await listDigests(run.db, reader)).filter(({ rhythm }) => rhythm === "monthly");
  expect(monthly.map(({ period }) => period)).toEqual(["2026-10", ...(beside ? ["2026-11"] : []), "2026-12"]);
  const last = await digestById(run.db, reader.workspaceId, monthly.at(-1)?.id ?? "");
  const text = digestText(last?.document ?? never()).replaceAll(/[\u00a0\u202f]/g, " ");
  return text.split("\n").filter((line) => line.includes("Atlas") || line.includes("Planned ·"));
}

function never(): never {
  throw new Error("There is no digest.");
}

it.each<[string, Said, string[]]>([
  [
    "an earlier status that was corrected as that, and no silence that nobody was told",
    { october: "amber", corrected: "red", december: "green" },
    [
      "“Atlas” has been back on track since Thursday 31 December.",
      "  🟢 Atlas · off track → on track · ↑ better · reported as 🟠 at risk from Fri 30 Oct until the correction of Tue 10 Nov",
    ],
  ],
  [
    "the same beside no recent update",
    { october: "amber", corrected: "red" },
    [
      "“Atlas” has no recent update; its last status, on Tuesday 10 November, was off track.",
      "  ⚪ Atlas · no recent update (no answer to the monthly check-in since Tue 10 Nov); last: 🔴 Off track, Tue 10 Nov · reported as 🟠 at risk from Fri 30 Oct until the correction of Tue 10 Nov",
    ],
  ],
  [
    "nothing as unchanged over a month without an answer",
    { october: "red", december: "red" },
    [
      "“Atlas” has been off track since Thursday 31 December, with no request for a decision.",
      "  🔴 Atlas · off track",
    ],
  ],
  [
    "the months in a row, that of the hold with them",
    { october: "red", november: "red", december: "red" },
    [
      "“Atlas” is off track for the 3rd month in a row, with no request for a decision.",
      "  🔴 Atlas · off track · → unchanged · 3rd month in a row",
    ],
  ],
  [
    "what it was in between as that",
    { october: "green", november: "red", december: "amber" },
    [
      "“Atlas” has been at risk since Thursday 31 December.",
      "  🟠 Atlas · on track → at risk · ↓ worse · was 🔴 off track from Mon 30 Nov to Thu 31 Dec",
    ],
  ],
  [
    "the last status beside no recent update where no digest has told it",
    { october: "green", november: "green" },
    ["  ⚪ Atlas · no recent update; last: 🟢 On track, Mon 30 Nov"],
  ],
  [
    "the date that was moved meanwhile",
    { october: "green", november: "green", december: "amber", opening: ["2027-02-15", "2027-04-20"] },
    [
      "“Atlas” moved a date from Monday 15 February to Tuesday 20 April.",
      "  🟠 Atlas · on track → at risk · ↓ worse",
      "  Atlas · Opening · Mon 15 Feb → Tue 20 Apr (1 move)",
    ],
  ],
  [
    "a number beside the one that was told last",
    { october: "amber", november: "amber", december: "amber", piles: [4, 7, 9] },
    [
      "“Atlas” is at risk for the 3rd month in a row.",
      "  🟠 Atlas · at risk · → unchanged · 3rd month in a row · proposed: off track",
      "  Atlas · Piles 4 → 9 since Fri 30 Oct",
    ],
  ],
  [
    "a number beside the one that was told last, though that was corrected since",
    { october: "amber", corrected: "amber", november: "amber", december: "amber", piles: [4, 7, 9, 5] },
    [
      "“Atlas” is at risk for the 3rd month in a row.",
      "  🟠 Atlas · at risk · → unchanged · 3rd month in a row · proposed: off track",
      "  Atlas · Piles 4 → 9 since Fri 30 Oct",
    ],
  ],
  [
    "a number of the hold, and of no later answer, beside the one that was told last",
    { october: "amber", november: "amber", piles: [4, 7, 7] },
    ["  ⚪ Atlas · no recent update; last: 🟠 At risk, Mon 30 Nov", "  Atlas · Piles 4 → 7 since Fri 30 Oct"],
  ],
])("a digest after a hold tells %s (A1)", async (_, said, lines) => {
  expect(await january(said)).toEqual(lines);
});

it("a digest after a hold tells the same where none came in between, and in French (A1)", async () => {
  const alone = { locale: "fr-FR", beside: false };
  expect(await january({ october: "amber", corrected: "red", december: "green" }, alone)).toEqual([
    "Décembre 2026 · Atlas",
    "« Atlas » est de nouveau conforme depuis le jeudi 31 décembre.",
    "  🟢 Atlas · hors trajectoire → conforme · ↑ en amélioration · annoncé 🟠 à risque du ven. 30 oct. jusqu’à la correction du mar. 10 nov.",
  ]);
  const silent = await january({ october: "red", december: "red" }, alone);
  expect(silent.at(-1)).toBe("  🔴 Atlas · hors trajectoire");
});

it("a digest after a hold tells as planned what nobody had been told as it was corrected (A1)", async () => {
  const said: Said = { october: "amber", november: "amber", december: "amber" };
  const lines = await january({ ...said, plans: ["We build twelve shops.", "We build six shops."] });
  expect(lines.filter((line) => line.includes("Planned ·"))).toEqual(["    Planned · We build six shops."]);
});
