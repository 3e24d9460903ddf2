/** What those who look after people's data have to do in a workspace: without it nothing stands on their screens. */
import { placedElements } from "slack-sandbox";
import { expect } from "vitest";
import { askForAct } from "../../src/people/two-person-acts/use-cases.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { erasuresOf } from "../../src/privacy/erasure/use-cases.ts";
import { sendOwnData } from "../../src/privacy/my-data/use-cases.ts";
import { answerObjection, object } from "../../src/privacy/objections/use-cases.ts";
import { DECIDE_ACT } from "../../src/privacy/two-person-acts/blocks.ts";
import { personIn, type Run } from "./run.ts";

const MOST_DAYS = 5;

/**
 * An objection to the answer in which these words stand, which waits; another one that is answered; somebody who is erased, so
 * far that the names in texts by others are to be looked through where there are any; an export with names that waits for
 * a second person; one's own data as files. Some working days go by. Returns the state of the erasure.
 */
export async function lookAfterData(
  run: Run,
  who: {
    admin: string;
    dataProtection: string;
    objecting: string;
    objectedTo: string;
    /** What is said in the objection, and in the answer to the other one. */
    said?: { objection: string; answer: string };
    erased: string;
    /** Whose data they have sent to them. */
    downloading: readonly string[];
  },
): Promise<string> {
  const { services } = run.app;
  const name = (handle: string, as: object) =>
    run.db.updateTable("person").set(as).where("handle", "=", handle).execute();
  await name(who.admin, { is_named_admin: 1 });
  await name(who.dataProtection, { is_data_protection: 1 });
  const [admin, looking] = [await personIn(run, who.admin), await personIn(run, who.dataProtection)];
  const [objecting, erased] = [await personIn(run, who.objecting), await personIn(run, who.erased)];
  const { workspace_id: workspaceId } = admin;

  const { check_in_id, revision } = await run.db
    .selectFrom("check_in_revision")
    .select(["check_in_id", "revision"])
    .where("answers", "like", `%${who.objectedTo}%`)
    .executeTakeFirstOrThrow();
  const { objection = "Not for this.", answer = "It is right." } = who.said ?? {};
  const about = `check_in_revision/${check_in_id}/${revision}`;
  await object(services, objecting, { about, kind: "object", words: objection });
  const { id } = await object(services, objecting, { about: "", kind: "wrong", words: "It is all a mistake." });
  await answerObjection(services, looking, { id, answer: "not-accepted", words: answer });

  const waits = async (kind: "erase" | "export-names", subject: string) =>
    inTransaction(run.db, (tx) =>
      askForAct(tx, services, { workspaceId, kind, subject, reason: "Asked for by letter.", askedBy: admin.id }),
    );
  const { id: actId } = await waits("erase", erased.id);
  await run.settle();
  await morningsUntil(run, () => askingIn(run, who.dataProtection) !== undefined);
  const asking = askingIn(run, who.dataProtection);
  if (!asking) throw new Error("Nobody was asked for a second word.");
  const second = run.as(who.dataProtection);
  await second.press(asking, { actionId: DECIDE_ACT, value: actId });
  await second.waitForView();
  second.fill("answer", "agree");
  await second.submit();
  const stateNow = async () => (await erasuresOf(run.db, workspaceId))[0]?.state ?? "none";
  await morningsUntil(run, async () => ["confirming", "done"].includes(await stateNow()));
  // The receipt, or that there are names to look through, comes in a morning message too; and so does this.
  await waits("export-names", "");
  await run.to(addMs(run.clock.now(), MOST_DAYS * DAY));
  for (const handle of who.downloading) await sendOwnData(services, await personIn(run, handle));
  await run.settle();
  await run.to(addMs(run.clock.now(), 60_000));
  const state = await stateNow();
  expect(["confirming", "done"]).toContain(state);
  return state;
}

function askingIn(run: Run, handle: string) {
  return run
    .as(handle)
    .dm()
    .findLast(({ blocks }) => placedElements(blocks).some(({ actionId }) => actionId === DECIDE_ACT));
}

async function morningsUntil(run: Run, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let day = 0; day < MOST_DAYS && !(await isSo()); day += 1) await run.to(addMs(run.clock.now(), DAY));
}
