/** Which prompt somebody may answer now, and what they are told where they may not. */

import { may } from "../people/rules-rights.ts";
import { type Person, personById } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { frenchOf } from "../platform/texts/language.ts";
import type { Prompt } from "./repository-prompts.ts";
import { findLastRound } from "./repository-rounds.ts";
import { findRoundContext, type RoundContext } from "./round-context.ts";

export const checkInFailure = errorTable({
  PROMPT_GONE: {
    en: () =>
      "This check-in no longer exists. Copy your text if you want to keep it, then type /drumbeat check-in to see what is open.",
    fr: () =>
      "Ce point d’étape n’existe plus. Copiez votre texte si vous voulez le garder, puis tapez /drumbeat check-in pour voir ce qui est ouvert.",
  },
  NOT_YOURS: {
    en: () => "This check-in was asked of somebody else, so only they can answer it.",
    fr: () => "Ce point d’étape est demandé à quelqu’un d’autre\u00a0: vous ne pouvez pas y répondre à sa place.",
  },
  ROUND_CLOSED: {
    en: () =>
      "This round has closed and a newer one has taken its place. Copy your text if you want to keep it, then type /drumbeat check-in to answer the new one.",
    fr: () =>
      "Cette occurrence est fermée et une plus récente l’a remplacée. Copiez votre texte si vous voulez le garder, puis tapez /drumbeat check-in pour répondre à la nouvelle.",
  },
  SNOOZE_TOO_LATE: {
    en: () => "It closes before then. Choose an earlier time.",
    fr: () => "Ce point se ferme avant. Choisissez un moment plus proche.",
  },
  NOT_READABLE: {
    en: ({ program }) => `These answers are not open to you. The lead of ${program} can tell you more.`,
    fr: ({ program }) =>
      `Vous n’avez pas accès à ces réponses. Le responsable ${frenchOf(String(program))} peut vous en dire plus.`,
  },
  ALREADY_ANSWERED: {
    en: () => "You have answered this already; your answer stands. “Edit” changes it.",
    fr: () => "Vous avez déjà répondu, et votre réponse est conservée. «\u00a0Modifier\u00a0» permet de la changer.",
  },
});

/** Who is asked: this person, or the one whose delegate they are. */
export async function ownerOf(db: Db | Tx, person: Person, prompt: Prompt): Promise<Person> {
  return prompt.person_id === person.id ? person : personById(db, prompt.workspace_id, prompt.person_id);
}

/**
 * The prompt, if this person may answer it now. A round that has closed takes answers, late, until the next one of its
 * cadence has opened.
 */
export async function answerable(
  db: Db | Tx,
  person: Person,
  prompt: Prompt | undefined,
): Promise<{ prompt: Prompt; context: RoundContext }> {
  const context = prompt && (await findRoundContext(db, person.workspace_id, prompt.round_id));
  if (!prompt || !context) throw checkInFailure("PROMPT_GONE");
  const standing =
    prompt.person_id === person.id ? "participant" : prompt.delegate_id === person.id ? "delegate" : null;
  if (!may(standing ? [standing] : [], "answer-round")) throw checkInFailure("NOT_YOURS");
  if (context.round.state === "closed") {
    const last = await findLastRound(db, person.workspace_id, context.cadence.id);
    if (last && last.id !== context.round.id) throw checkInFailure("ROUND_CLOSED");
  }
  return { prompt, context };
}

/** The prompt, if it is this person's own and they may answer it now: a delegate answers, and decides nothing else. */
export async function ownToAnswer(db: Db | Tx, person: Person, prompt: Prompt | undefined) {
  const found = await answerable(db, person, prompt);
  if (found.prompt.person_id !== person.id) throw checkInFailure("NOT_YOURS");
  return found;
}
