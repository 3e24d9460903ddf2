/** An ask that nobody decides goes up by its term, as the digests of both deciders tell it. */
import { describe, expect, it } from "vitest";
import { digestText } from "../../src/digests/plain-text.ts";
import { latestDigest, previewDigest } from "../../src/digests/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { deferAsk } from "../../src/register/use-cases-asks.ts";
import { passUp } from "../../src/register/use-cases-escalation-acts.ts";
import { databases } from "../support/databases.ts";
import { aRun, PROGRESS_TO_SPONSORS, personIn, type Run, SOFIA, TOM } from "../support/run.ts";

const ANA = { handle: "ana", name: "Ana Gil", tz: "Europe/London", locale: "fr-FR" };

async function begin(database: (typeof databases)[number]): Promise<Run> {
  return aRun({
    database,
    people: [TOM, SOFIA, ANA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], steering: ["ana"] }],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas", readers: ["sponsors", "steering"] }],
  });
}

/** Tom needs something from Sofia by the end of the year. */
async function ask(run: Run, title: string) {
  const { services } = run.app;
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const program = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const options = [
    { label: "Yes", doesNothing: false },
    { label: "Do nothing", doesNothing: true },
  ];
  const item = await inTransaction(run.db, (tx) =>
    raiseItem(services, tx, tom, program.id, {
      type: "ask",
      details: { kind: "decision", options, recommended: 0, costOfWaiting: "A week" },
      title,
      dueOn: "2026-12-31",
      ownerId: sofia.id,
      sourceKey: `test:${title}`,
    }),
  );
  await run.settle();
  return item;
}

async function textFor(run: Run, handle: string, rhythm: "monthly" | "quarterly", at: string): Promise<string> {
  const { id: personId, workspace_id: workspaceId } = await personIn(run, handle);
  const document = await previewDigest(run.db, { workspaceId, personId, rhythm }, at);
  expect(JSON.stringify(await previewDigest(run.db, { workspaceId, personId, rhythm }, at))).toBe(
    JSON.stringify(document),
  );
  if (!document) throw new Error(`no digest for ${handle}`);
  return digestText(document).replaceAll("\u00a0", " ");
}

describe.each(databases)("an ask that goes up by its term, on %s", (database) => {
  it("is told once to whoever had it, and whole, with its way, to whoever has it now", async () => {
    const run = await begin(database);
    await run.to("2026-11-10T10:00Z");
    await ask(run, "Two engineers?");
    await run.to("2026-12-03T09:05Z");
    const { id: personId, workspace_id: workspaceId } = await personIn(run, "sofia");
    const sent = await latestDigest(run.db, { workspaceId, personId });
    const november = digestText(sent?.document ?? fail()).replaceAll("\u00a0", " ");
    expect(november).toContain(
      "Atlas · went up to Ana Gil on Fri 13 Nov, as its term had run out · ASK-1 Two engineers?",
    );
    expect(november).not.toContain("ask for you");
    expect(
      JSON.stringify(await previewDigest(run.db, { workspaceId, personId, rhythm: "monthly" }, sent?.cutOffAt ?? "")),
    ).toBe(JSON.stringify(sent?.document));
    await run.to("2027-01-05T08:55Z");
    expect(await textFor(run, "sofia", "monthly", "2027-01-05T09:00:00.000Z")).not.toContain("Two engineers?");
    const committee = await textFor(run, "ana", "quarterly", "2027-01-05T09:00:00.000Z");
    expect(committee).toContain("1 demande vous attend");
    expect(committee).toContain(
      "d’abord adressée à Sofia Rossi, transmise le ven. 13 nov. faute de réponse dans le délai",
    );
    expect(committee).toContain("Recommandation : Yes");
  });

  it("by hand is told as passed up; put off, it is silent until its day and then says so", async () => {
    const run = await begin(database);
    await run.to("2026-11-10T10:00Z");
    const [passed, later] = [await ask(run, "A second vendor?"), await ask(run, "A new office?")];
    const { services } = run.app;
    const sofia = await personIn(run, "sofia");
    await passUp(services, sofia, passed.id, {
      tried: "-",
      effect: "Late",
      options: "Two",
      recommendation: "The first",
      matter: null,
    });
    await deferAsk(services, sofia, later.id, "2027-01-04");
    await run.to("2026-12-03T09:05Z");
    const november = await textFor(run, "sofia", "monthly", "2026-12-03T09:00:00.000Z");
    expect(november).toContain("passed up to Ana Gil on Tue 10 Nov · ASK-1 A second vendor?");
    expect(november).not.toContain("A new office?");
    await run.to("2027-01-05T08:55Z");
    const december = await textFor(run, "sofia", "monthly", "2027-01-05T09:00:00.000Z");
    expect(december).toMatch(/A new office\? · was needed by Thu 31 Dec[^\n]* · put off until Mon 4 Jan, now back/);
    expect(december).not.toContain("A second vendor?");
    expect(await textFor(run, "ana", "quarterly", "2027-01-05T09:00:00.000Z")).toContain(
      "d’abord adressée à Sofia Rossi, transmise le mar. 10 nov.",
    );
    await run.to("2027-01-05T09:05Z");
    const again = await textFor(run, "sofia", "monthly", "2027-01-06T09:00:00.000Z");
    expect(again).toContain("A new office?");
    expect(again).not.toContain("now back");
    await run.to("2027-02-01T10:00Z");
    const committee = await textFor(run, "ana", "quarterly", "2027-04-05T09:00:00.000Z");
    // Asked long before, it is new to whoever gets it now.
    expect(committee.match(/Recommandation : Yes/g)).toHaveLength(1);
    expect(committee).toMatch(/A new office\?\n/);
  });
});

function fail(): never {
  throw new Error("No digest was sent.");
}
