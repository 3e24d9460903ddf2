import { type Outcomes, outcomesOf } from "../../cadences/outcomes/rules.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LocalDate } from "../../platform/time.ts";
import { readDetails, type TypedDetails } from "../../register/details.ts";

/** No promise any more, without having been kept. */
const LETS_GO = ["dropped", "program-closed"] as const;

/**
 * Of these programs what was asked, promised and given, but for drafts, what was withdrawn and what only whoever leads may
 * read; of what has ended, but for asks that were decided, what ended after an instant.
 */
export async function listCommitments(
  db: Db | Tx,
  of: { workspaceId: string; programIds: readonly string[]; endedAfter: Instant },
) {
  const rows = await db
    .selectFrom("item")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
    )
    .select(["item.id", "item.program_id", "program.short_key", "item.type", "item.number", "item.title"])
    .select(["item.state", "item.owner_id", "item.due_on", "item.closed_at", "item.details", "item.disclosure"])
    .select(["item.raised_by", "item.raised_at"])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom("item_event as end")
          .select("end.revision")
          .whereRef("end.workspace_id", "=", "item.workspace_id")
          .whereRef("end.item_id", "=", "item.id")
          .whereRef("end.revision", "=", "item.revision")
          .where("end.event", "in", [...LETS_GO]),
      ).as("is_let_go"),
    )
    .where("item.workspace_id", "=", of.workspaceId)
    .where("item.program_id", "in", [...of.programIds])
    .where("item.disclosure", "!=", "lead")
    .where((where) =>
      where.or([
        where("item.type", "=", "ask").and("item.state", "in", ["open", "decided"]),
        where.and([
          where("item.type", "in", ["action", "presence"]),
          where.or([where("item.closed_at", "is", null), where("item.closed_at", ">", of.endedAfter)]),
        ]),
      ]),
    )
    .orderBy("item.due_on")
    .orderBy("item.id")
    .execute();
  return rows.map(({ type, details, is_let_go: isLetGo, ...row }): Commitment => {
    return { ...row, ...readDetails(type, details), isLetGo: Boolean(isLetGo) };
  });
}

export type Commitment = {
  id: string;
  program_id: string;
  short_key: string;
  number: number;
  title: string;
  state: string;
  owner_id: string | null;
  due_on: LocalDate | null;
  closed_at: Instant | null;
  disclosure: string;
  raised_by: string;
  raised_at: Instant;
  isLetGo: boolean;
} & TypedDetails;

export interface RoundThen {
  programId: string;
  dueAt: Instant;
  outcomes: Outcomes;
}

/** The rounds of these programs that were due in a span, but for those that ask one person for a reason. */
export async function listRoundsDue(
  db: Db | Tx,
  of: { workspaceId: string; programIds: readonly string[]; after: Instant; until: Instant },
): Promise<RoundThen[]> {
  if (of.programIds.length === 0) return [];
  const rows = await db
    .selectFrom("round")
    .leftJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .select(["round.id", "round.program_id", "round.due_at", "prompt.state", "prompt.reason"])
    .select(({ eb, fn }) => [
      eb("prompt.sent_at", "is", null).as("is_unsent"),
      eb("prompt.delegate_id", "is", null).as("has_nobody"),
      fn.countAll().as("people"),
    ])
    .where("round.workspace_id", "=", of.workspaceId)
    .where("round.program_id", "in", [...of.programIds])
    .where("round.due_at", ">", of.after)
    .where("round.due_at", "<=", of.until)
    .groupBy(["round.workspace_id", "round.id", "prompt.state", "prompt.reason", "is_unsent", "has_nobody"])
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((its) => {
    const [round] = its;
    if (!round) return [];
    const asked = its.flatMap(({ state, reason, is_unsent: isUnsent, has_nobody: hasNobody, people }) =>
      state === null
        ? []
        : {
            ...{ state, reason, sentAt: isUnsent ? null : round.due_at, hasDelegate: !hasNobody },
            ...{ answeredAt: state === "answered" ? round.due_at : null, people: Number(people) },
          },
    );
    return { programId: round.program_id, dueAt: round.due_at, outcomes: outcomesOf(asked) };
  });
}
