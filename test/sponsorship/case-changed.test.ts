/** What an approved case rests on has changed: a line on the Monday page of whoever leads, until a newer one is approved. */
import { expect, it } from "vitest";
import { closeItem } from "../../src/register/use-cases-acts.ts";
import { databases } from "../support/databases.ts";
import { arrivals, asItIsNow, personIn, type Run, textOf } from "../support/run.ts";
import { aProgram, approve, aRisk, opened, said, write } from "./cases.ts";

const MONTHLY = {
  key: "monthly",
  program: "atlas",
  questions: [
    { key: "refunds", type: "number", label: { en: "Refunds", fr: "Remboursements" }, feeds: "metric" },
    { key: "value", type: "long-text", label: "Value", feeds: "value" },
  ],
  rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" },
  audience: ["lead"],
  readers: ["sponsors"],
  disclosure: "executive",
};
const SUNDAY_EVENING = "2026-11-08T21:00:00Z";
const MONDAY_EVENING = "2026-11-09T21:00:00Z";
const LINE = /rests? on|repose/;

/** A case that names a risk and a measure, approved. */
async function approvedCase(options: Parameters<typeof aProgram>[0] = {}) {
  const { run, programId } = await aProgram({ cadences: [MONTHLY], isTogether: true, ...options });
  const risk = await aRisk(run, programId, "Nobody tests");
  await write(run, "lea", { programId, text: "Why." });
  const measures = [{ name: "Refunds", baseline: "12", target: "3" }];
  await write(run, "lea", { programId, section: "benefits", measures });
  await write(run, "lea", { programId, section: "risks", items: [risk.id] });
  await approve(run, "sofia", programId);
  return { run, programId, risk };
}

/** The number is asked for no more, the other question still. */
async function deleteMeasure(run: Run): Promise<void> {
  const { db } = run;
  const set = await db.selectFrom("question_set").selectAll().executeTakeFirstOrThrow();
  const questions = JSON.stringify(JSON.parse(set.questions).filter(({ key }: { key: string }) => key !== "refunds"));
  const id = run.app.services.ids.next();
  await db
    .insertInto("question_set")
    .values({ ...set, id, version: set.version + 1, questions })
    .execute();
  await db.updateTable("cadence").set({ question_set_id: id }).execute();
}

const lineTo = async (run: Run, handle: string) => {
  const [arrival] = arrivals(run, handle).filter(({ text }) => LINE.test(text));
  return arrival ? said(textOf(asItIsNow(run, arrival.message))) : null;
};

it.each(databases)(
  "tells whoever leads how much has changed, what it is, and no more once a newer version is approved, on %s (case-out-of-date)",
  async (database) => {
    const { run, programId, risk } = await approvedCase({ database });
    await run.to("2026-11-02T21:00:00Z");
    expect(await lineTo(run, "lea")).toBeNull();
    await closeItem(run.app.services, await personIn(run, "lea"), risk.id, "Solved");
    await deleteMeasure(run);
    await run.to(SUNDAY_EVENING);
    expect(await lineTo(run, "lea")).toBeNull();
    await run.to(MONDAY_EVENING);
    expect(await lineTo(run, "lea")).toContain(
      "The case of *Atlas* rests on 2 facts that have changed since it was approved.",
    );
    for (const other of ["nina", "sofia", "tom"]) expect(await lineTo(run, other)).toBeNull();
    const [arrival] = arrivals(run, "lea").filter(({ text }) => LINE.test(text));
    if (!arrival) throw new Error("No line");
    await run.as("lea").press(arrival.message, { label: "See what changed" });
    const shown = said(textOf(await run.as("lea").waitForView()));
    expect(shown).toContain("ATL-R-1 · Nobody tests is closed");
    expect(shown).toContain("no check-in asks for “Refunds” any more");
    await write(run, "lea", { programId, section: "risks", revision: 1, items: [] });
    await write(run, "lea", { programId, section: "benefits", revision: 1, text: "Less work.", measures: [] });
    await approve(run, "sofia", programId);
    await run.settle();
    expect(await lineTo(run, "lea")).toContain("rest on nothing any more that has changed since");
    await run.to("2026-11-16T21:00:00Z");
    expect(arrivals(run, "lea").filter(({ text }) => LINE.test(text))).toHaveLength(1);
    expect(await opened(run, "lea", "/drumbeat case changed")).toContain("is as it was when they were approved");
  },
);
