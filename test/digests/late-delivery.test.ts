/** A digest that reaches its reader on another day than that of its cut-off says as of when it tells. */
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestSentAt, listSentDigests } from "../../src/digests/use-cases.ts";
import { enterAbsence } from "../../src/people/absences/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { databases } from "../support/databases.ts";
import {
  aRun,
  asItIsNow,
  atAnyHour,
  MONTHLY_TO_SPONSORS,
  openForm,
  personIn,
  type Run,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const MONTHLY = { ...MONTHLY_TO_SPONSORS, key: "monthly", program: "atlas" };
const DAY = "As of Tue 5 Jan";

/** Tom has answered for December; Sofia, his sponsor, gets the month and the year on Tuesday 5 January. */
async function december(database: (typeof databases)[number], awayUntil?: string): Promise<Run> {
  const run = await aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: [] }],
    cadences: [MONTHLY],
    start: "2026-12-31T00:00:00.000Z",
    database,
  });
  await atAnyHour(run, "tom");
  await run.to("2026-12-31T10:00Z");
  await openForm(run, "tom", "monthly");
  const { questions } = run.known("tom", "monthly").cadence;
  await fillAndSubmit(run.as("tom"), questions, { progress: "The pilot runs", health: { colour: "green" } });
  await run.settle();
  const sofia = await personIn(run, "sofia");
  if (awayUntil !== undefined)
    await inTransaction(run.db, (tx) =>
      enterAbsence(run.app.services, tx, sofia, {
        from: "2027-01-04",
        until: awayUntil,
        delegateId: null,
        actorId: null,
        source: "person",
      }),
    );
  return run;
}

async function shownTo(run: Run, handle: string) {
  const sent = (await sentAs(run, "digest", handle)).map(({ message }) => asItIsNow(run, message));
  return sent.map((message) => ({ message, text: plain(textOf(message)) }));
}

describe.each(databases)("an edition on %s", (database) => {
  it("says as of when it tells where it comes on a later day, its thread too, and goes on saying so (B6)", async () => {
    const run = await december(database, "2027-01-08");
    await run.to("2027-01-08T20:00Z");
    expect(await shownTo(run, "sofia")).toEqual([]);
    await run.to("2027-01-11T12:00Z");
    const [first, inThread] = await shownTo(run, "sofia");
    expect(first?.text).toContain(`2026 AND DECEMBER 2026 · ATLAS\n${DAY}\nfor sponsors`);
    expect(plain(first?.message.text ?? "")).toBe(
      `2026 and December 2026, Atlas. Nothing is needed from you. (${DAY})`,
    );
    expect(inThread?.text).toContain(`DECEMBER 2026 · ATLAS\n${DAY}\nfor the executive sponsor`);
    // What it shows beside is brought up to date another day.
    await run.to("2027-01-12T12:00Z");
    await run.as("sofia").press(first?.message ?? never(), { option: "Show sources" });
    await run.settle();
    const [later] = await shownTo(run, "sofia");
    expect(later?.text).toContain(`2026 AND DECEMBER 2026 · ATLAS\n${DAY}`);
    expect(later?.text).toContain("✓ Seen.");
    const { services, workspace } = run.app;
    const exported = await listSentDigests(services.db, workspace.id);
    expect(exported).toHaveLength(2);
    for (const { document, edition, sentAt } of exported) {
      expect(plain(digestMarkdown(document, { edition, sentAt }))).toContain(`Atlas\n\n${DAY}\n\nfor `);
      expect(plain(digestText(document, { sentAt }))).toContain(`Atlas\n${DAY}\nfor `);
      expect(plain(digestText(document))).not.toContain("As of ");
    }
    const editions = await services.db.selectFrom("digest_edition").select("id").execute();
    for (const { id } of editions)
      expect(await digestSentAt(services.db, workspace.id, id)).toMatch(/^2027-01-11T08:00:/);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

function plain(text: string): string {
  return text.replaceAll("\u00a0", " ");
}

function never(): never {
  throw new Error("There is none.");
}
