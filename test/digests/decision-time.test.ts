/** How long decisions took, as digests tell it. */
import { describe, expect, it } from "vitest";
import { digestById, listDigests } from "../../src/digests/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { decideAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { aRun, PROGRESS_TO_SPONSORS, personIn, type Run, SOFIA, TOM } from "../support/run.ts";

const JOE = { handle: "joe", name: "Joe Ortiz", tz: "America/New_York", locale: "en-US" };
const OPTIONS = ["Yes", "Do nothing"].map((label, place) => ({ label, doesNothing: place === 1 }));

async function begin(): Promise<Run> {
  return aRun({
    database: "SQLite",
    people: [TOM, SOFIA, JOE],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia", "joe"] }],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas" }],
  });
}

/** Tom asks Sofia, who says yes. */
async function decide(run: Run, title: string, { askedAt, decidedAt }: { askedAt: string; decidedAt: string }) {
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const { id: program } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  await run.to(askedAt);
  const { id } = await inTransaction(run.db, (tx) =>
    raiseItem(run.app.services, tx, tom, program, {
      type: "ask",
      details: { kind: "decision", options: OPTIONS, recommended: 0, costOfWaiting: "A week" },
      title,
      dueOn: "2026-12-31",
      ownerId: sofia.id,
      sourceKey: `test:${title}`,
    }),
  );
  await run.settle();
  await run.to(decidedAt);
  await decideAsk(run.app.services, sofia, id, { option: 0, label: "Yes" });
  await run.settle();
}

/** In the last monthly digest. */
async function timeToDecision(run: Run, handle: string) {
  const { id: personId, workspace_id: workspaceId } = await personIn(run, handle);
  const monthly = (await listDigests(run.db, { workspaceId, personId })).filter(({ rhythm }) => rhythm === "monthly");
  const sent = await digestById(run.db, workspaceId, monthly.at(-1)?.id ?? "");
  const [line] = (sent?.document.sections ?? []).flatMap(({ lines }) =>
    lines.flatMap((one) => (one.kind === "decision-time" ? [one] : [])),
  );
  return { period: sent?.document.period.label, median: line?.median, before: line?.before };
}

describe("the time to decision", () => {
  it("is one number, whoever reads: a day begins where the ask was made (A6)", async () => {
    const run = await begin();
    // Wednesday in London, Tuesday in New York.
    await decide(run, "Two engineers?", { askedAt: "2026-11-11T02:00Z", decidedAt: "2026-11-13T10:00Z" });
    await run.to("2026-12-03T15:00Z");
    for (const handle of ["sofia", "joe"])
      expect(await timeToDecision(run, handle)).toMatchObject({ period: "2026-11", median: 2 });
  });

  it("is compared with what the digest before said, and with nothing where it said nothing (A6)", async () => {
    const run = await begin();
    // Told in November's digest, and decided in December.
    await decide(run, "A desk?", { askedAt: "2026-12-01T10:00Z", decidedAt: "2026-12-02T10:00Z" });
    await run.to("2026-12-03T10:00Z");
    expect(await timeToDecision(run, "sofia")).toEqual({ period: "2026-11", median: 1, before: null });
    await decide(run, "A chair?", { askedAt: "2026-12-07T10:00Z", decidedAt: "2026-12-10T10:00Z" });
    await run.to("2027-01-05T10:00Z");
    expect(await timeToDecision(run, "sofia")).toEqual({ period: "2026-12", median: 3, before: 1 });
    await decide(run, "A lamp?", { askedAt: "2027-01-11T10:00Z", decidedAt: "2027-01-13T10:00Z" });
    await run.to("2027-02-03T10:00Z");
    expect(await timeToDecision(run, "sofia")).toEqual({ period: "2027-01", median: 2, before: 3 });
  });
});
