/** A program in the browser: who is in it, what they read and press, in both languages. */
import { aRun, type Run } from "../support/run.ts";

export const inEnglish = {
  language: "English",
  locale: "en-GB",
  lead: { handle: "tom", name: "Tom Baker", tz: "Europe/London", locale: "en-GB" },
  sponsor: { handle: "sofia", name: "Sofia Rossi", tz: "Europe/London", locale: "en-GB" },
  member: { handle: "oliver", name: "Oliver Hughes", tz: "Europe/London", locale: "en-GB" },
  monthly: "Monthly executive check-in · Atlas",
  checkIn: "Check in",
  form: "Check-in",
  bottomLine: "Bottom line",
  red: "🔴 Off track",
  why: "Why (optional)",
  beingDone: "What’s being done",
  byWhen: "By when",
  changed: "Done this month",
  asked: "Help or decision needed? (optional)",
  save: "Save",
  reasonNeeded: "Add a line: why it isn’t on track.",
  recorded: "✓ Checked in",
  edit: "Edit",
  nothingNow: "Nothing for you to do.",
  summary: "1 answered",
  digestHead: "NOVEMBER · ATLAS",
  sources: "Sources",
  daily: { moved: "Done since last time", next: "Next" },
  more: "More actions",
  skip: "Skip this time",
  skipped: "Skipped. No reason is needed, and none is kept.",
  home: "Home",
  messages: "Messages",
};

export type Words = typeof inEnglish;

export const inFrench: Words = {
  language: "French",
  locale: "fr-FR",
  lead: { handle: "lea", name: "Léa Martin", tz: "Europe/Paris", locale: "fr-FR" },
  sponsor: { handle: "ines", name: "Inès Carpentier", tz: "Europe/Paris", locale: "fr-FR" },
  member: { handle: "hugo", name: "Hugo Lambert", tz: "Europe/Paris", locale: "fr-FR" },
  monthly: "Point exécutif mensuel · Atlas",
  checkIn: "Faire le point",
  form: "Point d’étape",
  bottomLine: "L’essentiel",
  red: "🔴 Hors trajectoire",
  why: "Pourquoi (facultatif)",
  beingDone: "Action en cours",
  byWhen: "Échéance",
  changed: "Fait ce mois-ci",
  asked: "Besoin d’aide ou d’une décision\u00a0? (facultatif)",
  save: "Enregistrer",
  reasonNeeded: "Dites pourquoi en une ligne.",
  recorded: "✓ Point fait",
  edit: "Corriger",
  nothingNow: "Rien à faire pour l’instant.",
  summary: "1 réponse",
  digestHead: "NOVEMBRE · ATLAS",
  sources: "Sources",
  daily: { moved: "Fait depuis la dernière fois", next: "Ensuite" },
  more: "Autres actions",
  skip: "Passer cette fois",
  skipped: "Pas de réponse cette fois. Aucun motif n’est demandé ni conservé.",
  home: "Accueil",
  messages: "Messages",
};

/** A program with a lead, a sponsor and a participant, and one check-in of this template. */
export function workspace({ lead, sponsor, member, locale }: Words, template: string): Promise<Run> {
  const seats = { lead: lead.handle, sponsors: [sponsor.handle], team: [member.handle] };
  return aRun({
    people: [lead, sponsor, member],
    locale,
    programs: [{ key: "atlas", title: "Atlas", ...seats }],
    cadences: [{ key: "check-in", program: "atlas", template }],
  });
}
