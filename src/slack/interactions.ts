/**
 * Slack sends an interaction again when it has not heard the answer: at once, after others, over another connection. It
 * is known by its trigger, which is its own. Whoever sends it again gets the same answer, and nothing is done twice: its
 * first transaction records it, which also holds after a restart and among several instances; what changes nothing in
 * the database is remembered by this process.
 */
import { z } from "zod";
import type { Tx } from "../platform/database.ts";
import { noteOutcome } from "../platform/incoming-request.ts";
import { AlreadyDoneError, runOnce } from "../platform/transaction.ts";

/** Of each kind of interaction: more than a busy hour has. */
const REMEMBERED = 5000;
/** Answers may be whole views. */
const ANSWERS_REMEMBERED = 200;

interface Answered<Answer> {
  /** Undefined for one that is known, but not its answer. */
  answer: Answer | undefined;
  /** False for one that came before, and for one that failed. */
  isDone: boolean;
}

interface Handling<Answer> {
  /** What it does goes into `act`; what comes before belongs to nobody. */
  handle(act: <Result>(work: () => Promise<Result>) => Promise<Result>): Promise<Answer>;
  /** Left out: it throws what went wrong. */
  failed?(error: unknown): Answer;
}

/** `remember`: in the transaction; false when this key was remembered before. */
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
      // Nothing came of it, so that it may be tried again.
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

/** Each trigger opens one view, and each of ours is the first to: where it has, another process was here before. */
function hasOpenedItsView(error: unknown): boolean {
  return refused.safeParse(error).data?.data.error === "exchanged_trigger_id";
}

/** Both kinds of collection keep the order of insertion. */
function forgetOldest(
  collection: { size: number; keys(): Iterator<string>; delete(key: string): boolean },
  most: number,
): void {
  const oldest = collection.keys().next();
  if (collection.size > most && !oldest.done) collection.delete(oldest.value);
}
