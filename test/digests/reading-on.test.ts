/** What stands below a digest, with many programs and long titles; and its first screen as text. */
import { asJson, problemsInBlocks, problemsInView } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { forwardView } from "../../src/digests/forwarding/blocks.ts";
import { forwardText, type Known, LONGEST } from "../../src/digests/forwarding/rules.ts";
import { digestMessages, layoutOf } from "../../src/digests/render/blocks.ts";
import { MESSAGE_LIMITS } from "../../src/platform/slack/limits.ts";
import { aProgram, fed, green, red, theDocument } from "./facts.ts";

const EDITION = "0197a0b1-0000-7000-8000-000000000000";
const LANGUAGES = ["en-GB", "fr-FR"];
const readerIn = (locale: string) => ({ handle: "sofia", name: "Sofia Rossi", locale, zone: "Europe/London" });

function told(count: number, title = (index: number) => `Program ${index}`) {
  return Array.from({ length: count }, (_, index) => ({
    editionId: EDITION,
    key: `program-${index}`,
    title: title(index),
  }));
}

describe.each(LANGUAGES)("the foot of a digest in %s", (locale) => {
  const reader = readerIn(locale);
  const document = theDocument([aProgram("Atlas", [red, fed("progress", "The pilot runs. ".repeat(300))])], { reader });
  const footOf = (count: number, title?: (index: number) => string) => {
    const [first] = digestMessages(document, EDITION, { programs: told(count, title) });
    const blocks = first.blocks ?? [];
    expect(problemsInBlocks(asJson({ blocks }).blocks ?? null)).toEqual([]);
    const foot = blocks.find((block) => block.block_id === "digest.actions");
    if (foot?.type !== "actions") throw new Error("no foot");
    return { elements: foot.elements, units: JSON.stringify(blocks).length, foot: JSON.stringify(foot).length };
  };

  it("offers its only program, then a menu, then a view with the menu (F15)", () => {
    expect(footOf(1).elements[0]).toMatchObject({ type: "button", action_id: "digest.open_program" });
    const few = footOf(20).elements[0];
    expect(few).toMatchObject({ type: "static_select", action_id: "digest.open_program" });
    expect(few && "options" in few && few.options).toHaveLength(20);
    expect(footOf(21).elements[0]).toMatchObject({ type: "button", action_id: "digest.choose_program" });
    expect(footOf(200).elements).toHaveLength(3);
  });

  it("leaves Slack room for the message, whatever the titles are (F15)", () => {
    const longest = footOf(20, () => `<&>${"&".repeat(200)}`);
    expect(longest.foot).toBeLessThan(6000);
    expect(longest.units).toBeLessThan(MESSAGE_LIMITS.blocksUnits);
  });
});

const PEOPLE: Known[] = [
  {
    name: "Tom Baker",
    seats: [
      { role: "lead", program: "Atlas" },
      { role: "lead", program: "Borealis" },
    ],
  },
  { name: "Sofia Rossi", seats: [{ role: "sponsor", program: "Atlas" }] },
  { name: "Ravi Nair", seats: [{ role: "team", program: "Atlas" }] },
  { name: "Will Stone", seats: [{ role: "team", program: "Atlas" }] },
  { name: "Tom Reed", seats: [{ role: "team", program: "Borealis" }] },
  { name: "Zoë Kern", seats: [] },
];

function textIn(locale: string, text: string, label = "Atlas · late"): string {
  const reader = readerIn(locale);
  const { outline, screen } = layoutOf(theDocument([aProgram("Atlas", [green])], { reader }), EDITION, []);
  const item = { label: [{ text: label }], quotes: [{ role: null, text, by: "Tom Baker" }] };
  const section = { section: "done" as const, heading: "Progress", more: null, left: 3 };
  const items = [{ ...item, remark: null, isShortened: false, ask: null, sources: outline.basisSources }];
  const lines = forwardText(reader, { ...outline, ...screen, sections: [{ ...section, items }] }, PEOPLE);
  return lines.replaceAll("\u00a0", " ");
}

it.each([
  ["Ravi Nair and Sofia Rossi agree.", "A member of the team and Sofia Rossi agree."],
  ["Ask Ravi’s vendor. Will Stone knows.", "Ask a member of the team’s vendor. A member of the team knows."],
  ["Will it go? Tom says yes, Tom Reed no.", "Will it go? Tom says yes, a member of the team no."],
  ["Zoë Kern tests, Ravioli are out.", "A colleague tests, Ravioli are out."],
])("of the text to forward, %j reads %j", (text, expected) => {
  expect(textIn("en-GB", text)).toContain(`  “${expected}” — the lead of Atlas\nand 3 more in the digest`);
});

it("names the role of whoever is quoted within a line, wherever that stands (F15)", () => {
  const label =
    "Atlas · At risk · “Two stores lag.” — Tom Baker · Target date · Tue 3 Nov\n– “The parser is merged.” — Ravi Nair";
  const told = textIn("en-GB", "Late.", label);
  expect(told).toContain("“Two stores lag.” — the lead of Atlas · Target date");
  expect(told).toContain("“The parser is merged.” — a member of the team");
  for (const name of ["Tom Baker", "Ravi"]) expect(told).not.toContain(name);
});

it("elides in French before a role", () => {
  expect(textIn("fr-FR", "Réponse de Ravi Nair attendue.")).toContain(
    "  « Réponse d’un membre de l’équipe attendue. » — la personne responsable du programme « Atlas »\net 3 de plus dans la synthèse",
  );
});

it.each(LANGUAGES)("fits in %s into the field, whatever was written, and says that it is cut", (locale) => {
  const text = textIn(locale, "Ravi Nair. ".repeat(600));
  expect(text.length).toBeLessThanOrEqual(LONGEST);
  expect(text).toContain(locale === "en-GB" ? "[…] The rest is in the digest." : "[…] La suite est dans la synthèse.");
  expect(problemsInView(asJson(forwardView(readerIn(locale), EDITION, text)))).toEqual([]);
});
