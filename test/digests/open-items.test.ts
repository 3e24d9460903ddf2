/** What is alive in the record stands in digests after nobody repeats it: what weighs by name, the rest as a number. */
import { describe, expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import type { OpenItemFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, latestDigest, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { addItem, closeItem } from "../../src/register/use-cases-acts.ts";
import { aRecord, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { linesOf } from "../support/screen.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aProgram, fed, green, theDocument } from "./facts.ts";

function open(code: string, more: Partial<OpenItemFacts> = {}): OpenItemFacts {
  return {
    itemId: code,
    revision: 1,
    code,
    title: `Thing ${code}`,
    raisedBy: "Tom",
    raisedAt: "2026-08-03T09:00:00.000Z",
    kind: "other",
    since: "2026-08-03",
    dueOn: null,
    workingDays: 41,
    isReadable: true,
    stuck: null,
    checkInId: null,
    ...more,
  };
}

function attentionOf(document: DigestDocument): string[] {
  const section = document.sections.find(({ section }) => section === "attention");
  return (section?.lines ?? []).flatMap((line) =>
    line.kind === "open-item"
      ? [`${line.program} ${line.is} ${line.code}`]
      : line.kind === "open-items"
        ? [`${line.program} ${line.isMore ? "more " : ""}${line.items}, ${line.workingDays} days`]
        : [],
  );
}

describe("what is open and no answer of the period tells", () => {
  it.each([
    ["en-GB", "– risk R-2 Thing R-2 · open since Mon 3 Aug"],
    ["fr-FR", "– risque R-2 Thing R-2 · en cours depuis le lun. 3 août"],
  ])("stands below its program's line without the program's name in %s (H5)", (locale, expected) => {
    const openItems = [
      open("I-1", { kind: "blocker" }),
      open("R-1", { kind: "high-risk" }),
      open("R-2", { kind: "risk" }),
      open("R-3", { kind: "risk" }),
    ];
    const program = aProgram("Atlas", [green, fed("blocker", "The crane broke")], { openItems });
    const reader = { handle: "s", name: "S", locale, zone: "UTC" };
    const [first] = digestMessages(theDocument([program], { reader }), "edition");
    const lines = linesOf(first.blocks).map(({ text }) => text.replaceAll("\u00a0", " "));
    expect(lines).toContain(expected);
  });

  it("is told by weight, three of a program, and the rest as a number with the age of the oldest (C6)", () => {
    const openItems = [
      open("R-1", { kind: "risk" }),
      open("ACT-1", { kind: "overdue-action", since: "2026-09-01", dueOn: "2026-10-01" }),
      open("R-2", { kind: "high-risk", since: "2026-09-02" }),
      open("I-1", { kind: "blocker", since: "2026-09-03" }),
      open("A-1", { workingDays: 12 }),
    ];
    const document = theDocument([aProgram("Atlas", [green], { openItems })]);
    expect(attentionOf(document)).toEqual([
      "Atlas blocker I-1",
      "Atlas high-risk R-2",
      "Atlas overdue-action ACT-1",
      "Atlas more 2, 41 days",
    ]);
    const text = digestText(document).replaceAll("\u00a0", " ");
    expect(text).toContain("blocker I-1 Thing I-1 · open since Thu 3 Sept");
    expect(text).toContain("overdue action ACT-1 Thing ACT-1 · open since Tue 1 Sept · was due Thu 1 Oct");
    expect(text).toContain("2 more open items, oldest 41 working days");
  });

  it("is only counted where it is light, where nobody stands by it, and where its reader may not read it (C6)", () => {
    const openItems = Array.from({ length: 6 }, (_, index) => open(`A-${index}`, { workingDays: 40 - index }));
    const secret = open("I-1", { kind: "blocker", isReadable: false, workingDays: 41 });
    const document = theDocument([aProgram("Atlas", [green], { openItems: [...openItems, secret] })]);
    expect(attentionOf(document)).toEqual(["Atlas 7, 41 days"]);
    const text = digestText(document).replaceAll("\u00a0", " ");
    expect(text).toContain("7 open items, oldest 41 working days");
    expect(text).not.toContain("Thing");
    const [line] = document.sections.flatMap(({ lines }) => lines.filter(({ kind }) => kind === "open-items"));
    expect(line?.sources.map(({ id }) => id)).toEqual(openItems.map(({ itemId }) => itemId));
    const alone = theDocument([aProgram("Atlas", [green], { openItems: [secret] })]);
    expect(attentionOf(alone)).toEqual(["Atlas 1, 41 days"]);
  });
});

it("stands in the digest of the next month from the record, in thirteen statements, until it is closed (C6)", async () => {
  let statements = 0;
  const db = openDatabase(":memory:", { onStatement: () => statements++ });
  await migrateToLatest(db);
  const record = await aRecord(db, { seatedAt: "2026-08-01T08:00:00.000Z" });
  const { workspaceId } = record;
  const services = servicesAt(db, "2026-09-07T08:00:00.000Z");
  const [tom, nina, sofia] = [await record.person("tom"), await record.person("nina"), await record.person("sofia")];
  const program = await record.program("atlas", {
    title: "Atlas",
    seats: { lead: [tom], team: [nina], sponsor: [sofia] },
  });
  const monthly = await record.cadence(program, {
    rule: MONTHLY,
    questions: questionsFeeding("health", "risk"),
  });
  const weekly = await record.cadence(program, {
    rule: WEEKLY,
    questions: questionsFeeding("risk"),
    audience: ["team"],
    readers: ["lead"],
    disclosure: "team",
  });
  const say = async (cadence: typeof monthly, key: string, who: typeof tom, answers: Record<string, unknown>) => {
    const round = await record.round(cadence, key, [who]);
    services.clock.at = `${key}T10:00:00.000Z`;
    const prompt = db.selectFrom("prompt").select("id").where("round_id", "=", round.id);
    const person = await personById(db, workspaceId, who.id);
    await submitCheckIn(services, person, (await prompt.executeTakeFirstOrThrow()).id, { answers: answers as never });
  };
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
  const health = { colour: "green" };
  const lead = await personById(db, workspaceId, tom.id);
  const input = { type: "risk", details: { probability: 5, impact: 4 }, title: "The quay sinks" } as const;
  const risk = await addItem(services, lead, program.id, { ...input, ownerId: tom.id, sourceKey: "by-hand" });
  await say(weekly, "2026-09-10", nina, { risk: "The crane rusts" });
  await say(monthly, "2026-09-30", tom, { health, risk: "Customs: the permit may come late" });
  // Open to those above, and yet confirmed by nobody.
  await db.updateTable("item").set({ disclosure: "executive" }).where("title", "like", "Customs%").execute();
  services.clock.at = "2026-10-05T09:00:00.000Z";
  await compileDueDigests(services);
  const attention = async (at: string) => {
    const document = await previewDigest(db, { workspaceId, personId: sofia.id, rhythm: "monthly" }, at);
    return document ? attentionOf(document) : null;
  };
  const made = await latestDigest(db, { workspaceId, personId: sofia.id });
  expect(made && attentionOf(made.document)).toEqual(["Atlas high-risk ATL-R-1", "Atlas more 1, 17 days"]);
  await say(monthly, "2026-10-30", tom, { health });
  statements = 0;
  expect(await attention("2026-11-04T09:00:00.000Z")).toEqual(["Atlas high-risk ATL-R-1", "Atlas more 2, 39 days"]);
  expect(statements).toBeLessThanOrEqual(13);
  services.clock.at = "2026-11-03T10:00:00.000Z";
  await closeItem(services, lead, risk.id, "It was reinforced");
  expect(await attention("2026-11-04T09:00:00.000Z")).toEqual(["Atlas 2, 39 days"]);
  await db.destroy();
});
