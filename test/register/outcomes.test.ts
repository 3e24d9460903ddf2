/** What is done ends: after *Done* no digest tells of a matter as open, and one tells once that it is closed. */
import type { SandboxMessage } from "slack-sandbox";
import { expect, it } from "vitest";
import { addMs } from "../../src/platform/time.ts";
import { addItem } from "../../src/register/acts.ts";
import type { TypedDetails } from "../../src/register/item-types.ts";
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
async function october(cadence: Record<string, unknown> = MONTHLY_TO_SPONSORS): Promise<Run> {
  const run = await aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [{ ...cadence, key: "one", program: "atlas" }],
    start: "2026-10-12T00:00:00.000Z",
  });
  await atAnyHour(run, "tom", "sofia");
  return run;
}

const MATTERS = [
  { what: "T1", title: "61,000 receipts are parked", type: "risk", details: { response: "reduce" } },
  { what: "T2", title: "Certificates are needed", type: "dependency", details: { giver: "Ops", receiver: "Us" } },
  { what: "T3", title: "The tills reject receipts", type: "issue", details: { blocksWork: false } },
] as const;

type Matter = TypedDetails & { what: string; title: string };

async function addTo(run: Run, { what, ...matter }: Matter, dueOn = "2026-10-26"): Promise<void> {
  const actor = await personIn(run, "tom");
  const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const item = { ...matter, ownerId: actor.id, dueOn, sourceKey: `command:${what}` };
  await addItem({ ...run.app.services, actor }, { programId: id, ...item });
}

/** Presses *Done* of it in Tom's last message about it, and returns that message. */
async function done(run: Run, title: string): Promise<SandboxMessage> {
  const items = run.db.selectFrom("item").select("id").where("title", "=", title);
  const { id } = await items.executeTakeFirstOrThrow();
  const messages = run.as("tom").dm();
  const reminder = messages.findLast((message) => textOf(asItIsNow(run, message)).includes(title));
  if (!reminder) throw new Error(`No reminder of ${title}`);
  await run.as("tom").press(reminder, { actionId: "register.solved", blockId: `register.still:${id}` });
  // Slack takes one change of a message after the other.
  await run.to(addMs(run.clock.now(), 10_000));
  return asItIsNow(run, reminder);
}

it("stays in the message that told of it, with its buttons, while a check-in asks about it", async () => {
  const run = await october({ template: "weekly-progress" });
  for (const matter of MATTERS) await addTo(run, matter, "2026-10-13");
  await run.to("2026-10-15T12:00Z");
  expect(textOf(await done(run, MATTERS[1].title))).toMatch(/The tills reject receipts .*\n.*\n\[Still open\]/);
});

it("joins no message that was sent without it, once the form in which it stood has closed unanswered", async () => {
  const run = await october({ template: "weekly-progress" });
  // A form has room for five.
  for (const place of ["1", "2", "3", "4", "5", "6"])
    await addTo(run, { ...MATTERS[2], what: place, title: `Matter ${place}` }, "2026-10-19");
  await run.to("2026-10-26T12:00Z");
  const reminder = textOf(await done(run, "Matter 6"));
  expect(reminder).toMatch(/Matter 6 · Atlas\n✓ Done/);
  expect(reminder).not.toMatch(/Matter [1-5]/);
});

it("stands in no digest after the one that says it is closed: a risk, a dependency, an issue past its date", async () => {
  const run = await october();
  for (const matter of MATTERS) await addTo(run, matter);
  const told = async (from: string, until: string) => {
    await run.to(from);
    const before = run.as("sofia").dm().length;
    await run.to(until);
    const messages = run.as("sofia").dm().slice(before);
    return messages.map((message) => textOf(asItIsNow(run, message))).join("\n");
  };
  const first = await told("2026-11-03T06:00Z", "2026-11-05T12:00Z");
  for (const { what, title } of MATTERS) expect(first, what).toContain(title);
  await run.to("2026-11-10T12:00Z");
  for (const { what, title } of MATTERS) {
    expect(textOf(await done(run, title)), what).toMatch(new RegExp(`${title} · Atlas\\n✓ Done`));
  }
  const second = await told("2026-12-02T06:00Z", "2026-12-04T12:00Z");
  for (const { what, title } of MATTERS) {
    expect(second, what).toContain(title);
    const lines = second.split("\n").filter((line) => line.includes(title));
    expect(lines.filter((line) => !/closed 10\sNov/.test(line))).toEqual([]);
  }
  const third = await told("2027-01-04T06:00Z", "2027-01-08T12:00Z");
  expect(third).toContain("DECEMBER");
  for (const { what, title } of MATTERS) expect(third, what).not.toContain(title);
});
