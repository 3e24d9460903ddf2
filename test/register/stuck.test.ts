/** A blocker that nobody above may read is stuck with its lead: what they can do. */
import { describe, expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import type { Disclosure } from "../../src/register/table.ts";
import { type Item, raiseItem } from "../../src/register/use-cases.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import {
  aRun,
  asItIsNow,
  NINA,
  PROGRESS_TO_SPONSORS,
  personIn,
  type Run,
  SAM,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const ATLAS = { key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["sam", "nina"] };
const MONTHLY = { every: "month", on: { workingDay: 1 }, at: "09:00", zone: "Europe/London" };
const KEYS = "The keys expired";

async function atlas(database: DatabaseName): Promise<Run> {
  const run = await aRun({
    database,
    people: [TOM, SOFIA, SAM, NINA],
    programs: [ATLAS],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas", rule: MONTHLY }],
  });
  await run.to("2026-11-02T10:00Z");
  return run;
}

async function block(run: Run, title: string, disclosure: Disclosure): Promise<Item> {
  const sam = await personIn(run, "sam");
  const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const input = {
    type: "issue",
    details: { blocksWork: true, blockedSince: "2026-10-19", whoCanUnblock: "Ops" },
    title,
    disclosure,
    dueOn: "2026-12-18",
    ownerId: sam.id,
    sourceKey: `command:${title}`,
  } as const;
  const item = await inTransaction(run.db, (tx) => raiseItem(run.app.services, tx, sam, id, input));
  await run.settle();
  return item;
}

/** Alone or among others. */
async function told(run: Run, handle = "tom") {
  const sent = [...(await sentAs(run, "escalation-overdue", handle)), ...(await sentAs(run, "bundle", handle))];
  return sent
    .map(({ message }) => ({
      day: new Date(Number(message.ts) * 1000).toISOString().slice(5, 10),
      message: asItIsNow(run, message),
      text: textOf(asItIsNow(run, message)).replaceAll("\u00a0", " "),
    }))
    .filter(({ text }) => !/last day/i.test(text))
    .toSorted((one, other) => Number(one.message.ts) - Number(other.message.ts));
}

/** The codes of those beside which stands what their lead can do. */
function stuckIn(messages: readonly { text: string }[]): string[] {
  const lines = messages.flatMap(({ text }) => text.split("\n"));
  const codes = lines.flatMap((line, index) =>
    lines[index + 1] === "⋯Resolved ⋯Still, until… ⋯Escalate… ⋯Open" ? (line.split(" ")[0] ?? line) : [],
  );
  return [...new Set(codes)].toSorted();
}

describe.each(databases)("a blocker that nobody above may read, on %s", (database) => {
  it("is put to its lead with what they can do, and to nobody above (C1)", async () => {
    const run = await atlas(database);
    await block(run, KEYS, "team");
    await block(run, "The vault is shut", "lead");
    await block(run, "The quay sinks", "program");
    await run.to("2026-12-22T10:00Z");
    expect(stuckIn(await told(run))).toEqual(["ATL-I-1", "ATL-I-2"]);
    expect((await sentAs(run, "escalation-overdue", "sofia")).length).toBeGreaterThan(0);
    expect(stuckIn(await told(run, "sofia"))).toEqual([]);
  });
});
