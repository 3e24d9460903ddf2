/** Who was asked for the reports of programs, and who answered. */

import { sql } from "kysely";
import type { PromptTable } from "../check-ins/table.ts";
import type { Instant } from "../platform/clock.ts";
import { chunksOf, type Db, type Tx } from "../platform/database.ts";
import { yieldToEventLoop } from "../platform/event-loop.ts";
import type { CadenceRead, Scope } from "./facts.ts";
import { rankOf } from "./feeding.ts";
import { grouped, isIn } from "./rows-of-programs.ts";

export interface Asked {
  personId: string;
  hasAnswered: boolean;
}

interface Leading {
  everyOf: (cadenceId: string) => CadenceRead["every"] | undefined;
  leads: (programId: string, personId: string) => boolean;
}

/**
 * Who was asked in the period by what feeds the reports. A longer rhythm stands in for a shorter one with whoever leads: a
 * committee that is asked by the quarter is not asked by the month. One statement.
 */
export async function readPrompts(
  db: Db | Tx,
  scope: Scope,
  { feeding, everyOf, leads }: { feeding: readonly string[] } & Leading,
): Promise<Map<string, Asked[]>> {
  if (feeding.length === 0) return new Map();
  const query = db
    .selectFrom("round")
    .crossJoin("prompt")
    .whereRef("prompt.workspace_id", "=", "round.workspace_id")
    .whereRef("prompt.round_id", "=", "round.id")
    .leftJoin("check_in", (join) =>
      join
        .onRef("check_in.workspace_id", "=", "prompt.workspace_id")
        .onRef("check_in.round_id", "=", "prompt.round_id")
        .onRef("check_in.person_id", "=", "prompt.person_id")
        .on("check_in.created_at", "<=", scope.cutOffAt),
    )
    .select(["round.program_id", "prompt.person_id", "prompt.state", "prompt.reason", "prompt.sent_at"])
    .select(["prompt.delegate_id", "prompt.due_at", "round.cadence_id", "check_in.created_at as answered_at"])
    .where("round.workspace_id", "=", scope.workspaceId)
    .where("round.program_id", "in", scope.programIds)
    .where("round.key", ">=", scope.period.from)
    .where("round.key", "<=", scope.period.until)
    .where("round.opens_at", "<=", scope.cutOffAt)
    .where(isIn("round.cadence_id", feeding));
  const asked = new Map<string, Asked[]>();
  for (const [id, rows] of await grouped(db, scope, query, (row) => row.program_id)) {
    await yieldToEventLoop();
    const theirs = rows.filter(({ person_id: personId, cadence_id: cadenceId }) => {
      const every = everyOf(cadenceId);
      const isLonger = every !== undefined && every !== "day" && rankOf(every) > rankOf(scope.rhythm);
      return !isLonger || leads(id, personId);
    });
    const counted = theirs.flatMap((row) => askedOf(row, scope.cutOffAt));
    asked.set(id, counted);
  }
  return asked;
}

function askedOf(
  row: Pick<PromptTable, "person_id" | "state" | "reason" | "sent_at" | "delegate_id" | "due_at"> & {
    answered_at: Instant | null;
  },
  cutOffAt: Instant,
): Asked[] {
  const { state, reason, sent_at: sentAt, delegate_id: delegateId } = row;
  const asked = (hasAnswered: boolean) => [{ personId: row.person_id, hasAnswered }];
  if (row.answered_at !== null) return asked(true);
  // Who is away has no update to give; their delegate has.
  if (state === "excused")
    return delegateId !== null && reason !== "opted-out" && reason !== "left" ? asked(false) : [];
  const wasSent = state !== "planned" && (sentAt === null ? state !== "missed" : sentAt <= cutOffAt);
  return wasSent && (state === "skipped" || row.due_at <= cutOffAt) ? asked(false) : [];
}

/**
 * Of programs of which nobody answered, when anybody who is asked for their reports said anything last in any check-in of the
 * program, and since when they are asked.
 */
export async function readLastAnswers(
  db: Db | Tx,
  { workspaceId, cutOffAt }: Scope,
  { asked, feeding }: { asked: ReadonlyMap<string, readonly Asked[]>; feeding: readonly string[] },
): Promise<Map<string, { answeredAt: Instant | null; askedSince: Instant | null }>> {
  const silent = new Map([...asked].filter(([, of]) => of.length > 0 && !of.some(({ hasAnswered }) => hasAnswered)));
  if (silent.size === 0) return new Map();
  const isAsked = (programs: readonly string[]) => {
    const keys = programs.flatMap((id) => (silent.get(id) ?? []).map(({ personId }) => `${id} ${personId}`));
    return sql<boolean>`round.program_id || ' ' || check_in.person_id in (${sql.join(keys)})`;
  };
  const last = new Map<string, { answeredAt: Instant | null; askedSince: Instant | null }>();
  for (const programs of chunksOf([...silent.keys()])) {
    const rows = await db
      .selectFrom("round")
      .leftJoin("check_in", (join) =>
        join
          .onRef("check_in.workspace_id", "=", "round.workspace_id")
          .onRef("check_in.round_id", "=", "round.id")
          .on("check_in.created_at", "<=", cutOffAt),
      )
      .select("round.program_id")
      .select([
        sql<Instant | null>`max(case when ${isAsked(programs)} then check_in.created_at end)`.as("answered_at"),
        sql<Instant | null>`min(case when ${isIn("round.cadence_id", feeding)} then round.opens_at end)`.as("since"),
      ])
      .where("round.workspace_id", "=", workspaceId)
      .where("round.program_id", "in", [...programs])
      .where("round.state", "!=", "missed")
      .groupBy("round.program_id")
      .execute();
    for (const row of rows) last.set(row.program_id, { answeredAt: row.answered_at, askedSince: row.since });
  }
  return last;
}
