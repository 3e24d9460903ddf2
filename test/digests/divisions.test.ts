/** An edition keeps the division with which it was sent, whatever later code would make of its document. */

import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { enqueueUpdate } from "../../src/delivery/use-cases.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { readDocument } from "../../src/digests/document.ts";
import { readDivision } from "../../src/digests/editions/divisions/division.ts";
import { divisionOfSent } from "../../src/digests/editions/divisions/sent.ts";
import { createDividing, keysOf } from "../../src/digests/editions/divisions/use-cases.ts";
import { divide, messagesOf } from "../../src/digests/render/blocks.ts";
import { findEdition } from "../../src/digests/repository.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { databases } from "../support/databases.ts";
import {
  aRun,
  arrivals,
  asItIsNow,
  lastMessage,
  openForm,
  RAVI,
  type Run,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";

const WEEKLY = { key: "weekly", program: "atlas", template: "weekly-progress" };

/** Tom's answer is told to him in his weekly digest. */
async function aDigest(database: (typeof databases)[number] = "SQLite"): Promise<Run> {
  const run = await aRun({
    people: [TOM, SOFIA, RAVI],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["ravi"] }],
    cadences: [WEEKLY],
    database,
  });
  await run.to("2026-11-05T15:00Z");
  await openForm(run, "tom", "weekly");
  const { questions } = run.known("tom", "weekly").cadence;
  const answers: Answers = {
    health: { colour: "green" },
    progress: "The pilot runs in York",
    confidence: 4,
    next: "Leeds",
  };
  await fillAndSubmit(run.as("tom"), questions, answers);
  await run.to("2026-11-09T10:00Z");
  return run;
}

/** As if the code that sent it had laid it out so: one of its lines stands nowhere in what the present code would make. */
async function laidOutOtherwise(run: Run): Promise<void> {
  const rows = await run.db.selectFrom("digest_division").selectAll().execute();
  for (const row of rows)
    await run.db
      .updateTable("digest_division")
      .set({ division: row.division.replaceAll("The pilot runs in York", "York has its pilot") })
      .where("edition_id", "=", row.edition_id)
      .execute();
}

describe.each(databases)("an edition on %s", (database) => {
  it("that is updated keeps what it said as it said it, and only what surrounds it changes", async () => {
    const run = await aDigest(database);
    await laidOutOtherwise(run);
    const sent = lastMessage(run, "tom");
    expect(textOf(sent)).toContain("The pilot runs in York");
    await refreshAll(run);
    const now = textOf(asItIsNow(run, sent));
    expect(now).toContain("York has its pilot");
    expect(now).not.toContain("The pilot runs in York");
  });

  it("is kept nowhere as the message that was sent (O7)", async () => {
    const run = await aDigest(database);
    const sent = await run.db.selectFrom("delivery").select("sent_message").where("state", "=", "sent").execute();
    expect(sent.length).toBeGreaterThan(2);
    expect(sent.filter(({ sent_message: kept }) => kept !== null)).toEqual([]);
  });

  it("of an earlier Drumbeat gets its division from what was sent, a few at a time, also after a stop in between", async () => {
    const run = await aDigest(database);
    await asByAnEarlierDrumbeat(run);
    const stored = async () => {
      const rows = await run.db.selectFrom("digest_division").selectAll().orderBy("edition_id").execute();
      return rows.map(({ division }) => readDivision(division));
    };
    const first = createDividing({ most: 1 });
    await first.run(run.app.services);
    expect(await stored()).toHaveLength(1);
    expect(first.nextAt(run.clock.now())).toBe(run.clock.now());
    // Another process goes on.
    const second = createDividing();
    await second.run(run.app.services);
    expect(second.nextAt(run.clock.now())).toBeNull();
    const editions = await run.db.selectFrom("digest_edition").select("id").orderBy("id").execute();
    expect(editions.length).toBeGreaterThan(1);
    expect(await stored()).toHaveLength(editions.length);
    expect(JSON.stringify(await stored())).toContain("York has its pilot");
    await refreshAll(run);
    expect(arrivals(run, "tom").at(-1)?.text).toContain("York has its pilot");
  });

  it("of an earlier Drumbeat loses no line where it is updated before its division is stored", async () => {
    const run = await aDigest(database);
    await run.stopApp();
    await run.startApp();
    await asByAnEarlierDrumbeat(run);
    await refreshAll(run);
    expect(arrivals(run, "tom").at(-1)?.text).toContain("York has its pilot");
  });
});

/** The messages as they were kept, in other words than the present code would choose; no division. */
async function asByAnEarlierDrumbeat(run: Run): Promise<void> {
  const { workspace } = run.app;
  const editions = await run.db.selectFrom("digest_edition").select("id").execute();
  for (const { id } of editions) {
    const edition = await findEdition(run.db, workspace.id, id);
    if (!edition) throw new Error("There is no edition");
    const { reader } = edition.document;
    const messages = messagesOf(divide(edition.document, id), { reader, editionId: id });
    for (const [part, message] of messages.entries())
      await run.db
        .updateTable("delivery")
        .set({ sent_message: JSON.stringify(message).replaceAll("The pilot runs in York", "York has its pilot") })
        .where("key", "=", `${keysOf(id)}${part}`)
        .execute();
  }
  await run.db.deleteFrom("digest_division").execute();
}

async function refreshAll(run: Run): Promise<void> {
  const workspaceId = run.app.workspace.id;
  await inTransaction(run.db, (tx) => enqueueUpdate(tx, run.app.services, { workspaceId, keysFrom: "digest:" }));
  await run.settle();
}

it("what was kept of a message is read with its places, and the parts that were not kept as they would be now", () => {
  const block = { type: "rich_text", elements: [] };
  const kept = {
    text: "October",
    blocks: [
      block,
      { type: "actions", block_id: "ask:a1", elements: [] },
      { type: "image", alt_text: "Colours", slack_file: { id: "F1" } },
      { type: "image", alt_text: "Gone", slack_file: { id: "F2" } },
      {
        type: "actions",
        block_id: "digest.actions",
        elements: [
          { type: "button", action_id: "digest.acknowledge", value: "e" },
          { type: "button", action_id: "health.why_digest", value: "e" },
          {
            type: "static_select",
            action_id: "digest.read_whole",
            options: [
              { value: JSON.stringify({ itemId: "i" }), text: { type: "plain_text", text: "Ana · Atlas" } },
              { value: JSON.stringify({ editionId: "e", checkInId: "c" }), text: { type: "plain_text", text: "Ben" } },
            ],
          },
        ],
      },
      { type: "context", elements: [] },
      { type: "actions", block_id: "why", elements: [] },
    ],
  };
  const document = readDocument(JSON.stringify(DOCUMENT));
  const fresh = divide(document, "e");
  const sent = {
    document,
    messages: new Map([[0, JSON.stringify(kept)]]),
    pictures: new Map([["F1", "colours"]]),
  };
  expect(divisionOfSent(sent, { version: 1, parts: [...fresh.parts, { text: "2/2", pieces: [] }] })).toEqual({
    version: 1,
    parts: [
      {
        text: "October",
        pieces: [
          block,
          { place: "ask", item: "a1" },
          { place: "picture", name: "colours", altText: "Colours" },
          {
            place: "foot",
            hasColours: true,
            choices: [
              { kind: "item", id: "i", label: "Ana · Atlas" },
              { kind: "check-in", id: "c", label: "Ben" },
            ],
          },
        ],
      },
      { text: "2/2", pieces: [] },
    ],
  });
});

const SOURCE = [{ kind: "measure", id: "r", revision: 1 }];
/** As the first version stored it. */
const DOCUMENT = {
  form: 1,
  reader: { handle: "sofia", name: "Sofia Rossi", locale: "en-GB", zone: "Europe/London" },
  rhythm: "monthly",
  period: { label: "2026-10", from: "2026-10-01", until: "2026-10-31" },
  cutOffAt: "2026-11-04T09:00:00.000Z",
  programs: [{ key: "atlas", title: "Atlas" }],
  head: { kind: "head", answered: 0, asked: 1, checkIns: 0, sources: SOURCE },
  bottomLine: { case: "silence", since: null, sources: SOURCE },
  sections: [],
  citations: [],
};

it("a document of the first version is read for ever, one of a version to come is refused", () => {
  expect(readDocument(JSON.stringify(DOCUMENT))).toMatchObject({ version: 2, rhythm: "monthly" });
  const { form: _, ...rest } = DOCUMENT;
  expect(() => readDocument(JSON.stringify({ ...rest, version: 3 }))).toThrow();
  expect(() => readDivision(JSON.stringify({ version: 2, parts: [{ text: "", pieces: [] }] }))).toThrow();
});
