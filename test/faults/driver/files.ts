/** P33: files of which the answer is lost, before and after each of the three calls that share them. */

import type { CallFault } from "slack-sandbox";
import { enqueue } from "../../../src/delivery/use-cases.ts";
import { FILES_FROM } from "../../../src/digests/document.ts";
import { partKey } from "../../../src/digests/editions/messages.ts";
import { digestFileKind, FILE_FORMATS } from "../../../src/digests/editions/messages-files.ts";
import { uuidV7 } from "../../../src/platform/ids.ts";
import { HOUR, MINUTE } from "../../../src/platform/time.ts";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { unsent } from "./invariants.ts";
import { pass, RECOVERY_MS } from "./load.ts";
import { count, type FaultPart, newTally } from "./part.ts";
import { aWorldBeforeItsDigests } from "./steps.ts";
import type { World } from "./world.ts";

const CALLS = ["files.getUploadURLExternal", "upload_url", "files.completeUploadExternal"];
const LOST: readonly CallFault[] = [
  { do: "cut", when: "before" },
  { do: "cut", when: "after" },
  { do: "answer-status", status: 503, when: "before" },
  { do: "answer-status", status: 502, when: "after" },
];
const SHARED_WITHIN_MS = 5 * MINUTE;

export const files: FaultPart = {
  name: "files",
  promises: ["P33"],
  unit: "file of which an answer was lost",
  count: 200,
  pieceOf: 100,
  async run({ count: howMany }) {
    const tally = newTally();
    const world = await aWorldBeforeItsDigests({}, FILES_FROM);
    try {
      const app = await world.start();
      await pass(world, 2 * HOUR);
      for (; tally.done < howMany; tally.done += 1) {
        const method = CALLS[tally.done % CALLS.length] ?? "";
        const fault = LOST[Math.floor(tally.done / CALLS.length) % LOST.length] ?? { do: "cut", when: "after" };
        world.sandbox.misbehave({ ...fault, on: { method } });
        count(tally, `at ${method}`);
        await shareOne(world, tally.done);
        await pass(world, SHARED_WITHIN_MS);
      }
      await pass(world, RECOVERY_MS);
      tally.broken.push(...(await unsent(world)), ...(await notOnce(world, howMany)));
      app.signal("SIGTERM");
      await app.ended;
    } finally {
      await world.close();
    }
    return tally;
  },
};

async function shareOne(world: World, turn: number): Promise<void> {
  await world.read((db) =>
    inTransaction(db, async (tx) => {
      const edition = await tx
        .selectFrom("digest_edition as edition")
        .innerJoin("digest", "digest.id", "edition.digest_id")
        .select(["edition.workspace_id", "edition.id", "digest.reader_id"])
        .orderBy("edition.id")
        .executeTakeFirstOrThrow();
      await enqueue(tx, { clock: world.clock, ids: uuidV7(world.clock) }, digestFileKind, {
        workspaceId: edition.workspace_id,
        key: `digest-file:lost:${turn}`,
        subject: { editionId: edition.id, formats: [...FILE_FORMATS] },
        to: { personId: edition.reader_id },
        notBefore: world.clock.now(),
        inThreadOf: partKey(edition.id, 0),
      });
    }),
  );
}

/** Those asked for here, and those with which the digests came by themselves. */
async function notOnce(world: World, asked: number): Promise<string[]> {
  const shared = world.sandbox.allMessages().filter(({ files: seen = [] }) => seen.length > 0).length;
  const sent = await world.read(async (db) => {
    const rows = await db.selectFrom("delivery").select("state").where("kind", "=", digestFileKind.kind).execute();
    return rows.filter(({ state }) => state === "sent").length;
  });
  return shared === sent && sent > asked ? [] : [`${shared} messages with files, ${sent} sent, ${asked} asked for`];
}
