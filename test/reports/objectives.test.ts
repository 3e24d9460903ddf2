/** Objectives of a portfolio in the digests of whoever sits for it. */
import { describe, expect, it } from "vitest";
import { events } from "../../src/app/all-followers.ts";
import { getPerson } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { rows } from "../../src/platform/rows.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { programsOfErased } from "../../src/privacy/erasure-scope.ts";
import { coverageColumns } from "../../src/programs/coverage.ts";
import { labelsColumn } from "../../src/programs/labels.ts";
import { sendDueDigests } from "../../src/reports/digest/digests.ts";
import { reportDigestKind } from "../../src/reports/digest/message.ts";
import { objectiveInWords } from "../../src/reports/digest/objectives.ts";
import { digestShown } from "../../src/reports/digest/own-digest.ts";
import { refreshSchedule } from "../../src/reports/digest/schedule.ts";
import { chooseRhythms } from "../../src/reports/facts/digest-subscriptions.ts";
import { forwardedText } from "../../src/reports/files/forward.ts";
import { reportFileKind } from "../../src/reports/files/report-files.ts";

import { aDatabase, bothDatabases } from "../support/databases.ts";
import { listDigestsOf } from "../support/digests-of.ts";
import { aRecord, MONTHLY, questionsFeeding, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { wordsIn } from "../support/words-in.ts";
import { measureDetails } from "./measured.ts";
import { anItem, happens } from "./recorded.ts";
import { EN, FR, withBlanks } from "./reported.ts";

const BEFORE = "2026-10-30T12:00:00.000Z";
const SENT = "2026-11-04T09:00:00.000Z";
const LATER = "2026-11-10T09:00:00.000Z";
const RETAIL = { name: "Department", value: "Retail" };

/** A bold name and what is said of it are one line. */
const linesIn = (blocks: unknown) => withBlanks(wordsIn(blocks)).replaceAll(": \n", ": ");

/** Mia sits for a portfolio over Atlas; Borea is in another department. Sam sponsors Atlas alone. */
async function aPortfolio(db: Db) {
  const record = await aRecord(db);
  const { workspaceId } = record;
  const lea = await record.person("lea", { name: "Lea" });
  const mia = await record.person("mia", { name: "Mia" });
  const sam = await record.person("sam", { name: "Sam" });
  const services = servicesAt(db, BEFORE);
  const atlas = await record.program("atlas", { title: "Atlas", seats: { lead: [lea], sponsor: [sam] } });
  const borea = await record.program("borea", { title: "Borea", seats: { lead: [lea] } });
  const retail = await record.program("retail", { title: "Retail", seats: { steering: [mia] } });
  const kind = { kind: "portfolio" as const, ...coverageColumns(RETAIL) };
  await db.updateTable("program").set(kind).where("id", "=", retail.id).execute();
  const labels = labelsColumn([RETAIL]);
  await db.updateTable("program").set({ labels }).where("id", "=", atlas.id).execute();
  const monthly = await record.cadence(atlas, { rule: MONTHLY, questions: questionsFeeding("bottom-line") });
  const round = await record.round(monthly, "2026-10-30", [lea]);
  await record.answer(round, lea, "2026-10-30T10:00:00.000Z", { "bottom-line": "All is well" });

  const raised = { by: lea, at: "2026-01-10T10:00:00.000Z", due: "2026-12-31" } as const;
  let entry = 0;
  const measure = async (program: typeof atlas, title: string, values: readonly string[], more = {}) => {
    const item = await anItem(db, record, program, {
      ...raised,
      ...more,
      type: "measure",
      title,
      details: measureDetails(),
    });
    for (const [place, value] of values.entries()) {
      entry += 1;
      const on_day = `2026-${String(10 - values.length + place + 1).padStart(2, "0")}-28`;
      const entered = { entered_by: lea.id, entered_at: BEFORE, source: "form" as const };
      await rows(db, "measure_value", workspaceId).insert({ item_id: item.id, entry, on_day, value, ...entered });
    }
    return item;
  };
  const objective = (title: string, measures: readonly { id: string }[], more = {}) => {
    const details = { year: 2026, measureIds: measures.map(({ id }) => id) };
    return anItem(db, record, retail, { ...raised, type: "objective", title, details, ...more });
  };
  const personOf = ({ id }: RecordedPerson) => getPerson(db, workspaceId, id);
  for (const person of [mia, sam]) {
    const ctx = { ...services, actor: await personOf(person) };
    await inTransaction(db, (tx) => chooseRhythms({ ...ctx, db: tx }, { wanted: ["monthly"] }));
  }
  await inTransaction(db, (tx) => refreshSchedule(tx, workspaceId, BEFORE));
  const digestOf = async (person: RecordedPerson) => {
    const [last] = (await listDigestsOf(db, { workspaceId, personId: person.id }, { rhythm: "monthly" })).toReversed();
    return last?.id ?? expect.fail("No digest");
  };
  const context = (reader = EN) => ({
    ...{ db, workspaceId, now: services.clock.at, events, reader },
    slack: { channel: async () => expect.fail("Slack is not asked"), permalink: async () => null },
  });
  return {
    ...{ services, record, atlas, borea, retail, lea, mia, sam, measure, objective, personOf, digestOf, context },
    async send(at = SENT) {
      services.clock.at = at;
      await sendDueDigests(services);
    },
    async preview(person: RecordedPerson) {
      services.clock.at = "2026-11-02T12:00:00.000Z";
      return linesIn((await digestShown(services, await personOf(person), { isPreview: true })).blocks);
    },
    async message(person: RecordedPerson, { reader = EN, ...sent }: { reader?: typeof EN; sentAt?: string } = {}) {
      const digestId = await digestOf(person);
      const { blocks } = await reportDigestKind.message({ ...context(reader), ...sent }, { digestId, part: 0 });
      return linesIn(blocks);
    },
    fileOf: async (person: RecordedPerson, format: "md" | "csv") =>
      JSON.stringify((await reportFileKind.files?.(context(), { digestId: await digestOf(person), format }))?.[0]),
    forwarded: async (person: RecordedPerson) =>
      withBlanks(await forwardedText(services, await personOf(person), await digestOf(person))),
  };
}

describe.each(bothDatabases)("the objectives of a portfolio, on %s", (name) => {
  const fresh = async () => aPortfolio(await aDatabase(name));

  it("stand before the programs in the digest of whoever sits for it, each as its worst measure, and in nobody else's", async () => {
    const { atlas, retail, mia, sam, measure, objective, send, message, fileOf, forwarded, preview } = await fresh();
    const good = await measure(retail, "Members", ["3.6", "3.7"]);
    const late = await measure(atlas, "Purchases", ["2.4", "2.6"]);
    await objective("Customers come back", [good, late]);
    const line = "Customers come back: Purchases 2.4 → 2.6 of 4.0 points (behind: 3.7 planned), 28 Oct";
    expect(await preview(mia)).toContain(line);
    await send();
    const shown = await message(mia);
    expect(shown).toContain(line);
    expect(shown.indexOf("Objectives")).toBeGreaterThan(0);
    expect(shown.indexOf("Objectives")).toBeLessThan(shown.indexOf("All is well", shown.indexOf("Objectives")));
    expect(shown).not.toContain("No update");
    expect(await message(mia, { reader: FR })).toContain("Customers come back: ");
    for (const file of [await fileOf(mia, "md"), await forwarded(mia)])
      expect(withBlanks(file)).toContain("Customers come back");
    expect(await fileOf(mia, "csv")).toContain("retail,Retail,Objective,");
    expect(await message(sam)).not.toMatch(/Objectives|Customers come back/);
  });

  it("stay as they were sent, whatever becomes of their measures", async () => {
    const { services, retail, lea, mia, measure, objective, send, message } = await fresh();
    const { db } = services;
    const good = await measure(retail, "Members", ["3.6", "3.7"]);
    await objective("Customers come back", [good]);
    await send();
    await db.updateTable("item").set({ title: "Renamed" }).where("id", "=", good.id).execute();
    await happens(db, good, { event: "dropped", by: lea, at: SENT, changes: { state: "dropped", closed_at: SENT } });
    services.clock.at = LATER;
    expect(await message(mia, { sentAt: SENT })).toContain("Members 3.6 → 3.7 of 4.0 points");
  });

  it("go with whoever is erased and took part in a program of their measures alone", async () => {
    const { services, record, atlas, borea, retail, lea, sam, measure, objective, send } = await fresh();
    const { workspaceId } = record;
    const good = await measure(atlas, "Members", ["3.6", "3.7"]);
    await objective("Customers come back", [good]);
    await send();
    const of = ({ id: personId }: RecordedPerson) =>
      programsOfErased(services.db, { workspaceId, personId, cleared: [] });
    expect(await of(sam)).toEqual(new Set([atlas.id, retail.id]));
    expect(await of(lea)).toEqual(new Set([atlas.id, borea.id, retail.id]));
    expect(await of(await record.person("nobody"))).toEqual(new Set());
  });

  it("stand by the measures of programs that their reader may know; of others they say how many there are alone", async () => {
    const { borea, retail, mia, measure, objective, send, message, fileOf } = await fresh();
    const good = await measure(retail, "Members", ["3.6", "3.7"]);
    const secret = await measure(borea, "Margin of Borea", ["2.4", "2.6"]);
    const other = await measure(borea, "Margin of the North", ["2.4", "2.6"]);
    await objective("Customers come back", [good, secret]);
    await objective("Margins hold", [secret, other]);
    await send();
    for (const shown of [await message(mia), await fileOf(mia, "csv"), withBlanks(await fileOf(mia, "md"))]) {
      expect(shown).toContain("Members 3.6 → 3.7");
      expect(shown).toContain("2 measures that aren’t yours to read");
      expect(shown).not.toMatch(/Margin of|behind/);
    }
    const unread = { itemId: "O", code: "O-1", title: "", measures: [{ itemId: "K", programId: "P" }] };
    const nothingNamed = { report: { measures: [] }, named: new Set<string>() };
    expect(objectiveInWords(FR, unread, nothingNamed)).toBe("1 indicateur que vous ne lisez pas");
  });

  it("leave out measures that the team keeps, and objectives that are restricted", async () => {
    const { atlas, mia, measure, objective, send, message } = await fresh();
    const kept = await measure(atlas, "Kept by the team", ["2.4", "2.6"], { disclosure: "team" });
    await objective("Customers come back", [kept]);
    await objective("For the lead", [kept], { disclosure: "lead" });
    await send();
    const shown = await message(mia);
    expect(shown).toContain("Customers come back: no measure yet");
    expect(shown).not.toMatch(/Kept by|For the lead/);
  });

  it("name no measure of a program that is covered no more, where the message still waits; what was sent stays", async () => {
    const { services, atlas, mia, measure, objective, send, message } = await fresh();
    const late = await measure(atlas, "Purchases", ["2.4", "2.6"]);
    await objective("Customers come back", [late]);
    await send();
    const labels = labelsColumn([]);
    await services.db.updateTable("program").set({ labels }).where("id", "=", atlas.id).execute();
    await expect(message(mia)).rejects.toThrow("There is no digest");
    expect(await message(mia, { sentAt: SENT })).toContain("Purchases 2.4 → 2.6");
  });

  it("are those that are open, of whatever year, and those that ended since the digest before", async () => {
    const { services, retail, lea, mia, measure, objective, send, message } = await fresh();
    const good = await measure(retail, "Members", ["3.6", "3.7"]);
    await objective("Next year's", [good], { details: { year: 2027, measureIds: [good.id] } });
    await objective("Last year's", [good], { details: { year: 2025, measureIds: [good.id] } });
    const close = async (title: string, at: string) => {
      const item = await objective(title, [good]);
      await happens(services.db, item, { event: "done", by: lea, at, changes: { state: "reached", closed_at: at } });
    };
    await close("Reached in October", "2026-10-20T10:00:00.000Z");
    await close("Reached in summer", "2026-07-20T10:00:00.000Z");
    await send();
    const shown = await message(mia);
    expect(shown).toContain("Reached in October: reached 20 Oct · Members 3.6 → 3.7");
    expect(shown).toContain("Last year's: Members");
    expect(shown).toContain("Next year's: Members");
    expect(shown).not.toContain("Reached in summer");
  });
});
