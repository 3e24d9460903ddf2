import { describe, expect, it } from "vitest";
import { type Named, nearestNames, understood } from "../../../src/platform/slack/typed.ts";
import { folded, foldedSingular } from "../../../src/platform/texts/folding.ts";

const COMMANDS: Named[] = [
  { word: "check-in", inFrench: "point", otherWords: { fr: ["point d’étape", { name: "hebdo", means: "weekly" }] } },
  { word: "plan", inFrench: "calendrier" },
  {
    word: "register",
    inFrench: "registre",
    otherWords: {
      fr: [
        { name: "plan d’actions", means: "action" },
        { name: "risques", means: "risk" },
      ],
    },
    secondWords: {
      words: { risk: ["risques"], overdue: ["en retard", "retard"], action: ["actions"] },
      areSeveral: true,
    },
  },
  { word: "risk", otherWords: { fr: ["risque"] } },
  { word: "ask", otherWords: { fr: [{ name: "sponsor", means: "", needsMore: true }] } },
  { word: "team", otherWords: { en: ["sponsor"], fr: ["œuvre"] } },
  { word: "snooze", otherWords: { en: ["stop"] } },
  { word: "preferences", inFrench: "préférences", otherWords: { fr: [{ name: "stop", means: "check-ins" }] } },
  { word: "program", inFrench: "programme", secondWords: { words: { new: ["nouveau", "créer"] } } },
];

function read(line: string, language: "en" | "fr" = "fr"): string {
  const meant = understood(line, COMMANDS, language);
  if (meant.is === "command") return [meant.command.word, ...meant.words].join(" ");
  return meant.is === "unknown" ? `? ${meant.typed}` : `${meant.command.word} ? ${meant.typed}`;
}

describe("what was typed", () => {
  it("is alike with or without accents, ligatures, apostrophes, hyphens, capitals and the s of a plural", () => {
    expect(folded("« Point d’Étape »")).toBe(folded("point-d'etape"));
    expect(folded("Œuvre")).toBe("oeuvre");
    expect(folded("organisation colour programme")).toBe(folded("organization color program"));
    expect(foldedSingular("Points d’étapes")).toBe(foldedSingular("point d'etape"));
    expect(foldedSingular("bus")).toBe("bus");
    expect(folded("??")).toBe("?");
  });

  it.each([
    ["Point d'etape", "check-in"],
    ["POINTS D’ÉTAPE", "check-in"],
    ["checkin", "check-in"],
    ["check in", "check-in"],
    ["hebdo", "check-in weekly"],
    ["plan", "plan"],
    ["plan d'action", "register action"],
    ["risques", "register risk"],
    ["risque Le prix du cuivre", "risk Le prix du cuivre"],
    ["risque « Le prix »", "risk « Le prix »"],
    ["registre des risques en retard", "register risk overdue"],
    ["registre copains", "register ? copains"],
    ["sponsor", "team"],
    ["sponsor Un ingénieur", "ask Un ingénieur"],
    ["oeuvre", "team"],
    ["programme nouveau", "program new"],
    ["program créer", "program new"],
    ["constructor", "? constructor"],
    ["toString", "? toString"],
  ])("%s is %s", (line, meant) => expect(read(line)).toBe(meant));

  it("means by a word that two languages share what the reader's own has", () => {
    expect(read("stop", "fr")).toBe("preferences check-ins");
    expect(read("stop", "en")).toBe("snooze");
  });

  it("is near a name where a third of its letters differ at most", () => {
    const near = (typed: string, language: "en" | "fr") => nearestNames({ typed, rest: [] }, COMMANDS, language);
    expect(near("pont", "fr")).toEqual(["point"]);
    expect(near("calendrrier", "fr")).toEqual(["calendrier"]);
    // As a French reader knows it.
    expect(near("registr", "fr")).toEqual(["registre"]);
    expect(near("registr", "en")).toEqual(["register"]);
    expect(near("xyzzy", "fr")).toEqual([]);
    expect(near("météo", "fr")).toEqual([]);
  });
});
