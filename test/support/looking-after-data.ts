/** What admins have to do with people's data in a workspace: without it nothing stands on their screens. */
import { expect } from "vitest";
import { addMs, DAY } from "../../src/platform/time.ts";
import { beginErasure, listErasures } from "../../src/privacy/erasure.ts";
import { sendOwnData } from "../../src/privacy/my-data-screen.ts";
import { personIn, type Run } from "./run.ts";

const MOST_DAYS = 5;

/**
 * Somebody who is erased, so far that the names in texts by others are to be looked through where there are any; one's own
 * data as files. Some working days go by. Returns the state of the erasure.
 */
export async function lookAfterData(
  run: Run,
  /** `downloading`: whose data they have sent to them. */
  who: { admin: string; erased: string; downloading: readonly string[] },
): Promise<string> {
  const { services } = run.app;
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", who.admin).execute();
  const [admin, erased] = [await personIn(run, who.admin), await personIn(run, who.erased)];
  const { workspace_id: workspaceId } = admin;
  await beginErasure(services, admin, { person: erased, reason: "Asked for by letter." });
  await run.settle();
  const stateNow = async () => (await listErasures(run.db, workspaceId))[0]?.state ?? "none";
  for (let day = 0; day < MOST_DAYS && (await stateNow()) === "taking"; day += 1)
    await run.to(addMs(run.clock.now(), DAY));
  // The receipt, or that there are names to look through, comes in a morning message.
  await run.to(addMs(run.clock.now(), MOST_DAYS * DAY));
  for (const handle of who.downloading) await sendOwnData(services, await personIn(run, handle));
  await run.settle();
  await run.to(addMs(run.clock.now(), 60_000));
  const state = await stateNow();
  expect(["looking", "done"]).toContain(state);
  return state;
}
