import { plural } from "../../platform/texts/language.ts";

const en = {
  title: "Preferences",
  plan: "What is coming",
  save: "Save",
  close: "Cancel",
  intro:
    "What you choose here is for you alone and for all programs. Whatever comes outside these hours waits and comes together; nothing is lost.",
  week: (count: number, ceiling: number | null) =>
    ceiling !== null && count <= ceiling
      ? `Messages to you this week: ${count} of ${ceiling}.`
      : `Messages to you this week: ${count}.${ceiling === null ? "" : ` At most ${ceiling} are meant.`}`,
  days: "The days on which you work",
  daysHint: (usual: string) => `Drumbeat’s default: ${usual}.`,
  from: "Messages may come from",
  until: "Messages may come until",
  hoursHint: (from: string, until: string) => `As for everybody here: ${from}–${until}, your time.`,
  hoursSet: (from: string, until: string) =>
    `Messages come between ${from} and ${until}, your time: these hours are set for everybody here.`,
  preferred: "My morning message at",
  preferredHint:
    "What is yours comes then, in one message. Left empty: with the first check-in of the day, else at 09:00.",
  weeklyOn: "The day of my weekly message",
  weeklyHint: "What is put to you as a sponsor or in a committee comes then, unless it is needed sooner.",
  language: "Language",
  languages: { slack: "As in Slack", en: "English", fr: "French" },
  region: "Your public holidays",
  regionHint: (usual: string | null) =>
    `A country, or a part of it as a code: France, FR-67, GB-SCT, US-CA. ${usual === null ? "Left empty: none." : `Left empty: ${usual}, as for everybody here.`}`,
  perDay: "At most in a day",
  perWeek: "At most in a week",
  capHint: (count: number) => `Answers to what you do yourself do not count. Drumbeat’s default: ${count}.`,
  weekCapHint: (count: number) =>
    `Your morning message and those of your week do not count, nor do answers to what you do yourself. Drumbeat’s default: ${count}.`,
  messages: (count: number) => `${count} ${plural("en", count, "message", "messages")}`,
  also: "Also",
  urgent: "Urgent asks may come at any hour",
  urgentHint: "Only what somebody has marked as urgent and needs you for",
  happens: "Each message as it happens",
  happensHint: "Instead of one in the morning, and one a week for leads and sponsors",
  status: "My Slack status counts",
  statusHint: "With “Vacationing” or “Out sick” and an end, you are away until then",
  digests: "Digests you get",
  digestsHint: (usual: string) => `By your seats: ${usual}. One covers all your programs; tick none for never.`,
  noDigest: "none",
  rhythms: { weekly: "Weekly", monthly: "Monthly", quarterly: "Quarterly", annual: "Annual" },
  asked: "Check-ins that you are asked for",
  askedHint: "Untick one to be asked no more. Those who lead see how many have done so, never who.",
  required: (names: string) =>
    `Required, so not up for choice: ${names}. For a while somebody can answer for you: \`/drumbeat away\`.`,
  missing: "Please choose something here.",
  saved: "Your preferences are saved.",
  away: "I’m away…",
  home: "When messages may come, how many, in which language, and what you are asked:",
  help: "sets when messages may come, how many, your language, digests and check-ins",
};

const fr: typeof en = {
  title: "Préférences",
  plan: "À venir",
  save: "Enregistrer",
  close: "Annuler",
  intro:
    "Ces choix ne valent que pour vous, et pour tous les programmes. Ce qui arrive en dehors de ces heures attend et vient ensemble\u00a0; rien n’est perdu.",
  week: (count, ceiling) =>
    ceiling !== null && count <= ceiling
      ? `Messages reçus cette semaine\u00a0: ${count} sur ${ceiling}.`
      : `Messages reçus cette semaine\u00a0: ${count}.${ceiling === null ? "" : ` Prévu\u00a0: ${ceiling} au plus.`}`,
  days: "Vos jours de travail",
  daysHint: (usual) => `Par défaut\u00a0: ${usual}.`,
  from: "Messages possibles à partir de",
  until: "Messages possibles jusqu’à",
  hoursHint: (from, until) => `Comme pour tous ici\u00a0: de ${from} à ${until}, à votre heure.`,
  hoursSet: (from, until) =>
    `Les messages arrivent entre ${from} et ${until}, à votre heure\u00a0: ces horaires sont fixés pour tous ici.`,
  preferred: "Mon message du matin à",
  preferredHint:
    "Ce qui vous revient arrive alors, en un seul message. Laissé vide\u00a0: avec le premier point d’étape du jour, sinon à 9\u00a0h.",
  weeklyOn: "Jour de mon message hebdomadaire",
  weeklyHint: "Ce qui vous est soumis comme sponsor ou en comité arrive ce jour-là, sauf s’il le faut plus tôt.",
  language: "Langue",
  languages: { slack: "Comme dans Slack", en: "Anglais", fr: "Français" },
  region: "Vos jours fériés",
  regionHint: (usual) =>
    `Un pays, ou une de ses régions par son code\u00a0: France, FR-67, GB-SCT, US-CA. ${usual === null ? "Laissé vide\u00a0: aucun." : `Laissé vide\u00a0: ${usual}, comme pour tous ici.`}`,
  perDay: "Au plus par jour",
  perWeek: "Au plus par semaine",
  capHint: (count) => `Les réponses à ce que vous faites vous-même ne comptent pas. Par défaut\u00a0: ${count}.`,
  weekCapHint: (count) =>
    `Votre message du matin et ceux de votre semaine ne comptent pas, ni les réponses à ce que vous faites vous-même. Par défaut\u00a0: ${count}.`,
  messages: (count) => `${count} ${plural("fr", count, "message", "messages")}`,
  also: "Et aussi",
  urgent: "Les demandes urgentes à toute heure",
  urgentHint: "Seulement ce que quelqu’un a marqué comme urgent et qui dépend de vous",
  happens: "Chaque message au fil de l’eau",
  happensHint: "Au lieu d’un le matin, et d’un par semaine pour responsables et sponsors",
  status: "Tenir compte de mon statut Slack",
  statusHint: "« En congé » ou « Malade », avec une fin\u00a0: absence jusque-là",
  digests: "Synthèses que vous recevez",
  digestsHint: (usual) =>
    `D’après vos rôles\u00a0: ${usual}. Chacune couvre tous vos programmes\u00a0; ne cochez rien pour n’en recevoir aucune.`,
  noDigest: "aucune",
  rhythms: { weekly: "Hebdomadaire", monthly: "Mensuelle", quarterly: "Trimestrielle", annual: "Annuelle" },
  asked: "Points d’étape qui vous sont demandés",
  askedHint: "Décochez-en un pour ne plus être sollicité. Les responsables voient combien l’ont fait, jamais qui.",
  required: (names) =>
    `Obligatoires, donc sans choix\u00a0: ${names}. Quelqu’un peut répondre pour vous un temps\u00a0: \`/drumbeat away\`.`,
  missing: "Merci de faire un choix ici.",
  saved: "Vos préférences sont enregistrées.",
  away: "Signaler une absence…",
  home: "Quand les messages peuvent arriver, combien, en quelle langue, et ce qui vous est demandé\u00a0:",
  help: "règle quand les messages peuvent arriver, combien, votre langue, vos synthèses et vos points d’étape",
};

export const preferenceTexts = { en, fr };
