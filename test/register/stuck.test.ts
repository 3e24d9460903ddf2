/** A blocker that nobody above may read is stuck with its lead: what they can do, and what those above are told. */
import { describe, expect, it } from "vitest";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { previewOwnDigest } from "../../src/digests/use-cases.ts";
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

async function attention(run: Run, handle = "sofia", locale?: string): Promise<string[]> {
  if (locale) await run.db.updateTable("person").set({ locale }).where("handle", "=", handle).execute();
  const { document } = await previewOwnDigest(run.app.services, await personIn(run, handle));
  const lines = document ? digestText(document).replaceAll("\u00a0", " ").split("\n") : [];
  return lines.filter((line) => /blocker|blocage|open item|Escalate|The /.test(line)).map((line) => line.trim());
}

describe.each(databases)("a blocker that nobody above may read, on %s", (database) => {
  it("is told to those above as one that there is, as often as its lead is told of one (C1)", async () => {
    const run = await atlas(database);
    await block(run, KEYS, "team");
    await run.to("2026-11-09T10:00Z");
    expect((await attention(run)).join()).not.toContain("blocker");
    await run.to("2026-11-24T10:00Z");
    expect(await attention(run)).toEqual(["Atlas · one blocker, 26 working days old, with its lead"]);
    await block(run, "The vault is shut", "lead");
    await block(run, "The quay sinks", "program");
    await run.to("2026-12-22T10:00Z");
    expect(stuckIn(await told(run))).toEqual(["ATL-I-1", "ATL-I-2"]);
    expect(await attention(run)).toEqual([
      "Atlas · 2 blockers, the oldest 46 working days old, with its lead",
      "Atlas · blocker ATL-I-3 The quay sinks · open since Mon 19 Oct",
    ]);
    expect(await attention(run, "sofia", "fr-FR")).toEqual([
      "Atlas · 2 blocages, le plus ancien depuis 46 jours ouvrés, au niveau des responsables",
      "Atlas · blocage ATL-I-3 The quay sinks · en cours depuis le lun. 19 oct.",
    ]);
    expect((await sentAs(run, "escalation-overdue", "sofia")).length).toBeGreaterThan(0);
    expect(stuckIn(await told(run, "sofia"))).toEqual([]);
  });
});
