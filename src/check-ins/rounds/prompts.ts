import { type Selectable, sql } from "kysely";
import { ASKED_AT_ONCE } from "../../delivery/lanes.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { canLock, lockRows } from "../../platform/locks.ts";
import { hasChanged, prepared } from "../../platform/prepared-queries.ts";
import { rows } from "../../platform/rows.ts";
import type { PromptState, PromptTable } from "../table.ts";
import { HELD } from "./rounds-to-plan.ts";

export type Prompt = Selectable<PromptTable>;

/** Named, so that PostgreSQL keeps what reads them prepared. */
const COLUMNS = [
  ...(["workspace_id", "id", "round_id", "person_id", "state", "opens_at", "due_at", "closes_at"] as const),
  ...(["remind_at", "sent_at", "later_at", "reason", "is_late", "absence_id", "delegate_id"] as const),
];

const inserting = prepared((tx, row: PromptTable) =>
  tx
    .insertInto("prompt")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "round_id", "person_id"]).doNothing()),
);

/** False when this person has a prompt in this round already. */
export async function insertPrompt(tx: Tx, row: PromptTable): Promise<boolean> {
  return hasChanged(await inserting(tx, row));
}

const promptById = prepared((db, by: { workspaceId: string; id: string }) =>
  db.selectFrom("prompt").select(COLUMNS).where("workspace_id", "=", by.workspaceId).where("id", "=", by.id),
);

export async function findPrompt(db: Db | Tx, workspaceId: string, id: string): Promise<Prompt | undefined> {
  return (await promptById(db, { workspaceId, id })).rows[0];
}

const programsOfPrompts = prepared((db, by: { workspaceId: string; ids: readonly string[] }) =>
  db
    .selectFrom("prompt")
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "prompt.workspace_id").onRef("round.id", "=", "prompt.round_id"),
    )
    .select("round.program_id")
    .where("prompt.workspace_id", "=", by.workspaceId)
    .where("prompt.id", "in", by.ids),
);

/**
 * Locks prompts until the transaction ends: two answers to one come in turn, as all writes do in SQLite. Answers in a program
 * come beside each other, and in turn with acts that change what is in it.
 */
export async function lockPrompts(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (!canLock(tx)) return;
  const { rows: found } = await programsOfPrompts(tx, { workspaceId, ids });
  const programIds = found.map(({ program_id: programId }) => programId);
  await lockRows(tx, "program", { workspaceId, ids: programIds, isShared: true });
  await lockRows(tx, "prompt", { workspaceId, ids });
}

/** As `lockPrompts`, of one, as it is then. */
export async function lockPrompt(tx: Tx, workspaceId: string, id: string): Promise<Prompt | undefined> {
  await lockPrompts(tx, workspaceId, [id]);
  return findPrompt(tx, workspaceId, id);
}

export function findPromptOf(
  db: Db | Tx,
  workspaceId: string,
  roundId: string,
  personId: string,
): Promise<Prompt | undefined> {
  return rows(db, "prompt", workspaceId).find({ round_id: roundId, person_id: personId });
}

const promptsOfRound = prepared((db, by: { workspaceId: string; roundId: string }) =>
  db
    .selectFrom("prompt")
    .select(COLUMNS)
    .where("workspace_id", "=", by.workspaceId)
    .where("round_id", "=", by.roundId)
    .orderBy("id"),
);

export async function listPrompts(db: Db | Tx, workspaceId: string, roundId: string): Promise<Prompt[]> {
  return (await promptsOfRound(db, { workspaceId, roundId })).rows;
}

/** Whether more are asked than go at the usual pace. */
export async function isLargeRound(tx: Tx, workspaceId: string, roundId: string): Promise<boolean> {
  const asked = tx
    .selectFrom("prompt")
    .select("id")
    .limit(ASKED_AT_ONCE + 1);
  const some = asked.where("workspace_id", "=", workspaceId).where("round_id", "=", roundId);
  return (await some.execute()).length > ASKED_AT_ONCE;
}

/** Prompts of this person that are open at `now`, the first due first. */
export async function listOpenPrompts(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  now: Instant,
): Promise<Prompt[]> {
  return notClosed(db, workspaceId, now)
    .where("person_id", "=", personId)
    .where("opens_at", "<=", now)
    .where((eb) =>
      eb.or([
        eb("state", "in", ["planned", "sent", "answered", "skipped"]),
        // Never asked of them, and open all the same.
        eb.and([eb("state", "=", "missed"), eb("reason", "=", HELD)]),
      ]),
    )
    .orderBy("due_at")
    .execute();
}

function notClosed(db: Db | Tx, workspaceId: string, now: Instant) {
  return db.selectFrom("prompt").selectAll().where("workspace_id", "=", workspaceId).where("closes_at", ">", now);
}

/** Sets a prompt to answered, from any state. */
export const setAnswered = prepared((tx, by: { workspaceId: string; id: string }) =>
  tx
    .updateTable("prompt")
    .set({ state: sql.lit("answered") })
    .where("workspace_id", "=", by.workspaceId)
    .where("id", "=", by.id)
    .where("state", "!=", sql.lit("answered")),
);

/** Changes a prompt that is still in one of `from`. Returns whether it was. */
export function movePrompt(
  tx: Tx,
  { workspace_id, id }: Pick<Prompt, "workspace_id" | "id">,
  from: readonly PromptState[],
  to: Partial<Pick<Prompt, "state" | "reason" | "sent_at" | "later_at" | "due_at" | "absence_id" | "delegate_id">>,
): Promise<boolean> {
  return rows(tx, "prompt", workspace_id).update({ id, state: from }, to);
}

/** What is or will be asked of this person and has no answer yet. */
export function listUnansweredPrompts(tx: Tx, workspaceId: string, personId: string): Promise<Prompt[]> {
  return rows(tx, "prompt", workspaceId).list({ person_id: personId, state: ["planned", "sent"] });
}

/** What is or will be asked of its audience in the open rounds of a cadence and has no answer yet. */
export async function listUnansweredOf(tx: Tx, workspaceId: string, cadenceId: string): Promise<Prompt[]> {
  return inOpenRounds(tx, workspaceId)
    .where("round.cadence_id", "=", cadenceId)
    .where("prompt.state", "in", ["planned", "sent"])
    .orderBy("prompt.id")
    .execute();
}

/** What somebody is excused from in the open rounds of a cadence because they are away. */
export async function listExcusedForAbsence(tx: Tx, workspaceId: string, cadenceId: string): Promise<Prompt[]> {
  return inOpenRounds(tx, workspaceId)
    .where("round.cadence_id", "=", cadenceId)
    .where("prompt.state", "=", "excused")
    .where("prompt.absence_id", "is not", null)
    .orderBy("prompt.id")
    .execute();
}

/** What was planned for the rounds of a rule and has not been sent, round by round. */
export async function listPlannedPrompts(tx: Tx, workspaceId: string): Promise<Prompt[]> {
  return inOpenRounds(tx, workspaceId)
    .where("prompt.state", "=", "planned")
    .orderBy("prompt.round_id")
    .orderBy("prompt.id")
    .execute();
}

export async function setPromptTimes(
  tx: Tx,
  { workspace_id, id }: Pick<Prompt, "workspace_id" | "id">,
  times: Pick<Prompt, "opens_at" | "due_at" | "closes_at" | "remind_at">,
): Promise<void> {
  await rows(tx, "prompt", workspace_id).update({ id, state: "planned" }, times);
}

/** What of this person is open at `now` and excused: for which absence, or because they opted out. */
export async function listExcusedPrompts(
  tx: Tx,
  workspaceId: string,
  personId: string,
  now: Instant,
): Promise<Prompt[]> {
  return notClosed(tx, workspaceId, now).where("person_id", "=", personId).where("state", "=", "excused").execute();
}

/** What is open at `now` and asked of this person for somebody who is away, the first due first. */
export async function listDelegatedPrompts(
  db: Db | Tx,
  workspaceId: string,
  delegateId: string,
  now: Instant,
): Promise<Prompt[]> {
  return notClosed(db, workspaceId, now)
    .where("delegate_id", "=", delegateId)
    .where("state", "=", "excused")
    .orderBy("due_at")
    .execute();
}

/** The prompts of the rounds that are open, whatever has become of them. */
function inOpenRounds(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("prompt")
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "prompt.workspace_id").onRef("round.id", "=", "prompt.round_id"),
    )
    .selectAll("prompt")
    .where("round.workspace_id", "=", workspaceId)
    .where("round.state", "=", "open");
}

/** The cadences of these programs with an open round that asks this person: not one that excused them because they left. */
export async function listCadencesAsking(
  db: Db | Tx,
  by: { workspace_id: string; id: string; programIds: readonly string[]; now: Instant },
): Promise<{ program_id: string; cadence_id: string; state: PromptState }[]> {
  if (by.programIds.length === 0) return [];
  return db
    .selectFrom("prompt")
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "prompt.workspace_id").onRef("round.id", "=", "prompt.round_id"),
    )
    .select(["round.program_id", "round.cadence_id", "prompt.state"])
    .distinct()
    .where("prompt.workspace_id", "=", by.workspace_id)
    .where("prompt.person_id", "=", by.id)
    .where("prompt.closes_at", ">", by.now)
    .where((eb) => eb.or([eb("prompt.reason", "is", null), eb("prompt.reason", "!=", "left")]))
    .where("round.state", "=", "open")
    .where("round.program_id", "in", [...by.programIds])
    .execute();
}

type Asked = Pick<Prompt, "round_id" | "person_id">;

/** Keys of the outbox: one message each, for ever. */
export const deliveryKeys = {
  prompt: (prompt: Asked) => `prompt:${prompt.round_id}:${prompt.person_id}`,
  /** For a prompt whose time passed while it was excused, once it is asked after all. */
  askedAgain: (prompt: Asked) => `prompt:${prompt.round_id}:${prompt.person_id}:again`,
  /** What the delegate of somebody who is away gets. */
  delegate: (prompt: Asked, delegateId: string) =>
    `prompt:${prompt.round_id}:${prompt.person_id}:delegate:${delegateId}`,
  reminder: (prompt: Asked) => `reminder:${prompt.round_id}:${prompt.person_id}:1`,
  /** What *Later* asked for, each time. */
  snoozes: (prompt: Asked) => `snooze:${prompt.round_id}:${prompt.person_id}:`,
  receipt: (prompt: Asked) => `receipt:${prompt.round_id}:${prompt.person_id}`,
  /** Of all that was sent of a round: what these begin with. */
  ofRound: (roundId: string) => ["prompt", "reminder", "snooze", "receipt"].map((kind) => `${kind}:${roundId}:`),
  /** The answer to what somebody typed; `ts`: of their message. */
  guide: (ts: string, personId: string) => `guide:${ts}:${personId}`,
  summary: (roundId: string) => `round-summary:${roundId}`,
  /** With what the keys of the summaries to a round's team begin. */
  teamSummaries: (roundId: string) => `round-summary-team:${roundId}:`,
};
