/** What of the register, of seats and of rounds says in which phase programs are. */
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { addLocalDays, instantOf, localDateOf } from "../../platform/time.ts";
import { seatDay } from "../../programs/use-cases.ts";
import { codeOf } from "../../register/rules.ts";
import { promisedBy } from "../kept/commitments.ts";
import { type Commitment, listCommitments, listRoundsDue } from "../kept/repository.ts";
import { listBeginnings } from "./repository.ts";
import { type AskFact, isByRounds, type PhaseFacts, quarterUntil } from "./rules.ts";

interface Read {
  facts: PhaseFacts;
  commitments: readonly Commitment[];
}

/**
 * Of those of these programs that run, by id; whoever calls has checked the right. Three statements at most. `isWhole`: for all
 * that lacks; else rounds are read only where the phase depends on them.
 */
export async function phaseFacts(
  db: Db | Tx,
  {
    workspaceId,
    programIds,
    now,
    isWhole = false,
  }: { workspaceId: string; programIds: readonly string[]; now: Instant; isWhole?: boolean },
): Promise<Map<string, Read>> {
  if (programIds.length === 0) return new Map();
  const today = seatDay(now);
  const { from } = quarterUntil(today);
  const after = instantOf(from, "00:00", "UTC");
  const beginnings = await listBeginnings(db, { workspaceId, programIds, today });
  const running = beginnings.map(({ id }) => id);
  if (running.length === 0) return new Map();
  const commitments = Map.groupBy(
    // A day earlier, since the day of what ended goes by UTC.
    await listCommitments(db, {
      workspaceId,
      programIds: running,
      endedAfter: instantOf(addLocalDays(from, -1), "00:00", "UTC"),
    }),
    ({ program_id: programId }) => programId,
  );
  const reads = beginnings.map(
    ({ id, short_key, first_decision: number, has_sponsor: hasSponsor, has_reached: hasReached, ...program }) => {
      const its = commitments.get(id) ?? [];
      const facts = {
        today,
        startedOn: localDateOf(program.created_at, "UTC"),
        hasPurpose: program.purpose.trim() !== "" || Boolean(program.case_has_purpose),
        hasBenefits: program.benefits.trim() !== "" || Boolean(program.case_has_benefits),
        hasSponsor: Boolean(hasSponsor),
        hasReached: Boolean(hasReached),
        firstDecision: number === null ? null : codeOf({ short_key, type: "decision", number: Number(number) }),
        asks: its.flatMap((item) => askFact(item) ?? []),
        promises: its.flatMap((item) => promisedBy(item) ?? []),
      };
      return { id, facts, commitments: its };
    },
  );
  const byRounds = reads.filter(({ facts }) => isWhole || isByRounds(facts)).map(({ id }) => id);
  const rounds = Map.groupBy(
    await listRoundsDue(db, { workspaceId, programIds: byRounds, after, until: now }),
    ({ programId }) => programId,
  );
  return new Map(
    reads.map(({ id, facts, commitments: its }) => {
      const outcomes = (rounds.get(id) ?? []).map((round) => round.outcomes);
      return [id, { facts: { ...facts, rounds: outcomes }, commitments: its }];
    }),
  );
}

function askFact(item: Commitment): AskFact | null {
  if (item.type !== "ask") return null;
  const { kind, outcome, options } = item.details;
  const option = outcome?.option ?? null;
  return {
    code: codeOf(item),
    kind,
    dueOn: item.due_on,
    isDecided: item.state === "decided",
    isRefused: option !== null && options?.[option]?.doesNothing === true,
  };
}
