import type { Language } from "../../platform/texts/language.ts";

const en = {
  title: "Beyond the dossier",
  save: "Save",
  cancel: "Cancel",
  intro:
    "This goes beyond what the works council or data protection were given last. In France a change of this kind is put to the works council first.",
  more: (count: number) => `And ${count} more.`,
  choice: "What now?",
  choose: "Choose one of the two, or cancel.",
  off: "Save as off",
  consulted: "We have consulted",
  consultedHint: "Enter the date below. It is kept as handed over.",
  on: "Consulted on",
  onMissing: "Enter the date of the consultation.",
  onAhead: "Enter today or an earlier day.",
  reference: "Reference",
  referenceHint: "Such as the minutes of the meeting.",
  adminsFirst: "These are too many at once: save the admins first, then the rest.",
  offSettings: "All else is saved; what goes beyond stays as it was.",
  offCheckIn: "Saved, but paused: it asks nobody.",
  offResume: "It stays paused.",
  pausedBecause: "Goes beyond the last dossier: consult first",
  stillPaused: (name: string) => `“${name}” stays paused.`,
};

export const beyondTexts: Record<Language, typeof en> = {
  en,
  fr: {
    title: "Au-delà du dossier",
    save: "Enregistrer",
    cancel: "Annuler",
    intro:
      "Ceci va au-delà de ce qui a été remis en dernier au CSE ou à la protection des données. Un tel changement se présente d’abord au CSE.",
    more: (count) => `Et ${count} de plus.`,
    choice: "Que faire\u00a0?",
    choose: "Choisissez l’un des deux, ou annulez.",
    off: "Enregistrer sans effet",
    consulted: "La consultation a eu lieu",
    consultedHint: "Indiquez la date ci-dessous. Elle est gardée comme date de remise.",
    on: "Date de la consultation",
    onMissing: "Indiquez la date de la consultation.",
    onAhead: "Indiquez aujourd’hui ou un jour antérieur.",
    reference: "Référence",
    referenceHint: "Par exemple le procès-verbal de la réunion.",
    adminsFirst: "Ils sont trop nombreux à la fois\u00a0: enregistrez d’abord les administrateurs, puis le reste.",
    offSettings: "Le reste est enregistré\u00a0; ce qui va au-delà ne change pas.",
    offCheckIn: "Enregistré, mais en pause\u00a0: personne n’est sollicité.",
    offResume: "Il reste en pause.",
    pausedBecause: "Va au-delà du dernier dossier\u00a0: consulter d’abord",
    stillPaused: (name) => `«\u00a0${name}\u00a0» reste en pause.`,
  },
};
