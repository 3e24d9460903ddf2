/** The morning on which committees and sponsors get what was recommended after a quarter. */
import { fiscalYearsIn } from "../cadences/recurrence/fiscal-years.ts";
import { workspaceTime } from "../calendars/calendars.ts";
import { dayOf, isWorkingDay } from "../calendars/day-arithmetic.ts";
import { periodEndBefore } from "../goals/line.ts";
import { getPerson, type Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Tx } from "../platform/database.ts";
import { lockRows } from "../platform/locks.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, instantOf, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import type { IsWorkingDay } from "../platform/working-days.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { programOf } from "../programs/programs.ts";
import { whoLeads } from "../programs/who-leads.ts";
import { type Asked, answerTo, isAnswerable, listAsked } from "./asked.ts";
import { type Body, bodiesFor } from "./bodies.ts";
import { offTrackNow } from "./events.ts";
import { moveReviews } from "./moving.ts";
import { sendReview, showReviewAnew } from "./review-message.ts";
import { findReview, insertReview, type Review } from "./reviews.ts";
import { type Recommended, recommendedIn, reviewDay } from "./rules.ts";
import { raiseVote } from "./vote.ts";

/** A round of that long ago is about another quarter. */
const DAYS_BACK = 60;

/**
 * Opens the reviews whose day has come and whose check-ins are past due or all answered, once for each program and quarter.
 * Returns when to look again: as the next day of the workspace begins. Rejects with all failures once the others are open.
 */
export async function openDueReviews(services: Services, workspaceId: string): Promise<Instant> {
  const { db, clock } = services;
  const { zone, working } = await workspaceTime(db, workspaceId);
  const today = localDateOf(clock.now(), zone);
  const isWorking: IsWorkingDay = (day) => isWorkingDay(dayOf(day), working);
  const years = await fiscalYearsIn(db, workspaceId);
  await moveReviews(services, workspaceId);
  const all = await listAsked(db, workspaceId, addLocalDays(today, -DAYS_BACK));
  const due = all.filter((asked) => {
    const end = periodEndBefore("quarterly", asked.key, years.startOf([asked.programId]));
    return reviewDay(end, isWorking) <= today && !isAnswerable(asked, clock.now());
  });
  const tomorrow = instantOf(addLocalDays(today, 1), "00:00", zone);
  if (due.length === 0) return tomorrow;

  const programIds = due.map(({ programId }) => programId);
  const bodies = await bodiesFor(db, workspaceId, programIds, clock.now());
  const byBody = Map.groupBy(due, ({ programId, quarter }) => `${bodies.get(programId)?.id} ${quarter}`);
  const failures: unknown[] = [];
  for (const asked of byBody.values()) {
    const body = bodies.get(asked[0]?.programId ?? "");
    if (body === undefined || body.memberIds.length === 0) continue;
    await inTransaction(db, (tx) => openFor(services, tx, { workspaceId, body, asked })).catch((error: unknown) =>
      failures.push(error),
    );
    await yieldToEventLoop();
  }
  if (failures.length > 0) throw new AggregateError(failures, "Some reviews of a quarter did not open");
  return tomorrow;
}

/** All of one body and quarter, and one message to each who has the word. */
async function openFor(
  services: Services,
  tx: Tx,
  { workspaceId, body, asked }: { workspaceId: string; body: Body; asked: readonly Asked[] },
): Promise<void> {
  const programIds = asked.map(({ programId }) => programId);
  await lockRows(tx, "program", { workspaceId, ids: programIds });
  const offTrack = await offTrackNow.of(services, tx, { workspaceId, programIds, now: services.clock.now() });
  for (const each of asked)
    await openReview(services, tx, { workspaceId, body, asked: each, isOffTrack: offTrack.has(each.programId) });
  const quarter = asked[0]?.quarter ?? "";
  await sendReview(services, tx, { workspaceId, body, quarter });
  const left = await rows(tx, "quarter_review", workspaceId).list({ program_id: programIds, state: "to-confirm" });
  for (const earlier of left) if (earlier.quarter !== quarter) await showReviewAnew(services, tx, earlier);
}

/** Nothing where it is open already. */
async function openReview(
  services: Services,
  tx: Tx,
  { workspaceId, asked, body, isOffTrack }: { workspaceId: string; asked: Asked; body: Body; isOffTrack: boolean },
): Promise<void> {
  const { programId, quarter } = asked;
  const program = await programOf(tx, workspaceId, programId);
  const isThere = await findReview(tx, workspaceId, { program_id: programId, quarter });
  if (isThere || program.state !== "active") return;
  const leading = await whoLeads(tx, program, services.clock.now());
  const answer = await answerTo(tx, program, asked.roundIds);
  const recommended = answer && recommendedIn(answer.answers);
  // Of a silent program its present status speaks.
  const isApart = recommended ? recommended.isApart : isOffTrack;
  const review: Review = {
    workspace_id: workspaceId,
    program_id: programId,
    quarter,
    body_id: body.id,
    ...columnsOf(answer?.id ?? null, recommended ?? null, isApart),
    choices: "[]",
    state: "to-confirm",
    request_id: null,
    decision_id: null,
    decided_by: null,
    begins_on: null,
    earlier: "{}",
    taken_back_by: null,
    opened_at: services.clock.now(),
  };
  await insertReview(tx, review);
  if (!isApart) return;
  const requester = await requesterOf(tx, workspaceId, { personId: answer?.personId, leading });
  if (requester) await raiseVote({ ...services, db: tx, actor: requester }, { review, program });
}

/** What of an answer is kept in its review. */
export function columnsOf(
  checkInId: string | null,
  recommended: Recommended | null,
  isApart: boolean,
): Pick<Review, "check_in_id" | "recommendation" | "until" | "is_apart"> {
  return {
    check_in_id: checkInId,
    recommendation: recommended?.recommendation ?? null,
    until: recommended?.until ?? null,
    is_apart: isApart ? 1 : 0,
  };
}

/** Whoever answered, else, once they lead no more, whoever leads. */
export async function requesterOf(
  tx: Tx,
  workspaceId: string,
  { personId, leading }: { personId: string | undefined; leading: readonly string[] },
): Promise<Person | undefined> {
  const requesterId = personId !== undefined && leading.includes(personId) ? personId : leading[0];
  return requesterId === undefined ? undefined : getPerson(tx, workspaceId, requesterId);
}
