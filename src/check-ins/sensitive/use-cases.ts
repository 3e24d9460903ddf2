/** What of somebody's answers goes up: shown to them before it does, and kept in the team where they say so. */
import { answersSchema } from "../../cadences/questions/questions.ts";
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { DrumbeatError, errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { wordsOfDraft } from "../../register/above/rules.ts";
import { codeOf, LIVE_STATES } from "../../register/rules.ts";
import { itemsOfPrograms } from "../../register/use-cases-reading.ts";
import { answerable, checkInFailure } from "../answerable.ts";
import { deliveryKeys } from "../delivery-keys.ts";
import { withoutLeadAlone } from "../proposals/of-answer.ts";
import { deleteProposal, insertProposal, listGoesUp, listGoesUpIn, listProposals } from "../proposals/repository.ts";
import { hashOf } from "../proposals/sentence-hash.ts";
import { type CheckIn, findCheckInById, listRevisionsOf } from "../repository-check-ins.ts";
import { getRoundContext, type RoundContext } from "../rounds/context.ts";
import { findPromptOf, type Prompt } from "../rounds/repository-prompts.ts";
import type { ProposalTable } from "../table.ts";
import {
  type GivenText,
  GOES_UP,
  isHeldBack,
  sensitiveSentences,
  textBehind,
  textsIn,
  type Unsaid,
  wholeTextsIn,
} from "./rules.ts";
import { type Subject, subjectOf } from "./rules-words.ts";

const failure = errorTable({
  TEXT_GONE: {
    en: () => "Your answer no longer has this text, so there’s nothing to decide.",
    fr: () => "Votre réponse ne contient plus ce texte\u00a0: il n’y a plus rien à décider.",
  },
  PUT_ALREADY: {
    en: ({ code }) =>
      `${code} in the register has this text and was escalated. Change or withdraw it there first; then the text can stay in the team.`,
    fr: ({ code }) =>
      `${code}, au registre, reprend ce texte et a été escaladé. Modifiez-le ou retirez-le d’abord\u00a0; le texte pourra alors rester dans l’équipe.`,
  },
});

/** A whole text of an answer, by the hash of its words. */
export interface TextOf {
  checkInId: string;
  hash: string;
}

export interface TextGoingUp {
  text: string;
  promptId: string;
  /** What the first sensitive sentence in it seems to tell of; null: none does. */
  about: Subject | null;
  /** Null: its author was not asked yet. `at`: since when. */
  said: { decision: ProposalTable["decision"]; at: Instant } | null;
  mayReword: boolean;
}

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

/** Of words of the register, by id, the text of the answer that has them, as it is now, and whose it is. */
export async function textsBehind(
  db: Db | Tx,
  workspaceId: string,
  all: readonly Omit<WordsOfAnswer, "unsaidAt">[],
): Promise<Map<string, TextOf & { personId: string; text: string }>> {
  const found = new Map<string, TextOf & { personId: string; text: string }>();
  for (const [checkInId, theirs] of Map.groupBy(all, (one) => one.checkInId)) {
    const checkIn = await findCheckInById(db, workspaceId, checkInId);
    const texts = checkIn ? wholeTextsIn(checkIn.answers).map((text) => ({ text })) : [];
    for (const { id, words } of theirs) {
      const behind = textBehind(words, texts);
      if (checkIn && behind)
        found.set(id, { checkInId, hash: hashOf(behind.text), personId: checkIn.personId, text: behind.text });
    }
  }
  return found;
}

/** What was said of texts that may go up, of all answers to these check-ins. */
export const goesUpIn = listGoesUpIn;

/** Null where the answer has these words no more, or its program is closed. Throws NOT_YOURS. */
export async function textGoingUp(
  services: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  person: Person,
  of: TextOf,
): Promise<TextGoingUp | null> {
  const found = await findText(db, person, of);
  if (!found) return null;
  const { text, key, questions, checkIn, prompt } = found;
  const decided = await listProposals(db, person.workspace_id, of.checkInId);
  const own = decided.find(({ meaning, hash }) => meaning === GOES_UP && hash === of.hash);
  // What they gave to whoever leads alone stands in no message, theirs neither.
  const shown = withoutLeadAlone(questions, { ...checkIn, answers: { [key]: text } }, decided)[key];
  if (typeof shown !== "string") return null;
  const [sentence] = sensitiveSentences(text);
  return {
    text: shown,
    promptId: prompt.id,
    about: sentence === undefined ? null : subjectOf(sentence),
    said: own ? { decision: own.decision, at: own.decided_at } : null,
    mayReword: await mayAnswer(services, db, person, prompt),
  };
}

/** Of these texts, those about which their author has neither said anything nor was asked. */
export async function unasked<One extends TextOf>(
  db: Db | Tx,
  workspaceId: string,
  texts: readonly One[],
): Promise<One[]> {
  const open: One[] = [];
  for (const [checkInId, theirs] of Map.groupBy(texts, (one) => one.checkInId)) {
    const decided = await listProposals(db, workspaceId, checkInId);
    const known = new Set(decided.flatMap(({ meaning, hash }) => (meaning === GOES_UP ? [hash] : [])));
    open.push(...theirs.filter(({ hash }) => !known.has(hash)));
  }
  return open;
}

/** `decision` yes: it goes up; lead: it stays in the team. The last word counts. Throws TEXT_GONE, NOT_YOURS, PUT_ALREADY. */
export async function sayGoesUp(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  person: Person,
  { decision, ...of }: TextOf & { decision: "yes" | "lead" },
): Promise<void> {
  const found = await findText(tx, person, of);
  if (!found) throw failure("TEXT_GONE");
  if (decision === "lead") await refuseWherePut(tx, person, found);
  await note(tx, person, of, { decision, at: services.clock.now() });
  // Whoever is in the program's channel reads it there.
  const key = deliveryKeys.summary(found.checkIn.roundId);
  await enqueueUpdate(tx, services, { workspaceId: person.workspace_id, key });
}

/** What somebody has put to those above in the register with these words is read there: to say that it stays would not be so. */
async function refuseWherePut(
  tx: Tx,
  { workspace_id: workspaceId }: Person,
  { text, checkIn, programId }: { text: string; checkIn: Pick<CheckIn, "id">; programId: string },
): Promise<void> {
  const items = await itemsOfPrograms(tx, workspaceId, [programId], { checkInId: checkIn.id, states: LIVE_STATES });
  const put = items.find(
    (item) =>
      !["team", "lead"].includes(item.disclosure) &&
      wordsOfDraft(item, false) === null &&
      textBehind(item.description || item.title, [{ text }]) !== undefined,
  );
  if (put) throw failure("PUT_ALREADY", { code: codeOf(put) });
}

/** They have been shown that it goes up: from now on it does, unless they say otherwise. */
export async function noteShownGoingUp(tx: Tx, person: Person, texts: readonly TextOf[], at: Instant): Promise<void> {
  for (const of of await unasked(tx, person.workspace_id, texts))
    if (await findText(tx, person, of)) await note(tx, person, of, { decision: "yes", at });
}

async function note(
  tx: Tx,
  { workspace_id, id: person_id }: Person,
  { checkInId: check_in_id, hash }: TextOf,
  { decision, at: decided_at }: { decision: "yes" | "lead"; at: Instant },
): Promise<void> {
  const row = {
    workspace_id,
    check_in_id,
    hash,
    meaning: GOES_UP,
    person_id,
    decision,
    decided_at,
    date_before: null,
  } satisfies ProposalTable;
  await deleteProposal(tx, row);
  await insertProposal(tx, row);
}

interface FoundText extends Pick<RoundContext, "questions"> {
  text: string;
  key: string;
  prompt: Prompt;
  checkIn: CheckIn;
  programId: string;
}

async function findText(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Person,
  { checkInId, hash }: TextOf,
): Promise<FoundText | null> {
  const checkIn = await findCheckInById(db, workspaceId, checkInId);
  if (!checkIn) return null;
  if (checkIn.personId !== id) throw checkInFailure("NOT_YOURS");
  const context = await getRoundContext(db, workspaceId, checkIn.roundId);
  if (context.program.state === "closed") return null;
  const prompt = await findPromptOf(db, workspaceId, checkIn.roundId, id);
  const { questions } = context;
  const found = textsIn(questions, checkIn.answers).find(({ text }) => hashOf(text) === hash);
  return found && prompt ? { ...found, prompt, checkIn, questions, programId: context.program.id } : null;
}

async function mayAnswer(
  services: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  person: Person,
  prompt: Prompt,
): Promise<boolean> {
  try {
    await answerable(services, db, person, prompt);
    return true;
  } catch (error) {
    if (error instanceof DrumbeatError) return false;
    throw error;
  }
}
