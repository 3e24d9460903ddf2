/** Somebody is erased: nothing of theirs is left but what an admin left in words by others, and all else is as it was. */

import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { listErasures } from "../../src/privacy/erasure.ts";
import { databases } from "../support/databases.ts";
import { leaveSlack, personIn } from "../support/run.ts";
import {
  allRows,
  aStory,
  BY_OTHERS,
  bytesWith,
  clearAll,
  countsOf,
  erase,
  filesWith,
  isTheirs,
  SENTINEL,
} from "./an-erasure.ts";

/** In which something of theirs stands before. */
const WITH_WORDS = [
  ...["check_in_revision", "item", "item_event", "audit", "digest_edition", "cadence", "typed_words", "case_section"],
  ...["half_filled_form", "cadence_draft", "program", "delivery", "health_finding", "round"],
];

describe.each(databases)("somebody who is erased, on %s", (database) => {
  it("is nowhere any more: in no table, no byte of the file, no message as Slack shows it", async () => {
    const run = await aStory(database);
    const { slack_user_id: slackId } = await personIn(run, "lea");
    const before = await allRows(run);
    for (const table of WITH_WORDS) expect(before[table], table).toMatch(SENTINEL);
    const file = run.sandbox.allMessages().flatMap(({ files = [] }) => files)[0];
    expect(run.sandbox.slack.files.opened(String(file?.id))).not.toBeNull();

    await leaveSlack(run, "lea");
    await run.settle();
    const counted = await countsOf(run);
    await erase(run);
    await run.settle();
    await run.to("2026-12-04T12:00:00.000Z");
    const sam = await personIn(run, "sam");
    const [erasure] = await listErasures(run.db, sam.workspace_id);
    expect(erasure).toMatchObject({ state: "looking" });
    const texts = await clearAll(run, sam, erasure?.id ?? "");
    expect(texts.toSorted()).toEqual(Object.values(BY_OTHERS).toSorted());
    await run.settle();
    await run.to("2026-12-05T12:00:00.000Z");
    expect(await listErasures(run.db, sam.workspace_id)).toMatchObject([{ state: "done", names: null }]);

    const left = Object.entries(await allRows(run)).filter(([, rows]) => isTheirs(rows, slackId));
    expect(left.map(([table]) => table)).toEqual([]);
    // What they wrote in Slack themselves is not the app's to delete.
    const ours = run.sandbox.allMessages().filter((message) => message.bot_id !== undefined);
    const shown = ours.filter((message) => SENTINEL.test(JSON.stringify(message)));
    expect(shown.map((message) => JSON.stringify(message))).toEqual([]);
    expect(run.sandbox.slack.files.opened(String(file?.id))).toBeNull();
    expect(await countsOf(run)).toEqual(counted);
    if (database !== "SQLite") return;
    // While it runs, and before the file is written anew.
    expect(filesWith(dirname(run.location), slackId)).toEqual([]);
    await run.stopApp();
    expect(bytesWith(run.location, slackId)).toEqual([]);
  });
});
