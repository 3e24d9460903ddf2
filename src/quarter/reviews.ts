/** The stored reviews of quarters. */
import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import { RECOMMENDATIONS, type Recommendation } from "../cadences/questions/questions.ts";
import { listCheckInsById } from "../check-ins/stored-check-ins.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { rows } from "../platform/rows.ts";
import type { ChangeDates } from "../programs/pausing.ts";
import type { Program } from "../programs/programs.ts";
import { type Recommended, recommendedIn } from "./rules.ts";
import type { QuarterReviewTable, ReviewState } from "./table.ts";

export type Review = Selectable<QuarterReviewTable>;

const readChoices = jsonColumn(z.array(z.enum(RECOMMENDATIONS)));

export function choicesIn({ choices }: Review): Recommendation[] {
  return readChoices(choices);
}

/** Of a program that was not paused, nor was to stop, nothing is earlier. */
const datesColumn = z.strictObject({
  paused_from: z.string().nullable().default(null),
  paused_until: z.string().nullable().default(null),
  stops_on: z.string().nullable().default(null),
});
const readDates = jsonColumn(datesColumn);

/** The days of its program before what was decided. */
export function earlierDates({ earlier }: Review): ChangeDates {
  return readDates(earlier);
}

export function earlierColumn({ paused_from, paused_until, stops_on }: ChangeDates): string {
  return JSON.stringify({ paused_from, paused_until, stops_on });
}

export function insertReview(tx: Tx, { workspace_id, ...review }: Insertable<QuarterReviewTable>): Promise<unknown> {
  return rows(tx, "quarter_review", workspace_id).insert(review);
}

/** By which those are found that nobody has decided. */
export const isOpen = { state: ["to-confirm", "in-vote"] } satisfies { state: ReviewState[] };

export function findReview(
  db: Db | Tx,
  workspaceId: string,
  by: { program_id: string; quarter: string } | { request_id: string },
): Promise<Review | undefined> {
  return rows(db, "quarter_review", workspaceId).find(by);
}

/** What an answer says now, of a review that nobody has decided or put to a vote. Returns whether it was such a one. */
export function readAnew(
  tx: Tx,
  { workspace_id, program_id, quarter }: Review,
  changes: Pick<Review, "check_in_id" | "recommendation" | "until" | "is_apart">,
): Promise<boolean> {
  return rows(tx, "quarter_review", workspace_id).update({ program_id, quarter, state: "to-confirm" }, changes);
}

export async function updateReview(
  tx: Tx,
  { workspace_id, program_id, quarter }: Pick<Review, "workspace_id" | "program_id" | "quarter">,
  changes: Partial<Review>,
): Promise<void> {
  await rows(tx, "quarter_review", workspace_id).update({ program_id, quarter }, changes);
}

/** What was decided and has a first day. */
export async function reviewsBeginning(
  db: Db | Tx,
  { workspace_id, id }: Pick<Program, "workspace_id" | "id">,
): Promise<Review[]> {
  const decided = await rows(db, "quarter_review", workspace_id).list({ program_id: id, state: "decided" }, [
    "quarter",
  ]);
  return decided.filter(({ begins_on }) => begins_on !== null);
}

/** Whether it still rests, or stops, as was decided: somebody may have let it go on, or decided otherwise since. */
export function isToCome(program: Program, { recommendation, begins_on: on, until }: Review): boolean {
  if (on === null) return false;
  if (recommendation === "pause") return program.paused_until === until && (program.paused_from ?? on) <= on;
  return program.stops_on === on || program.state === "closed";
}

/** A program in the review of a body, with what its answer says now; null: nothing any more, or there is none. */
export interface Reviewed {
  review: Review;
  program: Program;
  said: Recommended | null;
  /** A later quarter of the program was asked about: what was left open went on. */
  isFollowed: boolean;
}

/** Whether it can still be confirmed, or discussed. */
export function isToConfirm({ review, isFollowed }: Reviewed): boolean {
  return review.state === "to-confirm" && !isFollowed;
}

/** Whether it goes on with all others at *Confirm all*. */
export function isConfirmable(reviewed: Reviewed): boolean {
  return isToConfirm(reviewed) && reviewed.review.is_apart === 0;
}

/** Of one body and quarter, those that run, and those that ended since with what was decided of them, by title. */
export async function reviewedBy(
  db: Db | Tx,
  workspaceId: string,
  { bodyId, quarter }: { bodyId: string; quarter: string },
): Promise<Reviewed[]> {
  const found = await rows(db, "quarter_review", workspaceId).list({ body_id: bodyId, quarter }, ["program_id"]);
  const ids = found.map(({ program_id: id }) => id);
  const programs = new Map((await rows(db, "program", workspaceId).list({ id: ids })).map((each) => [each.id, each]));
  const said = await saidIn(db, workspaceId, found);
  // Years differ between programs, and so do the names of their quarters.
  const all = await rows(db, "quarter_review", workspaceId).list({ program_id: ids });

  const reviewed = found.flatMap((review): Reviewed[] => {
    const program = programs.get(review.program_id);
    const isShown = program?.state === "active" || review.state === "confirmed" || review.state === "decided";
    if (!program || !isShown) return [];
    const isFollowed = all.some((other) => other.program_id === program.id && other.opened_at > review.opened_at);
    return [{ review, program, said: said.get(review.check_in_id ?? "") ?? null, isFollowed }];
  });
  return reviewed.sort((one, other) => one.program.title.localeCompare(other.program.title));
}

/** As its author wrote it; empty where it is not kept any more, or the answer says something else by now. */
export async function reasonOf(db: Db | Tx, review: Review): Promise<string> {
  const said = (await saidIn(db, review.workspace_id, [review])).get(review.check_in_id ?? "");
  return said?.recommendation === review.recommendation ? said.reason : "";
}

/** By check-in. */
async function saidIn(
  db: Db | Tx,
  workspaceId: string,
  reviews: readonly Review[],
): Promise<ReadonlyMap<string, Recommended | null>> {
  const ids = reviews.flatMap(({ check_in_id: id }) => id ?? []);
  const checkIns = await listCheckInsById(db, workspaceId, ids);
  return new Map(checkIns.map(({ id, answers }) => [id, recommendedIn(answers)]));
}
