import { type ExpressionBuilder, type Selectable, type SqlBool, sql } from "kysely";
import { GONE, type Gone } from "../../cadences/outcomes/rules.ts";
import { REACHED_KEY } from "../../health/rules-milestones.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tables, Tx } from "../../platform/database.ts";
import type { AskedMonthTable, PromptTable } from "../table.ts";

/** Of which answers: those of daily cadences, or all others. */
export type Kept = "daily" | "other";

interface Of {
  workspaceId: string;
  kept: Kept;
}

/** In the JSON of a rule. */
const DAILY = '%"every":"day"%';

/** The next in the order of ids. */
export async function findCadenceAfter(
  db: Db | Tx,
  { workspaceId, kept, after }: Of & { after: string },
): Promise<string | null> {
  const row = await db
    .selectFrom("cadence")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("rule", kept === "daily" ? "like" : "not like", DAILY)
    .where("id", ">", after)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export type RoundToLookAt = Awaited<ReturnType<typeof listRoundsToLookAt>>[number];

/** Rounds of a cadence that have closed before and of which prompts are there, in the order of their keys. */
export async function listRoundsToLookAt(
  db: Db | Tx,
  { workspaceId, cadenceId, after, before }: { workspaceId: string; cadenceId: string; after: string; before: Instant },
  limit: number,
) {
  return db
    .selectFrom("round")
    .innerJoin("cadence", (join) =>
      join.onRef("cadence.workspace_id", "=", "round.workspace_id").onRef("cadence.id", "=", "round.cadence_id"),
    )
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "round.workspace_id").onRef("program.id", "=", "round.program_id"),
    )
    .select(["round.id", "round.cadence_id", "round.key", "round.occasion", "round.created_at", "round.closes_at"])
    .select(["cadence.state as cadence_state", "program.state as program_state"])
    .select(["round.gone_planned_late", ...GONE])
    .select(({ selectFrom }) =>
      selectFrom("round as later")
        .select("later.id")
        .whereRef("later.workspace_id", "=", "round.workspace_id")
        .whereRef("later.cadence_id", "=", "round.cadence_id")
        .whereRef("later.key", ">", "round.key")
        .where("later.key", "not like", "%+%")
        .where("later.state", "!=", "missed")
        .limit(1)
        .as("next_id"),
    )
    .where("round.workspace_id", "=", workspaceId)
    .where("round.cadence_id", "=", cadenceId)
    .where("round.gone_at", "is", null)
    .where("round.key", ">", after)
    .where("round.closes_at", "<", before)
    .orderBy("round.key")
    .limit(limit)
    .execute();
}

export async function countPromptsOf(db: Db, workspaceId: string, roundIds: readonly string[]): Promise<number> {
  if (roundIds.length === 0) return 0;
  const row = await db
    .selectFrom("prompt")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("round_id", "in", [...roundIds])
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function countWorded(
  db: Db,
  workspaceId: string,
  { roundIds, before }: { roundIds: readonly string[]; before: Instant },
): Promise<number> {
  if (roundIds.length === 0) return 0;
  const row = await db
    .selectFrom("check_in")
    .select(({ fn }) => fn.countAll().as("count"))
    .where(isWorded(workspaceId, before))
    .where("round_id", "in", [...roundIds])
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export interface Answer {
  id: string;
  personId: string;
}

/** Answers to a round that were given before and still have their words. */
export async function listWorded(
  tx: Tx,
  workspaceId: string,
  { roundId, before, limit }: { roundId: string; before: Instant; limit: number },
): Promise<Answer[]> {
  return tx
    .selectFrom("check_in")
    .select(["id", "person_id as personId"])
    .where(isWorded(workspaceId, before))
    .where("round_id", "=", roundId)
    .limit(limit)
    .execute();
}

function isWorded(workspaceId: string, before: Instant) {
  return (eb: ExpressionBuilder<Tables, "check_in">) =>
    eb.and([eb("workspace_id", "=", workspaceId), eb("removed_at", "is", null), eb("created_at", "<", before)]);
}

type GoingColumns = "id" | "round_id" | "person_id" | "state" | "reason" | "sent_at" | "delegate_id" | "is_late";

export interface PromptToGo extends Pick<Selectable<PromptTable>, GoingColumns> {
  check_in_id: string | null;
  answered_at: Instant | null;
}

export async function listPromptsToGo(
  tx: Tx,
  workspaceId: string,
  { roundId, limit }: { roundId: string; limit: number },
): Promise<PromptToGo[]> {
  return tx
    .selectFrom("prompt")
    .leftJoin("check_in", (join) =>
      join
        .onRef("check_in.workspace_id", "=", "prompt.workspace_id")
        .onRef("check_in.round_id", "=", "prompt.round_id")
        .onRef("check_in.person_id", "=", "prompt.person_id"),
    )
    .select(["prompt.id", "prompt.round_id", "prompt.person_id", "prompt.state", "prompt.reason", "prompt.sent_at"])
    .select(["prompt.delegate_id", "prompt.is_late"])
    .select(["check_in.id as check_in_id", "check_in.created_at as answered_at"])
    .where("prompt.workspace_id", "=", workspaceId)
    .where("prompt.round_id", "=", roundId)
    .limit(limit)
    .execute();
}

/** Of these answers those that stay without their words: with a colour, a date or its outcome, or named by the record. */
export async function listStaying(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom("check_in")
    .select("check_in.id")
    .where("check_in.workspace_id", "=", workspaceId)
    .where("check_in.id", "in", [...ids])
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom("check_in_revision as said")
            .select("said.revision")
            .whereRef("said.workspace_id", "=", "check_in.workspace_id")
            .whereRef("said.check_in_id", "=", "check_in.id")
            .where((eb) =>
              eb.or([eb("said.health", "is not", null), eb("said.answers", "like", `%"${REACHED_KEY}":%`)]),
            ),
        ),
        ...["milestone_date", "health_question", "item", "item_event"].map(
          (table) => sql<SqlBool>`exists (select 1 from ${sql.table(table)} as naming
            where naming.workspace_id = check_in.workspace_id and naming.check_in_id = check_in.id)`,
        ),
      ]),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Whether a date was reached, which the status of the program goes by, is no text. */
const factsOnly = sql<string>`case
  when answers like ${`%"${REACHED_KEY}":true%`} then ${JSON.stringify({ [REACHED_KEY]: true })}
  when answers like ${`%"${REACHED_KEY}":false%`} then ${JSON.stringify({ [REACHED_KEY]: false })}
  else '{}' end`;

/** Colours and dates stay, as those of the person asked: who gave them in their place is needed no more. */
export async function removeWords(tx: Tx, workspaceId: string, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable("check_in_revision")
    .set(({ selectFrom }) => ({
      answers: factsOnly,
      is_late: 0,
      author_id: selectFrom("check_in")
        .select("check_in.person_id")
        .whereRef("check_in.workspace_id", "=", "check_in_revision.workspace_id")
        .whereRef("check_in.id", "=", "check_in_revision.check_in_id")
        .$asScalar()
        .$notNull(),
    }))
    .where("workspace_id", "=", workspaceId)
    .where("check_in_id", "in", [...ids])
    .execute();
  await deleteProposals(tx, workspaceId, ids);
  await tx
    .updateTable("check_in")
    .set({ removed_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .where("removed_at", "is", null)
    .execute();
}

export async function deleteAnswers(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await deleteProposals(tx, workspaceId, ids);
  await tx
    .deleteFrom("check_in_revision")
    .where("workspace_id", "=", workspaceId)
    .where("check_in_id", "in", [...ids])
    .execute();
  await tx
    .deleteFrom("check_in")
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();
}

async function deleteProposals(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom("proposal")
    .where("workspace_id", "=", workspaceId)
    .where("check_in_id", "in", [...ids])
    .execute();
}

export async function deletePrompts(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .deleteFrom("half_filled_form")
    .where("workspace_id", "=", workspaceId)
    .where("prompt_id", "in", [...ids])
    .execute();
  await tx
    .deleteFrom("prompt")
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();
}

export async function saveGone(
  tx: Tx,
  workspaceId: string,
  roundId: string,
  gone: Gone & { gone_at: Instant | null; gone_planned_late: number },
): Promise<void> {
  await tx.updateTable("round").set(gone).where("workspace_id", "=", workspaceId).where("id", "=", roundId).execute();
}

export async function noteAskedMonths(
  tx: Tx,
  workspace_id: string,
  rows: readonly Omit<AskedMonthTable, "workspace_id">[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto("asked_month")
    .values(rows.map((row) => ({ workspace_id, ...row })))
    .onConflict((conflict) => conflict.columns(["workspace_id", "cadence_id", "month", "person_id"]).doNothing())
    .execute();
}

export async function countAskedMonths(db: Db, workspaceId: string, before: string): Promise<number> {
  const row = await db
    .selectFrom("asked_month")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("workspace_id", "=", workspaceId)
    .where("month", "<", before)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function deleteAskedMonths(
  tx: Tx,
  { workspaceId, before, rows }: { workspaceId: string; before: string; rows: number },
): Promise<number> {
  const found = await tx
    .selectFrom("asked_month")
    .select(["cadence_id", "month", "person_id"])
    .where("workspace_id", "=", workspaceId)
    .where("month", "<", before)
    .limit(rows)
    .execute();
  if (found.length === 0) return 0;
  await tx
    .deleteFrom("asked_month")
    .where("workspace_id", "=", workspaceId)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple("cadence_id", "month", "person_id"),
        "in",
        found.map((row) => tuple(row.cadence_id, row.month, row.person_id)),
      ),
    )
    .execute();
  return found.length;
}

interface Late {
  check_in_id: string;
  revision: number;
  answered_at: Instant;
}

/**
 * Of rounds that have closed before, in the order in which they were given, so many after one. By the index
 * `check_in_revision_late`, whose condition is a literal.
 */
export async function listLate(
  db: Db | Tx,
  { workspaceId, before }: { workspaceId: string; before: Instant },
  { after, limit }: { after: Late | null; limit: number },
): Promise<Late[]> {
  return db
    .selectFrom("check_in_revision as said")
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "said.workspace_id").onRef("check_in.id", "=", "said.check_in_id"),
    )
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .select(["said.check_in_id", "said.revision", "said.answered_at"])
    .where("said.workspace_id", "=", workspaceId)
    .where("said.answered_at", "<", before)
    .where(({ eb }) => eb("said.is_late", "=", eb.lit(1)))
    .where("round.closes_at", "<", before)
    .$if(after !== null, (query) =>
      query
        .where("said.answered_at", ">=", after?.answered_at ?? "")
        .where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple("said.answered_at", "said.check_in_id", "said.revision"),
            ">",
            tuple(after?.answered_at ?? "", after?.check_in_id ?? "", after?.revision ?? 0),
          ),
        ),
    )
    .orderBy("said.answered_at")
    .orderBy("said.check_in_id")
    .orderBy("said.revision")
    .limit(limit)
    .execute();
}

export async function clearLate(tx: Tx, workspaceId: string, late: readonly Late[]): Promise<void> {
  if (late.length === 0) return;
  await tx
    .updateTable("check_in_revision")
    .set({ is_late: 0 })
    .where("workspace_id", "=", workspaceId)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple("check_in_id", "revision"),
        "in",
        late.map((row) => tuple(row.check_in_id, row.revision)),
      ),
    )
    .execute();
}
