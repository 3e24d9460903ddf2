/** What a heading says of all that stands below it, and the day on which words were said that are settled since. */
import { expect, it } from "vitest";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { anAsk, aProgram, fed, green, theDocument } from "./facts.ts";

const other = aProgram("Other", [green]);

it("calls no dependency one to agree that is told as agreed (B1)", () => {
  const words = "A sample file two weeks before every till version, agreed with Gareth.";
  const told = (locale: string) =>
    digestText(
      theDocument([aProgram("Loyalty", [green, fed("dependency", words)])], {
        reader: { handle: "p", name: "P", locale, zone: "UTC" },
      }),
    );
  expect(told("en-GB")).toContain(`\nDependencies\n  Loyalty\n    ${words}`);
  expect(told("en-GB")).not.toContain("to agree");
  expect(told("fr-FR")).toContain("\nDépendances\n");
});

it("marks own words that ask for what was decided since with their day (B6)", () => {
  const line = "Une décision vous est demandée pour la Belgique.";
  const outcome = { text: "Yes", decidedAt: "2026-11-02T10:00:00.000Z", body: "sponsor" as const, days: 1 };
  const told = (more: Parameters<typeof anAsk>[1], text = line) => {
    const ask = anAsk("Welcome", { checkInId: "Welcome-check-in", ...more });
    const answers = [green, fed("bottom-line", text), fed("ask", ask.title)];
    return digestText(theDocument([aProgram("Welcome", answers, { asks: [ask] }), other])).replaceAll("\u00a0", " ");
  };
  const decided = { waitsFor: null, outcome: { ...outcome, isNew: true, wasNew: false } };
  expect(told(decided)).toContain(`    ${line}\n    — said on Fri 30 Oct`);
  expect(told({ ...decided, checkInId: null, namedIn: [{ checkInId: "Welcome-check-in", question: null }] })).toContain(
    "said on Fri 30 Oct",
  );
  expect(told({})).not.toContain("said on");
  expect(told(decided, "La Belgique avance comme prévu.")).not.toContain("said on");
});

it("says of how many at least nothing is needed: words that ask nobody may need nothing (B1)", () => {
  const wishing = aProgram("Service", [green, fed("risk", "Few customers ask for them.")]);
  const asking = aProgram("Loyalty", [green], { asks: [anAsk("Loyalty")] });
  const told = (locale: string) =>
    digestText(theDocument([asking, wishing, other], { reader: { handle: "p", name: "P", locale, zone: "UTC" } }));
  expect(told("en-GB")).toContain("At least 1 of the 3 programs needs nothing from you.");
  expect(told("fr-FR").replaceAll("\u00a0", " ")).toContain(
    "Au moins 1 des 3 programmes n’appelle aucune action de votre part.",
  );
});

it("says nothing reassuring over words of a third language, which it cannot read (B1)", () => {
  const opening = (words: string) =>
    theDocument([aProgram("Loyalty", [green, fed("progress", words)])]).bottomLine.case;
  expect(opening("Wir haben die Freigabe der Daten noch nicht bekommen.")).not.toBe("nothing-needed");
  expect(opening("The data were released.")).toBe("nothing-needed");
});
