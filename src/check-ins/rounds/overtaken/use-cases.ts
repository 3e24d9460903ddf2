/** Rounds in whose place a newer one has come, or whose program was closed: what was sent of them says so. */
import { cadencesOf } from "../../../cadences/use-cases.ts";
import { enqueueUpdate } from "../../../delivery/use-cases.ts";
import type { Instant } from "../../../platform/clock.ts";
import type { Db, Tx } from "../../../platform/database.ts";
import type { Services } from "../../../platform/services.ts";
import { addMs, DAY } from "../../../platform/time.ts";
import { inTransaction } from "../../../platform/transaction.ts";
import type { Program } from "../../../programs/use-cases.ts";
import { deliveryKeys } from "../../delivery-keys.ts";
import type { RoundTable } from "../../table.ts";
import { findLastRound, findRound, insertRound, type Round } from "../repository.ts";
import { findPrompt } from "../repository-prompts.ts";
import {
  deleteOvertaken,
  firstOvertaken,
  insertOvertaken,
  isOvertakenUnshown,
  listOvertaken,
  listSentUnanswered,
} from "./repository.ts";

const ROUNDS_AT_ONCE = 20;
const PROMPTS_AT_ONCE = 250;
const CLOSED_FOR_MS = 14 * DAY;

/** As `insertRound`; the closed one before it is overtaken. */
export async function addRound({ clock }: Pick<Services, "clock">, tx: Tx, row: RoundTable): Promise<Round> {
  const before = await findLastRound(tx, row.workspace_id, row.cadence_id);
  const round = await insertRound(tx, row);
  if (before?.state === "closed" && before.key < round.key) await insertOvertaken(tx, before, clock.now());
  return round;
}

/** In the transaction in which a round closes. */
export async function noteWhereOvertaken({ clock }: Pick<Services, "clock">, tx: Tx, round: Round): Promise<void> {
  const last = await findLastRound(tx, round.workspace_id, round.cadence_id);
  if (last && last.id !== round.id) await insertOvertaken(tx, round, clock.now());
}

/** A program has been closed, or runs again: of each check-in what was sent last. */
export async function noteWhereClosed(
  { clock }: Pick<Services, "clock">,
  tx: Tx,
  { workspace_id: workspaceId, id }: Pick<Program, "workspace_id" | "id">,
): Promise<void> {
  for (const cadence of await cadencesOf(tx, workspaceId, [id])) {
    const last = await findLastRound(tx, workspaceId, cadence.id);
    if (last) await insertOvertaken(tx, last, clock.now());
  }
}

interface Looking {
  db: Db | Tx;
  workspaceId: string;
  now: Instant;
}

/** Nothing changes what was sent of a round that has closed long ago and was overtaken, once it says so. */
export async function isOver(looking: Looking, { promptId }: { promptId: string }): Promise<boolean> {
  const prompt = await findPrompt(looking.db, looking.workspaceId, promptId);
  return !prompt || isRoundOver(looking, { roundId: prompt.round_id });
}

export async function isRoundOver(
  { db, workspaceId, now }: Looking,
  { roundId }: { roundId: string },
): Promise<boolean> {
  const round = await findRound(db, workspaceId, roundId);
  if (!round) return true;
  if (round.state === "open" || addMs(round.closes_at, CLOSED_FOR_MS) > now) return false;
  const last = await findLastRound(db, workspaceId, round.cadence_id);
  return last !== undefined && last.id !== round.id && !(await isOvertakenUnshown(db, workspaceId, round.id));
}

/** When `showOvertaken` has something to do. */
export const nextOvertakenAt = firstOvertaken;

/** Has the messages of rounds that were overtaken made anew, in pieces; done twice it is done once. */
export async function showOvertaken(
  services: Pick<Services, "db" | "clock" | "ids">,
  workspaceId: string,
): Promise<void> {
  const { db } = services;
  for (const overtaken of await listOvertaken(db, workspaceId, ROUNDS_AT_ONCE)) {
    let after = "";
    for (let isWhole = false; !isWhole; ) {
      const prompts = await listSentUnanswered(db, overtaken, { after, limit: PROMPTS_AT_ONCE });
      await inTransaction(db, async (tx) => {
        for (const prompt of prompts) {
          const { delegate_id: delegateId } = prompt;
          const keys = [deliveryKeys.prompt(prompt), deliveryKeys.askedAgain(prompt)];
          if (delegateId !== null) keys.push(deliveryKeys.delegate(prompt, delegateId));
          for (const key of keys) await enqueueUpdate(tx, services, { workspaceId, key, isWave: true });
          const reminded = { key: deliveryKeys.reminder(prompt), keysFrom: deliveryKeys.snoozes(prompt) };
          await enqueueUpdate(tx, services, { workspaceId, ...reminded, isWave: true });
        }
      });
      after = prompts.at(-1)?.id ?? "";
      isWhole = prompts.length < PROMPTS_AT_ONCE;
    }
    await inTransaction(db, (tx) => deleteOvertaken(tx, overtaken));
  }
}
