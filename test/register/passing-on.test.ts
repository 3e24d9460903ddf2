/** What is told of an ask that was passed on, to whomever it is with since. */
import { describe, expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { completeAsk, delegateAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, NINA, PROGRESS_TO_SPONSORS, personIn, type Run, SAM, SOFIA, TOM, textOf } from "../support/run.ts";

const VERA = { handle: "vera", name: "Vera Lang", tz: "Europe/London", locale: "en-GB" };
const GRETA = { handle: "greta", name: "Greta Klein", tz: "Europe/London", locale: "en-GB" };
const OPTIONS = [
  { label: "Yes", doesNothing: false },
  { label: "Do nothing", doesNothing: true },
];
const DETAILS = { kind: "decision" as const, options: OPTIONS, recommended: 0, costOfWaiting: "A week" };

/** Tom's ask, which Sofia passed on to somebody on Tuesday morning. */
async function passedOn(database: DatabaseName, to: string) {
  const run = await aRun({
    database,
    people: [TOM, SOFIA, NINA, VERA, GRETA, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "nina", "vera"], steering: ["greta"] }],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas" }],
  });
  const { services } = run.app;
  await run.to("2026-11-03T09:00Z");
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const program = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const { id } = await inTransaction(run.db, (tx) =>
    raiseItem(services, tx, tom, program.id, {
      type: "ask",
      details: DETAILS,
      title: "Skip a release?",
      dueOn: "2026-11-18",
      ownerId: sofia.id,
      sourceKey: "test:1",
    }),
  );
  await run.settle();
  const person = await personIn(run, to);
  await delegateAsk(services, sofia, id, { person, why: "Knows licences.", isConfirmed: true });
  await run.settle();
  return { run, id, tom };
}

/** Their messages as they are now, and their Home. */
async function shownTo(run: Run, handle: string): Promise<string> {
  const messages = run.as(handle).dm().map(textOf);
  return [...messages, ...(await openHome(run, handle))].join("\n").replaceAll("\u00a0", " ");
}

const WORDS = /[Pp]assed on|Knows licences/;

describe.each(databases)("the words of whoever passed an ask on, on %s", (database) => {
  it("are told to whom it was passed on (B5)", async () => {
    const { run } = await passedOn(database, "nina");
    await run.to("2026-11-03T18:00Z");
    const shown = await shownTo(run, "nina");
    expect(shown).toContain("Delegated to you by Sofia Rossi: Knows licences.");
    expect(shown).toContain("Delegated to you by Sofia Rossi");
  });

  it("are not told to somebody else to whom its author gave it since (B5)", async () => {
    const { run, id, tom } = await passedOn(database, "nina");
    const decider = await personIn(run, "vera");
    const form = { why: "", evidence: "", neededBy: "2026-11-18", title: "Skip a release?", decider };
    await completeAsk(run.app.services, tom, id, { ...DETAILS, ...form });
    await run.to("2026-11-03T18:00Z");
    const shown = await shownTo(run, "vera");
    expect(shown).toContain("Skip a release?");
    expect(shown + (await shownTo(run, "nina"))).not.toMatch(WORDS);
  });
});
