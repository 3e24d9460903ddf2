/** Several requests validated in one go: each by itself, so that one that has moved on keeps none of the others. */
import type { ActorContext } from "../../people/actors.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import { completeStep } from "../steps.ts";
import type { TrackStep } from "../tracks.ts";
import type { WhileAway } from "../while-away.ts";
import { askRequester } from "./ask-requester.ts";
import { getWorkRequest, listUnderWay, type WorkRequest, withSteps, workMovedOn } from "./request-queries.ts";
import { declineWork } from "./requests.ts";

export const VERDICTS = ["take", "ask", "decline"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The step in which somebody validates a request now; undefined: it is not theirs to validate. */
export function validationOf({ current, held_until: held }: WorkRequest, personId: string): TrackStep | undefined {
  if (held !== null) return undefined;
  return current.find(
    ({ stage, state, ownerId }) => stage === "validation" && state === "open" && ownerId === personId,
  );
}

/** Those of a program that the actor has to validate, the oldest first. */
export async function listToValidate({ db, actor }: ActorContext, program: WorkRequest["program"]) {
  const underWay = await withSteps(db, actor.workspace_id, await listUnderWay(db, program));
  return underWay
    .filter((workRequest) => validationOf(workRequest, actor.id) !== undefined)
    .toSorted((a, b) => a.number - b.number);
}

export interface Validated {
  /** Codes of those that were validated. */
  done: string[];
  /** What each of the others is refused by. */
  refused: DrumbeatError[];
  /** Of those who were asked, and are away. */
  away: WhileAway[];
}

interface Verdicts {
  verdict: Verdict;
  words: string;
  /** Of several who hold the role of what comes next, who gets what is taken. */
  nextId?: string | null;
}

/**
 * `words`: what is missing, why not, or what whoever comes next needs in hand. Returns what became of each; of one that is not
 * the actor’s to validate any more WORK_MOVED_ON. Throws nothing of the domain.
 */
export async function validateSeveral(
  ctx: ActorContext,
  { ids, ...given }: Verdicts & { ids: readonly string[] },
): Promise<Validated> {
  const validated: Validated = { done: [], refused: [], away: [] };
  for (const id of ids) {
    try {
      const { code, away } = await validateOne(ctx, { id, ...given });
      validated.done.push(code);
      if (away) validated.away.push(away);
    } catch (error) {
      if (!(error instanceof DrumbeatError)) throw error;
      validated.refused.push(error);
    }
  }
  return validated;
}

async function validateOne(
  ctx: ActorContext,
  { id, verdict, words, nextId = null }: Verdicts & { id: string },
): Promise<{ code: string; away: WhileAway | null }> {
  const workRequest = await getWorkRequest(ctx.db, ctx.actor.workspace_id, id);
  const step = validationOf(workRequest, ctx.actor.id);
  const itemId = step?.stands.item_id ?? null;
  if (!step || itemId === null) throw await workMovedOn(ctx.db, workRequest);
  switch (verdict) {
    case "take":
      await completeStep(ctx, { itemId, checked: step.checks.length, note: words, nextId });
      break;
    case "ask":
      return { code: workRequest.code, away: await askRequester(ctx, { itemId, missing: words }) };
    case "decline":
      await declineWork(ctx, { id, reason: words });
  }
  return { code: workRequest.code, away: null };
}
