/** Somebody is erased: nothing of theirs is left, and all else is as it was. */

import { utimesSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { backUp } from "../../src/operations/backup.ts";
import { vacuum } from "../../src/operations/vacuum.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { receiptIn } from "../../src/privacy/erasure/blocks.ts";
import { unreachedBy } from "../../src/privacy/erasure/ledger.ts";
import { beginErasure, erasuresOf } from "../../src/privacy/erasure/use-cases.ts";
import { castVote, putToCommittee } from "../../src/register/asks/use-cases-votes.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, LEA, leaveSlack, personIn, SAM, SOFIA, TOM } from "../support/run.ts";
import {
  allRows,
  aStory,
  atlas,
  BY_OTHERS,
  bytesWith,
  confirmAll,
  countsOf,
  erase,
  filesWith,
  isTheirs,
  SENTINEL,
  serverBytesWith,
} from "./an-erasure.ts";

/** In which something of theirs stands before. */
const WITH_WORDS = [
  ...["check_in_revision", "item", "item_event", "audit", "digest_edition", "cadence", "typed_words"],
  ...["half_filled_form", "cadence_draft", "program", "delivery", "health_finding", "round"],
];

describe.each(databases)("somebody who is erased, on %s", (database) => {
  it("is nowhere any more: in no table, no byte of the file, no message as Slack shows it (P30) (erased-everywhere, gone-from-file)", async () => {
    const run = await aStory(database);
    const { slack_user_id: slackId } = await personIn(run, "lea");
    const told = await allRows(run);
    for (const table of WITH_WORDS) expect(told[table], table).toMatch(SENTINEL);
    const file = run.sandbox.allMessages().flatMap(({ files = [] }) => files)[0];
    expect(run.sandbox.slack.files.opened(String(file?.id))).not.toBeNull();

    await leaveSlack(run, "lea");
    await run.settle();
    const counted = await countsOf(run);
    await erase(run);
    await run.settle();
    await run.to("2026-12-04T12:00:00.000Z");
    const sam = await personIn(run, "sam");
    const [erasure] = await erasuresOf(run.db, sam.workspace_id);
    expect(erasure).toMatchObject({ state: "confirming" });
    const texts = await confirmAll(run, sam, erasure?.id ?? "");
    expect(texts.toSorted()).toEqual(Object.values(BY_OTHERS).toSorted());
    await run.settle();
    await run.to("2026-12-05T12:00:00.000Z");
    expect(await erasuresOf(run.db, sam.workspace_id)).toMatchObject([{ state: "done", names: null }]);

    const left = Object.entries(await allRows(run)).filter(([, rows]) => isTheirs(rows, slackId));
    expect(left.map(([table]) => table)).toEqual([]);
    // What they wrote in Slack themselves is not the app's to delete.
    const ours = run.sandbox.allMessages().filter((message) => message.bot_id !== undefined);
    const shown = ours.filter((message) => isTheirs(JSON.stringify(message), slackId));
    expect(shown.map((message) => JSON.stringify(message))).toEqual([]);
    expect(run.sandbox.slack.files.opened(String(file?.id))).toBeNull();
    expect(await countsOf(run)).toEqual(counted);
    // While it runs, and before the file is written anew.
    if (database === "SQLite") expect(filesWith(dirname(run.location), slackId)).toEqual([]);
    await run.stopApp();
    if (database === "SQLite") expect(bytesWith(run.location, slackId)).toEqual([]);
    else {
      // As rows were before an update, they are in the files until then.
      expect(await serverBytesWith(run.location, slackId)).not.toEqual([]);
      await vacuum(run.location);
      expect(await serverBytesWith(run.location, slackId)).toEqual([]);
    }
  });
});

describe.each(databases)("on %s, whoever is erased", (database) => {
  it("has voted: the vote counts, and the vote goes on with the quorum that it had (ERASE7) (votes-stay)", async () => {
    const run = await aRun({
      database,
      people: [LEA, TOM, SOFIA, SAM],
      programs: [
        {
          key: "atlas",
          title: "Atlas",
          lead: "tom",
          sponsors: ["sofia"],
          steering: ["sofia", "lea", "sam"],
          team: ["sam"],
        },
      ],
    });
    const { services } = run.app;
    const [lea, tom, sofia, sam] = await Promise.all(["lea", "tom", "sofia", "sam"].map((each) => personIn(run, each)));
    if (!lea || !tom || !sofia || !sam) throw new Error("They are there");
    await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", "sam").execute();
    const options = ["The new road", "Nothing"].map((label, index) => ({ label, doesNothing: index === 1 }));
    const { id: programId } = await atlas(run);
    const { id } = await inTransaction(run.db, (tx) =>
      raiseItem(services, tx, tom, programId, {
        type: "ask",
        title: "Which road?",
        ownerId: sofia.id,
        dueOn: "2026-12-20",
        details: { kind: "decision", options, recommended: 0, costOfWaiting: "A week" },
        sourceKey: "command:vote",
      }),
    );
    await putToCommittee(services, sofia, id, { kind: "circulation", quorum: 3, closesOn: "2026-11-20" });
    await castVote(services, lea, id, 0);
    await erase(run);
    await run.to("2026-11-03T12:00:00.000Z");
    const item = async () => run.db.selectFrom("item").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    const { circulation } = JSON.parse((await item()).details);
    expect(circulation).toMatchObject({ quorum: 3, voters: expect.arrayContaining([lea.id, sofia.id, sam.id]) });
    await castVote(services, sofia, id, 0);
    expect((await item()).state).not.toBe("decided");
    await castVote(services, sam, id, 1);
    expect((await item()).state).toBe("decided");
    expect(await run.db.selectFrom("ask_vote").selectAll().where("person_id", "=", lea.id).execute()).toHaveLength(1);
  });

  it("led alone: admins hear that nobody leads, as of anybody who leaves (ERASE8)", async () => {
    const run = await aStory(database);
    await erase(run);
    await run.settle();
    await run.to("2026-12-04T12:00:00.000Z");
    expect(arrivals(run, "sam").map(({ text }) => text)).toContainEqual(
      expect.stringContaining("Someone’s data was erased (lead, "),
    );
  });

  it("is the only admin: another one has to be named first (ERASE9)", async () => {
    const run = await aStory(database);
    const { services } = run.app;
    const sam = await personIn(run, "sam");
    const admins = (value: 0 | 1) =>
      run.db
        .updateTable("person")
        .set({ is_admin: value, is_primary_owner: value })
        .where("handle", "=", "workspace-owner")
        .execute();
    const { workspace_id: workspaceId, id: personId } = sam;
    const asked = { workspaceId, personId, reason: "By letter", askedBy: sam.id };
    const erased = () => inTransaction(run.db, (tx) => beginErasure(tx, services, asked));
    await admins(0);
    await expect(erased()).rejects.toThrow("LAST_ADMIN");
    expect((await personIn(run, "sam")).erased_at).toBeNull();
    await admins(1);
    await erased();
    expect((await personById(run.db, workspaceId, personId)).erased_at).not.toBeNull();
    const noted = await run.db
      .selectFrom("audit")
      .select(["actor_id", "after"])
      .where("action", "=", "person.erased")
      .where("subject_id", "=", personId)
      .execute();
    expect(noted).toEqual([{ actor_id: sam.id, after: expect.any(String) }]);
  });
});

it("an erasure writes neither the name nor a text into the log, at its most talkative (ERASE10)", async () => {
  const lines: string[] = [];
  const run = await aStory("SQLite", { logLevel: "debug" });
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  onTestFinished(() => stderr.mockRestore());
  const { slack_user_id: slackId } = await personIn(run, "lea");
  await erase(run);
  await run.settle();
  await run.to("2026-12-05T12:00:00.000Z");
  await run.stopApp();
  stderr.mockRestore();
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => isTheirs(line, slackId))).toEqual([]);
});

it("its receipt names the copies beside the database that still hold them (ERASE13) (erasure-receipt)", async () => {
  const run = await aStory("SQLite");
  await leaveSlack(run, "lea");
  const before = `${run.location}.before-upgrade`;
  await backUp(run.location, before, run.clock.now());
  const [made, later] = [new Date("2026-11-01T00:00:00.000Z"), new Date("2027-01-01T00:00:00.000Z")];
  utimesSync(before, made, made);
  await erase(run);
  await run.settle();
  await backUp(run.location, `${run.location}.before-restore`, run.clock.now());
  utimesSync(`${run.location}.before-restore`, later, later);
  const [erasure] = await erasuresOf(run.db, run.app.workspace.id);
  if (!erasure) throw new Error("It has begun");
  const unreached = unreachedBy({ db: run.db }, erasure);
  expect(unreached.copies).toEqual([basename(before)]);
  const told = receiptIn({ locale: "en-GB", zone: "UTC" }, erasure, unreached).notReached.join("\n");
  expect(told).toContain(`Beside the database, to be deleted: ${basename(before)}`);
});
