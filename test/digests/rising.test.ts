/** An ask that nobody decides goes up by its term, as the digests of both deciders tell it. */
import { describe, expect, it } from "vitest";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest, previewDigest } from "../../src/digests/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { aRun, PROGRESS_TO_SPONSORS, personIn, type Run, SOFIA, TOM } from "../support/run.ts";

const ANA = { handle: "ana", name: "Ana Gil", tz: "Europe/London", locale: "fr-FR" };

async function begin(database: DatabaseName, others: (typeof ANA)[] = [], steering = ["ana"]): Promise<Run> {
  return aRun({
    database,
    people: [TOM, SOFIA, ANA, ...others],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], steering }],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas", readers: ["sponsors", "steering"] }],
  });
}

/** Tom needs something from Sofia by the end of the year. */
async function ask(run: Run, title: string, dueOn = "2026-12-31") {
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
      dueOn,
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
    await ask(run, "Two engineers?", "2026-11-27");
    await run.to("2026-12-03T09:05Z");
    const { id: personId, workspace_id: workspaceId } = await personIn(run, "sofia");
    const sent = await latestDigest(run.db, { workspaceId, personId });
    const november = digestText(sent?.document ?? fail()).replaceAll("\u00a0", " ");
    expect(november).toContain(
      "Atlas · escalated to Ana Gil on Fri 13 Nov (no answer in time) · ATL-ASK-1 Two engineers?",
    );
    expect(november).not.toContain("decision for you");
    expect(
      JSON.stringify(await previewDigest(run.db, { workspaceId, personId, rhythm: "monthly" }, sent?.cutOffAt ?? "")),
    ).toBe(JSON.stringify(sent?.document));
    await run.to("2027-01-05T08:55Z");
    expect(await textFor(run, "sofia", "monthly", "2027-01-05T09:00:00.000Z")).not.toContain("Two engineers?");
    const committee = await textFor(run, "ana", "quarterly", "2027-01-05T09:00:00.000Z");
    expect(committee).toContain("1 demande pour vous");
    expect(committee).toContain("escaladée le ven. 13 nov., faute de réponse dans le délai");
    expect(committee).toContain("Recommandation : Yes");
  });
});

function fail(): never {
  throw new Error("No digest was sent.");
}
