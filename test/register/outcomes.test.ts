/** What is done ends: after *Done* no digest tells of a matter as open, and one tells once that it is closed. */
import { expect, it } from "vitest";
import { addMs } from "../../src/platform/time.ts";
import { addItem } from "../../src/register/acts.ts";
import {
  aRun,
  asItIsNow,
  atAnyHour,
  MONTHLY_TO_SPONSORS,
  personIn,
  type Run,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";

/** Tom leads Atlas for Sofia, who reads a digest each month. */
async function october(): Promise<Run> {
  const run = await aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [{ ...MONTHLY_TO_SPONSORS, key: "monthly", program: "atlas" }],
    start: "2026-10-12T00:00:00.000Z",
  });
  await atAnyHour(run, "tom", "sofia");
  return run;
}

const MATTERS = [
  { what: "T1", title: "61,000 receipts are parked", type: "risk", details: { response: "reduce" } },
  {
    what: "T2",
    title: "Certificates are needed by 26 October",
    type: "dependency",
    details: { giver: "Ops", receiver: "Us" },
  },
  { what: "T3", title: "The tills reject receipts", type: "issue", details: { blocksWork: false } },
] as const;

it("stands in no digest after the one that says it is closed: a risk (T1), a dependency (T2), an issue past its date (T3)", async () => {
  const run = await october();
  const { services } = run.app;
  const tom = await personIn(run, "tom");
  const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  for (const { what, ...matter } of MATTERS) {
    const item = { ...matter, ownerId: tom.id, dueOn: "2026-10-26", sourceKey: `command:${what}` };
    await addItem({ ...services, actor: tom }, { programId: id, ...item });
  }
  const told = async (from: string, until: string) => {
    await run.to(from);
    const before = run.as("sofia").dm().length;
    await run.to(until);
    return run
      .as("sofia")
      .dm()
      .slice(before)
      .map((message) => textOf(asItIsNow(run, message)))
      .join("\n");
  };
  const first = await told("2026-11-03T06:00Z", "2026-11-05T12:00Z");
  for (const { what, title } of MATTERS) expect(first, what).toContain(title);
  await run.to("2026-11-10T12:00Z");
  for (const { what, title } of MATTERS) {
    const { id: itemId } = await run.db
      .selectFrom("item")
      .select("id")
      .where("title", "=", title)
      .executeTakeFirstOrThrow();
    const reminder = run
      .as("tom")
      .dm()
      .findLast((message) => textOf(asItIsNow(run, message)).includes(title));
    if (!reminder) throw new Error(`No reminder of ${what}`);
    await run.as("tom").press(reminder, { actionId: "register.solved", blockId: `register.still:${itemId}` });
    // Slack takes one change of a message after the other.
    await run.to(addMs(run.clock.now(), 10_000));
    expect(textOf(asItIsNow(run, reminder)), what).toMatch(new RegExp(`${title} · Atlas\\n✓ Done`));
  }
  const second = await told("2026-12-02T06:00Z", "2026-12-04T12:00Z");
  for (const { what, title } of MATTERS) {
    expect(second, what).toContain(title);
    expect(
      second.split("\n").filter((line) => line.includes(title) && /late|open|due/.test(line)),
      what,
    ).toEqual([]);
  }
  const third = await told("2027-01-04T06:00Z", "2027-01-08T12:00Z");
  expect(third).toContain("DECEMBER");
  for (const { what, title } of MATTERS) expect(third, what).not.toContain(title);
});
