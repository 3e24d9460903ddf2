/** A blocker that nobody above may read is stuck with its lead: what they can do, and what those above are told. */
import { describe, expect, it } from "vitest";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { previewOwnDigest } from "../../src/digests/use-cases.ts";
import { planOfWorkspace } from "../../src/dry-run/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { stillStands } from "../../src/register/escalation/use-cases-acts.ts";
import type { Disclosure } from "../../src/register/table.ts";
import { type Item, raiseItem } from "../../src/register/use-cases.ts";
import { closeItem, reopenItem } from "../../src/register/use-cases-acts.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import {
  aRun,
  arrivals,
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

async function choose(run: Run, choice: string, item: Item): Promise<void> {
  const last = (await told(run)).findLast(({ text }) => text.includes(item.title));
  if (!last) throw new Error(`${item.title} was not told`);
  await run.as("tom").press(last.message, { option: `${choice}:${item.id}` });
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

  it("is quiet until the day that its lead gives, comes back then and each Monday (C1)", async () => {
    const run = await atlas(database);
    const item = await block(run, KEYS, "team");
    await run.to("2026-11-16T12:00Z");
    expect((await told(run)).map(({ day }) => day)).toEqual(["11-10", "11-16"]);
    const [first] = (await told(run)).slice(-1);
    expect(first?.text).toBe(
      [
        "ATL-I-1 “The keys expired” has been overdue for 5 working days with you.",
        "⋯Resolved ⋯Still, until… ⋯Escalate… ⋯Open",
        "⋯Why did I get this?",
      ].join("\n"),
    );
    await choose(run, "still", item);
    const tom = run.as("tom");
    await tom.waitForView();
    for (const day of ["2026-11-16", "2026-11-28", "2027-01-18"]) {
      tom.fill("until", day);
      expect(await tom.submit()).toMatchObject({
        errors: { until: expect.stringContaining("one of your working days") },
      });
    }
    tom.fill("until", "2026-11-25");
    const saved = await tom.submit();
    expect("updated" in saved && textOf(saved.updated).replaceAll("\u00a0", " ")).toContain(
      "ATL-I-1 is still open. It comes back on Wednesday 25 November.",
    );
    await run.settle();
    for (const { text } of await told(run))
      expect(text).toContain("The keys expired\nStill open. It comes back on Wednesday 25 November.");
    expect(await attention(run)).toEqual([
      "Atlas · one blocker, 20 working days old, with its lead, next look on Wed 25 Nov",
    ]);
    const before = arrivals(run, "tom").length + arrivals(run, "sam").length;
    const plan: string[] = [];
    for await (const { kind, at } of planOfWorkspace(run.db, run.app.workspace.id, { weeks: 3, now: run.clock.now() }))
      if (kind === "escalation-overdue") plan.push(at.slice(5, 10));
    // What the form does not ask stays as it was.
    const last = (await told(run)).at(-1);
    await tom.closeView();
    if (last) await tom.press(last.message, { label: "Open" });
    await tom.waitForView();
    await tom.pressInView({ label: "Change" });
    tom.fill("whoCanUnblock", "Nobody but Ops");
    await tom.submit();
    await run.settle();
    await run.to("2026-11-24T23:00Z");
    expect(arrivals(run, "tom").length + arrivals(run, "sam").length).toBe(before);
    await run.to("2026-12-07T12:00Z");
    expect((await told(run)).map(({ day }) => day).slice(2)).toEqual(["11-25", "11-30", "12-07"]);
    expect(plan).toEqual(["11-25", "11-30", "12-07"]);
    expect((await told(run)).at(-1)?.text).toContain("has been overdue for 20 working days with you.");
    // Also within the week of the last.
    await stillStands(run.app.services, await personIn(run, "tom"), item.id, "2026-12-10");
    await run.to("2026-12-14T12:00Z");
    expect((await told(run)).map(({ day }) => day).slice(5)).toEqual(["12-10", "12-14"]);
  });

  it("says in its messages that it is solved or went up, and is told by name once it did (C1)", async () => {
    const run = await atlas(database);
    const [keys, vault] = [await block(run, KEYS, "team"), await block(run, "The vault is shut", "team")];
    const gate = await block(run, "The gate is locked", "team");
    await run.to("2026-11-16T12:00Z");
    const { services } = run.app;
    await expect(stillStands(services, await personIn(run, "sofia"), keys.id, "2026-11-25")).rejects.toThrow(
      "ITEM_GONE",
    );
    await expect(stillStands(services, await personIn(run, "nina"), keys.id, "2026-11-25")).rejects.toThrow(
      "ITEM_NOT_YOURS",
    );
    await stillStands(services, await personIn(run, "tom"), keys.id, "2026-11-25");
    await run.settle();
    await closeItem(services, await personIn(run, "tom"), keys.id, "Renewed");
    await choose(run, "solved", gate);
    await run.to("2026-11-16T12:05Z");
    const texts = async (item: Item) => (await told(run)).filter(({ text }) => text.includes(item.title));
    for (const { text } of await texts(keys))
      for (const { title } of [keys, gate]) expect(text).toContain(`${title}\n✓ Closed. Nothing left to do.`);
    await expect(stillStands(services, await personIn(run, "tom"), keys.id, "2026-11-26")).rejects.toThrow(
      "ITEM_MOVED_ON",
    );
    const anew = await reopenItem(services, await personIn(run, "tom"), keys.id);
    expect(anew.details).toEqual({ blocksWork: true, blockedSince: "2026-10-19", whoCanUnblock: "Ops" });
    await choose(run, "escalate", vault);
    const tom = run.as("tom");
    expect(textOf(await tom.waitForView())).toContain(
      "Goes to Sofia Rossi (executive sponsor), who will be able to read it.",
    );
    for (const field of ["effect", "tried", "options", "recommendation"]) tom.fill(field, "Ops must act");
    await tom.submit();
    await run.to("2026-11-16T12:10Z");
    for (const { text } of await texts(vault)) expect(text).toContain("Now with Sofia Rossi.");
    expect((await attention(run)).join("\n")).toContain("blocker ATL-I-2 The vault is shut");
    expect((await attention(run)).join("\n")).not.toContain("with its lead");
    await expect(stillStands(services, await personIn(run, "tom"), vault.id, "2026-11-25")).rejects.toThrow(
      "ITEM_MOVED_ON",
    );
  });
});
