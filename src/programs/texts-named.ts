/** Texts to sponsors and committees when they are named. */
import { ofName, withFullStop } from "../platform/texts/language.ts";
import type { NamedRole } from "./seats.ts";

/** A digest as the message names it; `period`: October, Q4 2026, 2026; `programs`: empty where it is asked for in all. */
interface NamedDigest {
  date: string;
  time: string;
  period: string;
  programs: string;
  rhythm: "monthly" | "quarterly" | "annual";
}

const en = {
  role: {
    sponsor: (programs: string) => `sponsor of ${programs}`,
    steering: (programs: string) => `to the steering committee of ${programs}`,
    secretary: (programs: string) => `secretary of the committee of ${programs}`,
  } satisfies Record<NamedRole, (programs: string) => string>,
  more: (count: number) => `${count} more`,
  named: (by: string, roles: string) => `${by} named you ${roles}.`,
  agreed: (roles: string) => `As you agreed, you are now ${roles}.`,
  weekly: (day: string) => `${day}s, except in digest weeks: what needs you, if anything.`,
  digest: ({ date, time, period, programs, rhythm }: NamedDigest) =>
    `${date}, from ${time}: ${period}’s digest${programs && ` (${programs})`}, then ${{ monthly: "monthly", quarterly: "quarterly", annual: "yearly" }[rhythm]}.`,
  nothing: "Nothing to fill in.",
  retention: (count: number, term: string) =>
    count === 1
      ? `Your decisions are read by the program’s people and kept ${term} after it closes; not for appraisal.`
      : `Your decisions are read by the programs’ people and kept ${term} after each closes; not for appraisal.`,
  questions: (contact: string) => `Questions: ${contact}.`,
  later: (digest: string) => `Your digest has it from ${digest} on.`,
  dayAndHour: "Day and hour…",
  notMe: "Not me…",
  over: "You’re no longer in this role.",
  why: "Someone gave you a role in which you decide, or write for those who do.",
  decline: {
    title: "Not me",
    which: "Which role isn’t yours?",
    hint: "It ends at once. Whoever leads the program is told, and names someone else.",
    submit: "End my role",
    close: "Cancel",
    required: "Tick at least one.",
    done: (programs: string) => `Your role has ended: ${programs}. Whoever leads the program is told.`,
  },
};

const fr: typeof en = {
  role: {
    sponsor: (programs) => `le rôle de sponsor ${ofName(programs)}`,
    steering: (programs) => `un siège au comité de pilotage ${ofName(programs)}`,
    secretary: (programs) => `le secrétariat du comité ${ofName(programs)}`,
  },
  more: (count) => (count === 1 ? "1 autre" : `${count} autres`),
  named: (by, roles) => `${by} vous a confié ${roles}.`,
  agreed: (roles) => `Comme convenu, vous avez désormais ${roles}.`,
  weekly: (day) => `Le ${day}, sauf semaine de synthèse\u00a0: ce qui vous attend, s’il y a lieu.`,
  digest: ({ date, time, period, programs, rhythm }) =>
    `${date}, dès ${time}\u00a0: la synthèse ${period}${programs && ` (${programs})`}, puis chaque ${{ monthly: "mois", quarterly: "trimestre", annual: "année" }[rhythm]}.`,
  nothing: "Rien à remplir.",
  retention: (count, term) =>
    count === 1
      ? `Vos décisions sont lues par les membres du programme et conservées ${term} après sa clôture\u00a0; aucun usage pour l’évaluation.`
      : `Vos décisions sont lues par les membres des programmes et conservées ${term} après la clôture de chacun\u00a0; aucun usage pour l’évaluation.`,
  questions: (contact) => `Questions\u00a0: ${contact}.`,
  later: (digest) => withFullStop(`Votre synthèse en parle dès le ${digest}`),
  dayAndHour: "Jour et heure…",
  notMe: "Ce n’est pas moi…",
  over: "Vous n’avez plus ce rôle.",
  why: "Un rôle de décision, ou de secrétariat auprès de qui décide, vous a été confié.",
  decline: {
    title: "Ce n’est pas moi",
    which: "Quel rôle n’est pas le vôtre\u00a0?",
    hint: "Il prend fin aussitôt. Les responsables du programme sont prévenus et désignent quelqu’un d’autre.",
    submit: "Quitter ce rôle",
    close: "Annuler",
    required: "Cochez au moins une case.",
    done: (programs) => `Votre rôle a pris fin\u00a0: ${programs}. Les responsables du programme sont prévenus.`,
  },
};

export const namedTexts = { en, fr };
