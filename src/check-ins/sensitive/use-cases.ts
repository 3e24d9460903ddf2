/** What of somebody's answers goes up, and what they keep in the team. */
import { answersSchema } from "../../cadences/questions/questions.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { WordsOfDraft } from "../../register/above/rules.ts";
import { listGoesUp } from "../proposals/repository.ts";
import { listRevisionsOf } from "../repository-check-ins.ts";
import { type GivenText, isHeldBack, sensitiveSentences, type Unsaid, wholeTextsIn } from "./rules.ts";

/** Words of the register that came of an answer; `unsaidAt`: what of a text goes up that was given then. */
export interface WordsOfAnswer {
  id: string;
  checkInId: string;
  words: string;
  unsaidAt: (givenAt: Instant) => Unsaid;
}

/** Later than anything was given. */
const LAST: Instant = "9";

/** Of these words, by id, those that do not go up, or not all of them, by what their authors had said by then. */
export async function heldAmong(
  db: Db | Tx,
  workspaceId: string,
  all: readonly WordsOfAnswer[],
  by: Instant | null = null,
): Promise<Set<string>> {
  if (all.length === 0) return new Set();
  const ids = [...new Set(all.map(({ checkInId }) => checkInId))];
  const decided = Map.groupBy(await listGoesUp(db, workspaceId, ids, by), (row) => row.check_in_id);
  // Most say nothing of these, and nobody has said anything of them.
  const isOpen = ({ checkInId, words, unsaidAt }: WordsOfAnswer) =>
    decided.has(checkInId) || unsaidAt(LAST) === "none" || sensitiveSentences(words).length > 0;
  const open = all.filter(isOpen);
  const openIds = [...new Set(open.map(({ checkInId }) => checkInId))];
  const texts = new Map<string, GivenText[]>();
  for (const { check_in_id: id, answers, answered_at: at } of await listRevisionsOf(db, workspaceId, openIds)) {
    const known = texts.get(id) ?? [];
    const given = wholeTextsIn(answersSchema.parse(JSON.parse(answers)));
    texts.set(id, [
      ...known,
      ...given.filter((one) => !known.some(({ text }) => text === one)).map((text) => ({ text, at })),
    ]);
  }
  const isHeld = ({ checkInId, words, unsaidAt }: WordsOfAnswer) =>
    isHeldBack(words, texts.get(checkInId) ?? [], decided.get(checkInId) ?? [], unsaidAt);
  return new Set(open.filter(isHeld).map(({ id }) => id));
}

/** Of drafts of answers, by id, those of whose words not all go above those who lead. */
export async function heldWordsOf(
  _: unknown,
  db: Db | Tx,
  { workspaceId, words }: { workspaceId: string; words: readonly WordsOfDraft[] },
): Promise<ReadonlySet<string>> {
  const drafts = words.map((draft) => ({ ...draft, unsaidAt: () => "plain" as const }));
  return heldAmong(db, workspaceId, drafts);
}
