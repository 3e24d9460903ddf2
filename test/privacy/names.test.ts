/** A name is found however it is spelled, by what shows people what others wrote of them and by what erases it. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { writtenByOthers } from "../../src/privacy/my-data/others.ts";
import { mayName } from "../../src/privacy/repository-names.ts";
import { type Called, matcherOf } from "../../src/privacy/rules-names.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, NINA, personIn, SOFIA, TOM } from "../support/run.ts";

const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina"] };

const WHO = {
  lea: { name: "Léa Martin", handle: "lea.m", slackId: "U0LEA" },
  tom: { name: "Tom Baker", handle: "tbaker", slackId: "U0TOM" },
  max: { name: "Max", handle: "maxw", slackId: "U0MAX" },
  bob: { name: 'Robert "Bob" O’Neil (CFO)', handle: "bob", slackId: "U0BOB" },
  soren: { name: "Søren Łuk", handle: "sl", slackId: "U0SOR" },
  li: { name: "李雷", handle: "lilei", slackId: "U0LI" },
  anna: { name: "Анна Иванова", handle: "anna", slackId: "U0ANN" },
} as const satisfies Record<string, Called>;

const SPELLED: [keyof typeof WHO, string, string][] = [
  ["tom", "ask tom baker", "tom baker"],
  ["tom", "TOM BAKER said so", "TOM BAKER"],
  ["tom", "Tom  Baker’s van", "Tom  Baker"],
  ["tom", "with Tom\u00a0Baker", "Tom\u00a0Baker"],
  ["tom", "Tom\nBaker", "Tom\nBaker"],
  ["tom", "Baker, Tom", "Baker, Tom"],
  ["tom", "@TBaker did it", "@TBaker"],
  ["tom", "for <@U0TOM|tom> to do", "<@U0TOM|tom>"],
  ["tom", "tbaker knows", "tbaker"],
  ["lea", "lea martin", "lea martin"],
  ["lea", "LÉA MARTIN", "LÉA MARTIN"],
  ["lea", "Le\u0301a Martin.", "Le\u0301a Martin"],
  ["lea", "MARTIN Léa", "MARTIN Léa"],
  ["lea", "lea.martin@northwind.example", "lea.martin"],
  ["max", "thanks max!", "max"],
  ["max", "Max.", "Max"],
  ["bob", 'Robert "Bob" O\'Neil', 'Robert "Bob" O\'Neil'],
  ["bob", "robert neil", "robert neil"],
  ["soren", "soren luk", "soren luk"],
  ["soren", "SØREN ŁUK", "SØREN ŁUK"],
  ["li", "李雷说", "李雷"],
  ["anna", "АННА ИВАНОВА", "АННА ИВАНОВА"],
];

const OTHERS: [keyof typeof WHO, string][] = [
  ["tom", "Tom Bakersfield and a tomboy"],
  ["tom", "Ask Tom, then Baker Street"],
  ["lea", "please lead with a plea"],
  ["max", "maximum 3, Maxim"],
  ["lea", "lea.mx"],
];

describe("a name", () => {
  it.each(SPELLED)("of %s is found in %j (ERASE14)", (who, text, named) => {
    const found = matcherOf(WHO[who]).find(text);
    expect(found.map(({ at, end }) => text.slice(at, end))).toContain(named);
  });

  it.each(OTHERS)("of %s is no part of other words: %j (ERASE14)", (who, text) => {
    expect(matcherOf(WHO[who]).find(text)).toEqual([]);
  });
});

describe.each(databases)("on %s", (database) => {
  it("no text in which a name is found is left out by the database, as words and as JSON (ERASE14)", async () => {
    const run = await aRun({ database });
    const missed: string[] = [];
    for (const [who, text] of SPELLED) {
      for (const stored of [text, JSON.stringify({ progress: text })]) {
        await run.db.updateTable("program").set({ purpose: stored }).execute();
        const { rows } =
          await sql`select 1 from program where ${mayName(run.db, ["purpose"], matcherOf(WHO[who]))}`.execute(run.db);
        if (rows.length === 0) missed.push(stored);
      }
    }
    expect(missed).toEqual([]);
  });

  it("what somebody is shown that others wrote of them is found by any spelling (ERASE14)", async () => {
    const run = await aRun({ people: [LEA, TOM, NINA, SOFIA], programs: [ATLAS], database });
    const [tom, nina] = [await personIn(run, "tom"), await personIn(run, "nina")];
    const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    const titles = ["Wait for tom baker", "TOM  BAKER’S van", "The “Tom Baker” question", "Baker’s bread"];
    for (const [index, title] of titles.entries()) {
      const risk = { type: "risk" as const, title, description: "", details: {} };
      await addItem(run.app.services, nina, programId, { ...risk, ownerId: nina.id, sourceKey: `t-${index}` });
    }
    const { rows } = await writtenByOthers(run.app.services, tom, { locale: "en-GB", zone: "UTC" });
    expect(rows.map(({ head }) => head).join("\n")).toContain("tom baker");
    expect(rows).toHaveLength(3);
  });
});
