/**
 * Slack redelivers an interaction whose answer it missed, at any time and over any connection; its trigger identifies
 * it. A redelivery gets the same answer and has no effect: the first transaction of the act records it, across restarts
 * and instances; an act without one is remembered by this process.
 */
import { z } from "zod";
import type { Tx } from "../platform/database.ts";
import { noteOutcome } from "../platform/request-context.ts";
import { AlreadyDoneError, runOnce } from "../platform/transaction.ts";

/** Per kind of interaction: more than in a busy hour. */
const REMEMBERED = 5000;
/** Fewer: an answer may be a whole view. */
const ANSWERS_REMEMBERED = 200;

interface Answered<Answer> {
  /** Undefined if only the act is known. */
  answer: Answer | undefined;
  /** False for redeliveries and failures. */
  isDone: boolean;
}

interface Handling<Answer> {
  /** Effects go into `act`. */
  handle(act: <Result>(work: () => Promise<Result>) => Promise<Result>): Promise<Answer>;
  /** Default: rethrows. */
  failed?(error: unknown): Answer;
}

/** `remember`: records a key in the transaction; false if known. */
export function answerOnce<Answer>(remember: ((tx: Tx, key: string) => Promise<boolean>) | undefined) {
  const answers = new Map<string, Promise<Answer | undefined>>();
  const triggers = new Set<string>();

  async function first(triggerId: string, { handle, failed }: Handling<Answer>): Promise<Answered<Answer>> {
    const record = async (tx: Tx) => (remember ? remember(tx, `interaction:${triggerId}`) : true);
    const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
    answers.set(triggerId, promise);
    triggers.add(triggerId);
    forgetOldest(answers, ANSWERS_REMEMBERED);
    forgetOldest(triggers, REMEMBERED);
    try {
      const answer = await handle((work) => runOnce(record, work));
      resolve(answer);
      return { answer, isDone: true };
    } catch (error) {
      if (error instanceof AlreadyDoneError || hasOpenedItsView(error)) {
        noteOutcome("repeated");
        resolve(undefined);
        return { answer: undefined, isDone: false };
      }
      // It failed, so it may be tried again.
      answers.delete(triggerId);
      triggers.delete(triggerId);
      const answer = failed?.(error);
      resolve(answer);
      if (!failed) throw error;
      return { answer, isDone: false };
    }
  }

  return async (triggerId: string, handling: Handling<Answer>): Promise<Answered<Answer>> => {
    if (!triggers.has(triggerId)) return first(triggerId, handling);
    noteOutcome("repeated");
    return { answer: await answers.get(triggerId), isDone: false };
  };
}

const refused = z.object({ data: z.object({ error: z.string() }) });

/** A trigger opens one view: if it is used up, another process handled it. */
function hasOpenedItsView(error: unknown): boolean {
  return refused.safeParse(error).data?.data.error === "exchanged_trigger_id";
}

/** Maps and sets iterate in insertion order. */
function forgetOldest(
  collection: { size: number; keys(): Iterator<string>; delete(key: string): boolean },
  most: number,
): void {
  const oldest = collection.keys().next();
  if (collection.size > most && !oldest.done) collection.delete(oldest.value);
}
