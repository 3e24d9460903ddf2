/** What *Ask the first question now* answers. */
import type { HeldReason } from "../delivery/lanes.ts";
import { plural, withFullStop } from "../platform/texts/language.ts";

const en = {
  now: (names: string, count: number, what: string) => `${names} ${count === 1 ? "gets" : "get"} ${what} now`,
  /** `what`: null where it has been named. */
  later: (names: string, count: number, what: string | null, when: string) =>
    what === null ? `${names} on ${when}` : `${names} ${count === 1 ? "gets" : "get"} ${what} on ${when}`,
  because: {
    "quiet-hours": "outside their hours",
    "not-a-working-day": "day off",
    holiday: "public holiday",
    away: "away",
    morning: "with their morning message",
    weekly: "with their weekly message",
    paused: "messages are paused",
  } satisfies Record<HeldReason, string>,
  away: (names: string, count: number) => `${names} ${count === 1 ? "is" : "are"} away and not asked`,
  covered: (name: string, cover: string) => `${cover} is asked for ${name}, who is away`,
  more: (count: number) => `${count} more`,
  between: "; ",
  instead: (planned: string, due: string) =>
    `It was to come on ${planned}, and isn’t asked again then; answers are due on ${due}.`,
  paused: "All messages are paused: they go when an admin resumes them.",
  already: (what: string, at: string) => `The first question is asked already: ${what}, ${at}. Nobody is asked twice.`,
  nobody: (program: string) =>
    `Nobody is there to be asked in *${program}* now: everybody whom its check-ins ask is away, or they ask nobody yet. Nothing was sent.`,
  noCheckIn: (program: string) =>
    `No check-in runs in *${program}* now, so nothing was asked. Add one, or resume one, under “Check-ins”.`,
  closed: (program: string) => `*${program}* is closed, so nothing was asked. Its leads can reopen it first.`,
};

const fr: typeof en = {
  now: (names, count, what) => `${names} ${plural("fr", count, "reçoit", "reçoivent")} ${what} maintenant`,
  later: (names, count, what, when) =>
    what === null ? `${names} le ${when}` : `${names} ${plural("fr", count, "reçoit", "reçoivent")} ${what} le ${when}`,
  because: {
    "quiet-hours": "hors horaires de travail",
    "not-a-working-day": "jour non travaillé",
    holiday: "jour férié",
    away: "absence",
    morning: "avec le message du matin",
    weekly: "avec le message de la semaine",
    paused: "envois suspendus",
  },
  away: (names, count) =>
    `${names} ${plural("fr", count, "est en congé et n’est pas sollicité", "sont en congé et ne sont pas sollicités")}`,
  covered: (name, cover) => `${cover} répond pour ${name} (absence)`,
  more: (count) => `${count} ${plural("fr", count, "autre", "autres")}`,
  between: "\u00a0; ",
  instead: (planned, due) =>
    withFullStop(
      `Cette question, prévue le ${planned}, n’est pas posée une seconde fois\u00a0; réponses attendues pour le ${due}`,
    ),
  paused: "Les envois sont suspendus\u00a0: ils partiront à la reprise par l’administration.",
  already: (what, at) =>
    `La première question est déjà posée\u00a0: ${what}, ${at}. Personne n’est sollicité deux fois.`,
  nobody: (program) =>
    `Personne à qui poser la question dans *${program}* pour l’instant\u00a0: toutes les personnes concernées sont absentes, ou il n’y en a pas encore. Rien n’est envoyé.`,
  noCheckIn: (program) =>
    `Aucun point d’étape n’est actif dans *${program}*\u00a0: rien n’est demandé. Ajoutez-en un, ou reprenez-en un, sous «\u00a0Points d’étape\u00a0».`,
  closed: (program) => `*${program}* est clos\u00a0: rien n’est demandé. Ses responsables peuvent d’abord le rouvrir.`,
};

export const firstQuestionTexts = { en, fr };
