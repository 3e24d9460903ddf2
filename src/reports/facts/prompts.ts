/** Who was asked for the reports of programs, and who answered. */
import { MOST_DAYS_AFTER } from "../../cadences/recurrence/occurrences.ts";
import type { PromptTable } from "../../check-ins/table.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { addLocalDays, later } from "../../platform/time.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";
import { grouped, isIn } from "../portfolio/chunked-queries.ts";
import type { CadenceRead } from "./answers.ts";
import { rankOf } from "./cadences-feeding-reports.ts";
import type { ProgramFacts } from "./program-facts.ts";

export interface Asked {
  personId: string;
  hasAnswered: boolean;
}

interface Leading {
  cadences: ReadonlyMap<string, CadenceRead>;
  leads: (programId: string, personId: string) => boolean;
  /** Since when anybody may have given no status. */
  since: Instant;
}

interface Asking extends Pick<ProgramFacts, "cutOffAt" | "period" | "rhythm"> {
  workspaceId: string;
  programIds: readonly string[];
  /** Of each program the cut-off of its report before. */
  fromAt: (programId: string) => Instant;
}

/** `silentFrom`: when those who give the status were asked in vain last; null: one has answered since, or in the period. */
export interface Prompted {
  asked: Asked[];
  silentFrom: Instant | null;
}

/**
 * Who was asked in the period by what feeds the reports. A longer rhythm stands in for a shorter one with whoever leads: a
 * committee that is asked by the quarter is not asked by the month. And who was asked for the status. One statement.
 */
export async function readPrompts(
  db: Db | Tx,
  scope: Asking,
  { cadences, leads, since }: Leading,
): Promise<Map<string, Prompted>> {
  const idsOf = (is: "feeds" | "asksStatus") => [...cadences.values()].flatMap((each) => (each[is] ? each.id : []));
  if (idsOf("feeds").length + idsOf("asksStatus").length === 0) return new Map();

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
    .select(["round.id as round_id", "round.key", "round.opens_at"])
    .where("round.workspace_id", "=", scope.workspaceId)
    .where("round.program_id", "in", scope.programIds)
    .where("round.opens_at", "<=", scope.cutOffAt)
    .where(({ eb, or, and }) =>
      or([
        and([
          eb("round.key", ">=", scope.period.from),
          eb("round.key", "<=", addLocalDays(scope.period.until, MOST_DAYS_AFTER)),
          isIn("round.cadence_id", idsOf("feeds")),
        ]),
        and([eb("round.opens_at", ">", since), isIn("round.cadence_id", idsOf("asksStatus"))]),
      ]),
    );

  const prompted = new Map<string, Prompted>();
  for (const [id, rows] of await grouped(db, scope, query, (row) => row.program_id)) {
    await yieldToEventLoop();
    const theirs = rows.filter(({ person_id: personId, cadence_id: cadenceId, key }) => {
      const cadence = cadences.get(cadenceId);
      const day = cadence?.dayAbout(key) ?? key;
      if (!cadence?.feeds || cadence.feedsFrom !== undefined || day < scope.period.from || day > scope.period.until)
        return false;
      return cadence.every === "day" || rankOf(cadence.every) <= rankOf(scope.rhythm) || leads(id, personId);
    });

    const leading = rows.filter((row) => cadences.get(row.cadence_id)?.asksStatus && leads(id, row.person_id));
    const asked = theirs.flatMap((row) => askedOf(row, scope.cutOffAt));
    prompted.set(id, {
      asked,
      silentFrom: silentFrom(leading, { fromAt: scope.fromAt(id), cutOffAt: scope.cutOffAt }),
    });
  }

  return prompted;
}

type PromptRead = Pick<PromptTable, "person_id" | "state" | "reason" | "sent_at" | "delegate_id" | "due_at"> & {
  answered_at: Instant | null;
};

function silentFrom(
  rows: readonly (PromptRead & { round_id: string; opens_at: Instant })[],
  { fromAt, cutOffAt }: { fromAt: Instant; cutOffAt: Instant },
): Instant | null {
  const answeredAt = rows.reduce((last, row) => later(last, row.answered_at ?? ""), "");
  if (answeredAt > fromAt) return null;
  const inVain = [...Map.groupBy(rows, (row) => row.round_id).values()].flatMap((round) => {
    const asked = round.filter((row) => row.due_at <= cutOffAt).flatMap((row) => askedOf(row, cutOffAt));
    const isAnswered = round.some((row) => row.answered_at !== null);
    return asked.length > 0 && !isAnswered ? round.map((row) => row.opens_at) : [];
  });
  return (
    inVain
      .filter((at) => at > answeredAt)
      .toSorted()
      .at(-1) ?? null
  );
}

function askedOf(row: PromptRead, cutOffAt: Instant): Asked[] {
  const { state, reason, sent_at: sentAt, delegate_id: delegateId } = row;
  const asked = (hasAnswered: boolean) => [{ personId: row.person_id, hasAnswered }];
  if (row.answered_at !== null) return asked(true);
  // Who is away has no update to give; their delegate has.
  if (state === "excused")
    return delegateId !== null && reason !== "opted-out" && reason !== "left" ? asked(false) : [];
  const wasSent = state !== "planned" && (sentAt === null ? state !== "missed" : sentAt <= cutOffAt);
  return wasSent && (state === "skipped" || row.due_at <= cutOffAt) ? asked(false) : [];
}
