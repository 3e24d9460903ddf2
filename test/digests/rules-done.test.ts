import { describe, expect, it } from "vitest";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { saysDone } from "../../src/register/drafts/rules-done.ts";
import { anAnswer, aProgram, fed, theDocument } from "./facts.ts";

describe("last words", () => {
  it.each([
    "Key developments: Goal complete.",
    "The project is now finished.",
    "Our programme was closed in May.",
    "Final monthly update!",
    "This is our last report.",
    "Ceci est notre dernier point.",
    "Let’s close this goal.",
    "Le projet est terminé.",
    "Bilan final du chantier.",
    "Bilan final de l’objectif.",
    "This was our last report, the team moves on.",
    "C’était notre dernier point.",
    "Final update on this goal.",
    "The all-hands has happened!",
    "The project was delivered on Monday.",
    "Projet livré en mai.",
  ])("say that a program is done (B3): %s", (sentence) => {
    expect(saysDone(sentence)).toBe(true);
  });

  it.each([
    "The import is complete.",
    "The goal is not complete.",
    "The goal isn’t finished yet.",
    "The project is almost done.",
    "Once the project is finished, we rest.",
    "Last week went well.",
    "Since our last update, we have met twice.",
    "I hope to have most of the items of this project goal done ahead of schedule.",
    "Final report due in March.",
    "The project is done by half.",
    "Phase 1 of the project is done.",
    "In our final update of the year we said more.",
    "Depuis le dernier point, rien de neuf.",
    "Le projet n’est pas terminé.",
    "L’import est terminé.",
    "The last stores open in May.",
    "Final update on the tender: we lost it.",
    "This is our last update on the tender.",
    "It was in our last report.",
    "The program is closed on Mondays.",
    "The program is closed on public holidays.",
    "The project is finished in staging.",
    "The kick-off event has happened.",
    "Happy holidays, see you next year!",
    "Projet livré en partie.",
    "Projet livré en recette.",
    "Point final sur l’appel d’offres : perdu.",
  ])("do not (B3): %s", (sentence) => {
    expect(saysDone(sentence)).toBe(false);
  });
});

describe("a check-in that nobody answers any more", () => {
  const SAID = "2026-09-25T10:00:00.000Z";
  const saying = (text: string) => {
    const program = aProgram("P", null);
    const before = { roundKey: "2026-09-25", roundPeriod: "2026-09", answeredAt: SAID };
    return aProgram("P", null, {
      cadences: program.cadences.map((one) => ({
        ...one,
        asksHealth: false,
        lastAnsweredAt: SAID,
        lastAnswer: anAnswer("P", [fed("progress", text)], before),
      })),
    });
  };
  const french = { reader: { handle: "s", name: "S", locale: "fr-FR", zone: "UTC" } };
  const textOf = (...of: Parameters<typeof theDocument>) => digestText(theDocument(...of)).replaceAll("\u00a0", " ");

  it("is told by its last words with their day where these say that the program is done (B3)", () => {
    const done = saying("Key developments: **Goal complete.** The quay is independent now.");
    const text = textOf([done]);
    expect(text).toContain("P · last answer to the monthly check-in on Fri 25 Sept");
    expect(text).toContain("Key developments: Goal complete. […]");
    expect(text).not.toContain("no answer to");
    expect(textOf([done], french)).toContain("dernière réponse au point mensuel le ven. 25 sept.");
    const [line] = theDocument([done]).sections.flatMap(({ lines }) => lines.filter(({ kind }) => kind === "silent"));
    expect(line?.sources).toContainEqual({ kind: "check-in", id: "P-check-in", revision: 1 });
    const items = outlineOf(theDocument([done])).sections.flatMap((section) => section.items);
    expect(items.find(({ quotes }) => quotes.length > 0)).toMatchObject({ isShortened: true });
  });

  it("has no answer since that day said beside those words where it has no colour (B3)", () => {
    const done = saying("Key developments: **Goal complete.** The quay is independent now.");
    const grey = { ...done, cadences: done.cadences.map((one) => ({ ...one, asksHealth: true })), asksHealth: true };
    const text = textOf([grey]);
    expect(text).toContain("P · no recent update (last answer to the monthly check-in on Fri 25 Sept)");
    expect(text).toContain("Key developments: Goal complete. […]");
    expect(text).not.toContain("no answer since");
    expect(textOf([grey], french)).toContain(
      "sans mise à jour récente : dernière réponse au point mensuel le ven. 25 sept.",
    );
  });

  it("stays silent where they say something else (B3)", () => {
    expect(textOf([saying("The goal is not complete.")])).toContain(
      "no answer to the monthly check-in since Fri 25 Sept",
    );
    expect(textOf([saying("<!-- for us -->")])).toContain("no answer to the monthly check-in since Fri 25 Sept");
  });
});
