/** Which prompt somebody may answer now, and what they are told where they may not. */
import { isAskable } from "../cadences/participants.ts";
import { getPerson, type Person } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Clock } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { programCalled } from "../programs/programs.ts";
import { refuseWhereClosed } from "../register/failures.ts";
import { findRoundContext, type RoundContext, takesAnswers } from "./rounds/context.ts";
import type { Prompt } from "./rounds/prompts.ts";

export const checkInFailure = errorTable({
  PROMPT_GONE: {
    en: () =>
      "This check-in no longer exists. Copy your text if you’ve typed any, then see what’s open: /drumbeat check-in.",
    fr: () =>
      "Ce point d’étape n’existe plus. Copiez votre texte si vous en avez saisi un, puis voyez ce qui est ouvert\u00a0: /drumbeat point.",
  },
  NOT_YOURS: {
    en: () => "This check-in is for someone else, so only they can answer it.",
    fr: () => "Ce point d’étape s’adresse à une autre personne\u00a0: elle seule peut y répondre.",
  },
  NOT_ASKED_ANY_MORE: {
    en: ({ name }) =>
      `${name ? `${name} is` : "You’re"} no longer on this check-in. Nothing was saved; copy your text if someone else can use it.`,
    fr: ({ name }) =>
      `Ce point d’étape ne ${name ? `concerne plus ${name}` : "vous concerne plus"}. Rien n’a été enregistré\u00a0; copiez votre texte s’il peut servir à une autre personne.`,
  },
  ROUND_CLOSED: {
    en: () =>
      "This check-in has closed and a newer one has opened. Copy your text if you’ve typed any, then answer the new one: /drumbeat check-in.",
    fr: () =>
      "Ce point d’étape est fermé et un plus récent a été ouvert. Copiez votre texte si vous en avez saisi un, puis répondez au nouveau\u00a0: /drumbeat point.",
  },
  NOT_READABLE: {
    en: ({ program }) => `You don’t have access to these answers. The lead of ${programCalled.en(program)} can help.`,
    fr: ({ program }) =>
      `Vous n’avez pas accès à ces réponses. Les responsables ${programCalled.frOf(program)} peuvent vous en dire plus.`,
  },
  NO_PLAN: {
    en: () => "Your last check-in had no plan to keep as it is. “Check in” opens the form.",
    fr: () =>
      "Votre dernier point d’étape n’avait pas de plan à garder tel quel. «\u00a0Faire le point\u00a0» ouvre le formulaire.",
  },
  ALREADY_ANSWERED: {
    en: () => "You’ve already answered. Use “Edit” to change it.",
    fr: () => "Vous avez déjà répondu. «\u00a0Corriger\u00a0» permet de changer votre réponse.",
  },
});

type Now = { clock: Pick<Clock, "now"> };

/** Who is asked: this person, or the one whose delegate they are. */
export async function ownerOf(db: Db | Tx, person: Person, prompt: Prompt): Promise<Person> {
  return prompt.person_id === person.id ? person : getPerson(db, prompt.workspace_id, prompt.person_id);
}

/** Whether the `owner` of a prompt is still asked: they are in the audience. */
export async function isStillAsked(
  { clock }: Now,
  db: Db | Tx,
  owner: Person,
  prompt: Prompt,
  { cadence }: RoundContext,
): Promise<boolean> {
  if (prompt.state === "excused" && prompt.reason === "left") return false;
  return isAskable(db, cadence, owner, { clock });
}

function standingsIn(prompt: Prompt, person: Person): ("participant" | "delegate")[] {
  if (prompt.person_id === person.id) return ["participant"];
  return prompt.delegate_id === person.id ? ["delegate"] : [];
}

/**
 * The prompt and whose it is, if this person may answer it now. A round that has closed takes answers, late, until the
 * next one of its cadence has opened; one of a closed program takes none, and those that it has stay as they are.
 */
export async function answerable(
  services: Now,
  db: Db | Tx,
  person: Person,
  prompt: Prompt | undefined,
): Promise<{ prompt: Prompt; context: RoundContext; owner: Person }> {
  const context = prompt && (await findRoundContext(db, person.workspace_id, prompt.round_id));
  if (!prompt || !context) throw checkInFailure("PROMPT_GONE");
  if (!may(standingsIn(prompt, person), "answer-round")) throw checkInFailure("NOT_YOURS");
  const owner = await ownerOf(db, person, prompt);
  if (!(await isStillAsked(services, db, owner, prompt, context)))
    throw checkInFailure("NOT_ASKED_ANY_MORE", { name: owner.id === person.id ? "" : owner.name });
  refuseWhereClosed(context.program);
  if (!(await takesAnswers(db, context.round))) throw checkInFailure("ROUND_CLOSED");
  return { prompt, context, owner };
}

/** The prompt, if it is this person's own and they may answer it now: a delegate answers, and decides nothing else. */
export async function ownToAnswer(services: Now, db: Db | Tx, person: Person, prompt: Prompt | undefined) {
  const found = await answerable(services, db, person, prompt);
  if (found.prompt.person_id !== person.id) throw checkInFailure("NOT_YOURS");
  return found;
}
