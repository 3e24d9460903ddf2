/** First screens as their reader sees them, in both languages. */
import { join } from "node:path";
import type { KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import type { ProgramFacts } from "../../src/digests/compile/facts.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { aMilestone, anAnswer, anAsk, aProgram, aRound, earlier, fed, theDocument } from "./facts.ts";

const GREEN = fed("health", { colour: "green", reason: "As planned." });
const AMBER = fed("health", {
  colour: "amber",
  reason: "Tests are a week late; a second tester starts on 9 November.",
});
const RED = fed("health", {
  colour: "red",
  reason: "Ingestion fails on a third of records since 12 October. A fix is known, nobody is free to build it.",
});

function silent(key: string): ProgramFacts {
  const program = aProgram(key, null);
  return {
    ...program,
    cadences: program.cadences.map((cadence) => ({ ...cadence, lastAnsweredAt: "2026-09-30T10:00:00.000Z" })),
  };
}

/** One red with an ask, one that turned green, one silent, five amber; the others as they were. */
function forty(): ProgramFacts[] {
  return Array.from({ length: 40 }, (_, index) => {
    const key = `Program ${String(index + 1).padStart(2, "0")}`;
    const said = [fed("progress", "Two of five steps are done."), fed("next", "The third step, by 20 November.")];
    if (index === 0)
      return aProgram(
        key,
        [RED, ...said, fed("bottom-line", "The launch slips two weeks unless one engineer joins.")],
        {
          given: earlier(key, "amber"),
          asks: [anAsk(key, { title: "Release one data engineer until 15 January?" })],
          milestones: [aMilestone(key, "2026-11-03", "2026-11-17", "2026-12-01")],
        },
      );
    if (index === 1)
      return aProgram(key, [GREEN, ...said, fed("value", "8 working days instead of 19 for a journey.")], {
        given: earlier(key, "amber"),
        asks: [anAsk(`${key} old`, { title: "Accept the consent wording?", isNew: false, neededBy: "2026-11-02" })],
      });
    if (index === 2) return silent(key);
    if (index < 8) return aProgram(key, [AMBER, ...said], { given: earlier(key, "amber", "amber") });
    return aProgram(key, [GREEN, ...said], { given: earlier(key, "green", "green") });
  });
}

const CASES: Record<string, () => ProgramFacts[]> = {
  "silent-month": () => [silent("Loyalty"), silent("Welcome journeys")],
  "three-answers": () => {
    const key = "Loyalty";
    const say = (author: string, text: string) =>
      anAnswer(key, [fed("progress", text)], { author, personId: author, checkInId: author });
    const program = aProgram(key, null);
    return [
      aProgram(key, null, {
        cadences: program.cadences.map((cadence) => ({ ...cadence, asksHealth: false })),
        rounds: [aRound(key, { asked: 3, answered: 3 })],
        answers: [
          say("Ana", "The parser is merged."),
          say("Tom", "42 of 60 stores are connected."),
          say("Lea", "Tests run."),
        ],
      }),
    ];
  },
  "forty-programs": forty,
  "one-program": () => [
    aProgram(
      "Loyalty",
      [RED, fed("progress", "Two of five steps are done."), fed("next", "The pilot opens on 12 November.")],
      {
        given: earlier("Loyalty", "amber"),
        asks: [anAsk("Loyalty")],
      },
    ),
  ],
  "no-asks": () => [
    aProgram("Loyalty", [GREEN, fed("value", "8 days instead of 19.")], { given: earlier("Loyalty", "green") }),
    aProgram("Welcome", [GREEN], { given: earlier("Welcome", "green") }),
  ],
};

describe.each(Object.keys(CASES))("the first screen of %s", (name) => {
  it.each(["en-GB", "fr-FR"])("in %s reads as its golden", async (locale) => {
    const programs = CASES[name]?.() ?? [];
    const document = theDocument(programs, { reader: { handle: "s", name: "S", locale, zone: "UTC" } });
    const [first] = digestMessages(document, "edition");
    const shown = first.blocks.map(asText).join("\n");
    const golden = join(import.meta.dirname, "golden", `${name}.${locale.slice(0, 2)}.txt`);
    await expect(`${shown}\n`).toMatchFileSnapshot(golden);
  });
});

function asText(block: KnownBlock): string {
  if (block.type === "header") return `\n# ${block.text.text}`;
  if (block.type === "actions") return block.elements.map((element) => `[${leaves(element)}]`).join(" ");
  if (block.type !== "rich_text") return leaves(block);
  return block.elements
    .map((element) => (element.type === "rich_text_quote" ? leaves(element).replace(/^/gm, "  │ ") : leaves(element)))
    .join("\n");
}

function leaves(value: unknown): string {
  if (Array.isArray(value)) return value.map(leaves).join("");
  if (typeof value !== "object" || value === null) return "";
  if ("text" in value && typeof value.text === "string") return value.text;
  return Object.entries(value)
    .map(([name, one]) => (name === "options" || name === "confirm" ? "" : leaves(one)))
    .join("");
}
