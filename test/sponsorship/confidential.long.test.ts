/** What is kept about stakeholders is theirs and of those who keep it: in views, and nowhere else. */
import { expect, it } from "vitest";
import { sendOwnData } from "../../src/privacy/my-data-screen.ts";
import { actingAs } from "../support/run.ts";
import { leaksOf, missedOf, sentSoFar, surfacesOf } from "../support/surfaces.ts";
import { theLog } from "../support/the-log.ts";
import { aRunOfPeople, named } from "./people.ts";

const only = (word: string, ...handles: string[]) => ({ word, named: handles, finds: handles, isInViewsOnly: true });

/** Who may read each, and comes upon it. */
const WORDS = {
  condition: only("Zqcondition", "tom", "dan", "sofia"),
  cares: only("Zqcares", "tom", "dan", "sofia"),
  outside: only("Zqoutside", "tom", "dan", "nina"),
  objection: only("Zqobjection", "tom", "dan", "nina"),
};

it("is before those who lead, whoever keeps the contact and the person alone", async () => {
  const log = theLog();
  const run = await aRunOfPeople({ logLevel: "debug" });
  await named(run, { stanceWords: WORDS.condition.word, cares: WORDS.cares.word, nextOn: "2026-11-10" });
  await named(run, {
    ...{ outside: WORDS.outside.word, owner: "nina", stance: "objected" as const, nextOn: "2026-11-10" },
    ...{ stanceWords: WORDS.objection.word, cares: "" },
  });
  await run.to("2026-11-10T18:00:00Z");
  await sendOwnData(await actingAs(run, "sofia"));
  await run.to("2026-11-10T18:10:00Z");
  const found = await surfacesOf(run, { commands: ["people", "people due", "people borea"], perAction: 4 });
  // The keeper's line of the week names somebody, and says nothing else of them.
  const sent = sentSoFar(run).map((body) => body.replaceAll("by the end of the week: Zqoutside (Atlas).", ""));
  expect(sent).not.toEqual(sentSoFar(run));
  expect(leaksOf(WORDS, { found, sent, log })).toEqual([]);
  expect(missedOf(WORDS, found)).toEqual([]);
});
