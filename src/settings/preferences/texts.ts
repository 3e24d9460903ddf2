const en = {
  title: "Preferences",
  plan: "Coming up",
  save: "Save",
  close: "Cancel",
  intro:
    "These choices apply to you, in every program. Messages outside your hours wait and arrive together; nothing is lost.",
  days: "Your working days",
  daysHint: (usual: string) => `Default: ${usual}.`,
  from: "Send me messages from",
  until: "Until",
  hoursHint: (from: string, until: string) => `Default for everyone: ${from}–${until}, your time.`,
  hoursSet: (from: string, until: string) =>
    `Messages arrive between ${from} and ${until}, your time: these hours are set for everyone here.`,
  preferred: "Your morning message at",
  preferredHint:
    "Everything for you arrives then, in one message. If empty: with the first check-in of the day, otherwise at 09:00.",
  weeklyOn: "Day of my weekly message",
  weeklyHint: "Requests to you as a sponsor or committee member arrive then, unless they’re needed sooner.",
  language: "Language",
  languages: { slack: "Same as Slack", en: "English", fr: "French" },
  region: "Your public holidays",
  regionHint: (usual: string | null) =>
    `A country, or a region code: France, FR-67, GB-SCT, US-CA. ${usual === null ? "If empty: none." : `If empty: ${usual}, as for everyone here.`}`,
  also: "Also",
  happens: "Messages as they happen",
  happensHint: "Instead of one each morning, and one a week for leads and sponsors",
  status: "Use my Slack status",
  statusHint: "“Vacationing” or “Out sick” with an end date counts as away until then",
  digests: "Digests you get",
  digestsHint: (usual: string) =>
    `Based on your roles: ${usual}. Each one covers all your programs. Untick all to get none.`,
  noDigest: "none",
  rhythms: { weekly: "Weekly", monthly: "Monthly", quarterly: "Quarterly", annual: "Annual" },
  asked: "Your check-ins",
  askedHint: "Untick to opt out. Leads see how many people opted out, never who.",
  required: (names: string) => `Required: ${names}. Need a break? Name a cover: \`/drumbeat away\`.`,
  done: "Close",
  change: "Change…",
  groups: {
    hours: "Working time",
    messages: "Messages",
    language: "Language",
    subscriptions: "Digests and check-ins",
  },
  values: {
    hours: ({ days, from, until, region }: { days: string; from: string; until: string; region: string | null }) =>
      `${days}, ${from}–${until} · public holidays: ${region ?? "none"}`,
    together: (at: string | null, weekday: string | null): string =>
      [
        `One message each morning${at === null ? "" : ` at ${at}`}`,
        ...(weekday === null ? [] : [`your weekly one on ${weekday}`]),
      ].join(", "),
    status: "your Slack status counts as an absence",
    digests: (which: string) => `Digests: ${which}`,
    checkIns: (asked: number, all: number) => `check-ins: ${asked} of ${all}`,
  },
  saved: "Preferences saved.",
  away: "I’m away…",
  help: "set your hours, language, digests and check-ins",
};

const fr: typeof en = {
  title: "Préférences",
  plan: "À venir",
  save: "Enregistrer",
  close: "Annuler",
  intro:
    "Ces choix ne valent que pour vous, dans tous les programmes. En dehors de vos horaires, les messages sont regroupés puis envoyés à la reprise\u00a0; aucun n’est perdu.",
  days: "Vos jours de travail",
  daysHint: (usual) => `Par défaut\u00a0: ${usual}.`,
  from: "Recevoir les messages à partir de",
  until: "Jusqu’à",
  hoursHint: (from, until) => `Par défaut pour tout le monde\u00a0: de ${from} à ${until}, à votre heure.`,
  hoursSet: (from, until) =>
    `Les messages arrivent entre ${from} et ${until}, à votre heure\u00a0: ces horaires sont les mêmes pour tout le monde ici.`,
  preferred: "Votre message du matin à",
  preferredHint:
    "Tout ce qui vous concerne arrive alors, en un seul message. Sans choix\u00a0: avec le premier point d’étape du jour, sinon à 9\u00a0h.",
  weeklyOn: "Jour de mon message hebdomadaire",
  weeklyHint: "Ce qui vous est soumis comme sponsor ou membre du comité arrive ce jour-là, sauf échéance plus proche.",
  language: "Langue",
  languages: { slack: "Comme dans Slack", en: "Anglais", fr: "Français" },
  region: "Vos jours fériés",
  regionHint: (usual) =>
    `Un pays, ou un code de région\u00a0: France, FR-67, GB-SCT, US-CA. ${usual === null ? "Par défaut\u00a0: aucun." : `Par défaut\u00a0: ${usual}, comme pour tout le monde ici.`}`,
  also: "Et aussi",
  happens: "Messages au fil de l’eau",
  happensHint: "Au lieu d’un par matin, et d’un par semaine pour responsables et sponsors",
  status: "Suivre mon statut Slack",
  statusHint: "«\u00a0En congé\u00a0» ou «\u00a0Malade\u00a0» avec une date de fin\u00a0: absence jusque-là",
  digests: "Synthèses que vous recevez",
  digestsHint: (usual) =>
    `D’après vos rôles\u00a0: ${usual}. Chacune couvre tous vos programmes\u00a0; ne cochez rien pour n’en recevoir aucune.`,
  noDigest: "aucune",
  rhythms: { weekly: "Hebdomadaire", monthly: "Mensuelle", quarterly: "Trimestrielle", annual: "Annuelle" },
  asked: "Vos points d’étape",
  askedHint: "Décochez pour vous désinscrire. Les responsables voient le nombre de désinscriptions, jamais les noms.",
  required: (names) =>
    `Obligatoires\u00a0: ${names}. Vous pouvez vous faire remplacer un temps\u00a0: \`/drumbeat absence\`.`,
  done: "Fermer",
  change: "Modifier…",
  groups: {
    hours: "Temps de travail",
    messages: "Messages",
    language: "Langue",
    subscriptions: "Synthèses et points d’étape",
  },
  values: {
    hours: ({ days, from, until, region }) =>
      `${days}, de ${from} à ${until} · jours fériés\u00a0: ${region ?? "aucun"}`,
    together: (at, weekday) =>
      [
        `Un message par matin${at === null ? "" : `, à ${at}`}`,
        ...(weekday === null ? [] : [`celui de la semaine le ${weekday}`]),
      ].join(", "),
    status: "votre statut Slack vaut absence",
    digests: (which) => `Synthèses\u00a0: ${which}`,
    checkIns: (asked, all) => `points d’étape\u00a0: ${asked} sur ${all}`,
  },
  saved: "Préférences enregistrées.",
  away: "Signaler une absence…",
  help: "régler vos horaires, votre langue, vos synthèses et vos points d’étape",
};

export const preferenceTexts = { en, fr };
