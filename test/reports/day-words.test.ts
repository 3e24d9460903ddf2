import { describe, expect, it } from "vitest";
import { dayWordsIn } from "../../src/reports/drafts/relative-day-words.ts";
import { databases } from "../support/databases.ts";
import { aDraft } from "./drafting.ts";
import { aLine, aReport } from "./reported.ts";

const phrasesIn = (...texts: string[]) =>
  dayWordsIn(aReport("loyalty", { lines: texts.map((text) => aLine("done", text)) })).map(({ phrase }) => phrase);

describe("words that mean another day to whoever reads them later", () => {
  it.each([
    ["Launch on Tuesday", "Launch on Tuesday"],
    ["The tills have been down since Thursday, all of them", "been down since Thursday"],
    ["We decide on Tuesday at 10:30", "We decide on Tuesday"],
    ["TUESDAY 10 am: the trial", "TUESDAY"],
    ["The trial begins tomorrow", "The trial begins tomorrow"],
    ["Yesterday’s test failed", "Yesterday"],
    ["En panne depuis jeudi", "En panne depuis jeudi"],
    ["Mise en service mardi à 9 h", "Mise en service mardi"],
    ["Le comité tranche demain", "Le comité tranche demain"],
    ["Essai raté hier", "Essai raté hier"],
  ])("are found in “%s”", (text, phrase) => {
    expect(phrasesIn(text)).toEqual([phrase]);
  });

  it.each([
    "Launch on Tuesday 3 November",
    "Launch on Tuesday, November 3",
    "Launch on Tuesday the 3rd",
    "Launch on Tuesday (3 Nov)",
    "Mise en service mardi 3 novembre",
    "Mise en service le mardi 1er décembre",
    "The team meets on Tuesdays",
    "Le lendemain de la panne",
    "Mondayne, hiérarchie, Cahier",
    "Launch on 3 Nov",
  ])("are not in “%s”", (text) => {
    expect(phrasesIn(text)).toEqual([]);
  });

  it("are found once a text, also in why a status is so and what is done about it", () => {
    const given = { reason: "No tills since Thursday", action: "Ask tomorrow", actionBy: null, by: "tom" };
    const status = {
      status: "red",
      since: "2026-10-28",
      periods: 1,
      before: null,
      at: "2026-10-28T10:00:00.000Z",
      on: "2026-10-28",
    } as const;
    const lines = [aLine("newly-off-track", given.reason), aLine("done", "Monday and Tuesday")];
    const found = dayWordsIn(aReport("loyalty", { status: { ...status, ...given }, lines }));
    expect(found).toEqual([
      { phrase: "No tills since Thursday", word: "Thursday", isWeekday: true },
      { phrase: "Monday and Tuesday", word: "Tuesday", isWeekday: true },
      { phrase: "Ask tomorrow", word: "tomorrow", isWeekday: false },
    ]);
  });
});

describe.each(databases)("a draft with such words, on %s", (database) => {
  const drafted = async (...texts: string[]) => {
    const draft = await aDraft(database, { lines: texts.map((text) => aLine("value", text)) });
    await draft.show();
    return async (locale?: string) => {
      const { blocks } = await draft.message("report-draft", locale);
      return blocks.replaceAll("\u00a0", " ");
    };
  };

  it("says so to whoever leads, in their language, and changes nothing", async () => {
    const shown = await drafted("Launch on Tuesday");
    expect(await shown()).toContain("“Launch on Tuesday”: by Wed 4 Nov its readers may not know which Tuesday.");
    expect(await shown()).toContain('"Launch on Tuesday"');
    expect(await shown("fr-FR")).toContain(
      "« Launch on Tuesday » : le mer. 4 nov., ses lecteurs ne sauront peut-être pas de quel Tuesday il s’agit.",
    );
  });

  it("names three of them in one line", async () => {
    const shown = await drafted("Launch on Tuesday", "En panne depuis jeudi", "Trial tomorrow", "Report yesterday");
    expect(await shown()).toContain(
      "“Launch on Tuesday”, “En panne depuis jeudi”, “Trial tomorrow”: by Wed 4 Nov its readers may not know which day is meant.",
    );
  });

  it("says nothing where there is none", async () => {
    expect(await (await drafted("Launch on Tuesday 3 November"))()).not.toContain("may not know");
  });
});
