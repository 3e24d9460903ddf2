const en = {
  admin: {
    title: "Settings",
    save: "Save",
    close: "Cancel",
    whoMayCreate: "Who may create programs?",
    anyone: "Everybody of this workspace",
    anyoneHint: "Without guests; whoever is asked still answers",
    guestsToo: "Guests too",
    guestsTooHint: "Also guests, and people of other companies",
    admins: "Admins only",
    adminsHint: "Others are told whom to ask",
    named: "Admins of Drumbeat, besides those of Slack",
    namedHint: (names: string) => `Admins through Slack: ${names}.`,
    language: "Language of what is posted to channels",
    languageHint: "People themselves get theirs, from Slack.",
    languages: { "en-GB": "English", "fr-FR": "French" },
    week: "Working week",
    weekHint: "By these days, due dates and “working days” are counted; a new daily check-in proposes them.",
    region: "Public holidays",
    regionHint: (lists: string) =>
      `A country, or a part of it as a code: France, FR-67, GB-SCT, US-CA.${lists ? ` Or a list of yours: ${lists}.` : ""} These days count as no working days.`,
    ownLists: "Lists of your own…",
    weekMissing: "Choose at least one day.",
    botNamed: (name: string) => `${name} is an app. Choose a person.`,
    guestNamed: (name: string) =>
      `${name} is a guest here, or belongs to another company, and so cannot be an admin. Choose somebody else.`,
    saved: (what: string) => `The settings are saved. Changed: ${what}.`,
    unchanged: "The settings are as they were: nothing has changed.",
    savedFields: {
      whoMayCreate: "who may create programs",
      namedAdmins: "admins",
      locale: "language",
      workingWeek: "working week",
      holidayRegion: "public holidays",
    },
  },
  commands: {
    help: "sets who may create programs, the admins, language, working week and public holidays",
    label: "Settings",
  },
};

const fr: typeof en = {
  admin: {
    title: "Réglages",
    save: "Enregistrer",
    close: "Annuler",
    whoMayCreate: "Qui peut créer des programmes\u00a0?",
    anyone: "Tous les membres de cet espace",
    anyoneHint: "Sans les invités\u00a0; qui est sollicité répond toujours",
    guestsToo: "Les invités aussi",
    guestsTooHint: "Y compris les invités et les personnes d’autres entreprises",
    admins: "Les administrateurs seulement",
    adminsHint: "Les autres voient à qui s’adresser",
    named: "Administrateurs de Drumbeat, en plus de ceux de Slack",
    namedHint: (names) => `Déjà administrateurs dans Slack\u00a0: ${names}.`,
    language: "Langue de ce qui est publié dans les canaux",
    languageHint: "Chacun reçoit ses propres messages dans la langue de son Slack.",
    languages: { "en-GB": "Anglais", "fr-FR": "Français" },
    week: "Semaine de travail",
    weekHint:
      "Les échéances et les «\u00a0jours ouvrés\u00a0» se comptent sur ces jours, proposés aussi pour un point quotidien.",
    region: "Jours fériés",
    regionHint: (lists) =>
      `Un pays, ou une de ses régions par son code\u00a0: France, FR-67, GB-SCT, US-CA.${lists ? ` Ou une de vos listes\u00a0: ${lists}.` : ""} Ces jours ne comptent pas comme jours ouvrés.`,
    ownLists: "Vos propres listes…",
    weekMissing: "Choisissez au moins un jour.",
    botNamed: (name) => `${name} est une application. Choisissez une personne.`,
    guestNamed: (name) =>
      `${name} est une personne invitée ou d’une autre entreprise, et ne peut donc pas être administrateur. Choisissez quelqu’un d’autre.`,
    saved: (what) => `Les réglages sont enregistrés. Ce qui change\u00a0: ${what}.`,
    unchanged: "Les réglages restent tels quels\u00a0: rien n’a changé.",
    savedFields: {
      whoMayCreate: "qui peut créer des programmes",
      namedAdmins: "administrateurs",
      locale: "langue",
      workingWeek: "semaine de travail",
      holidayRegion: "jours fériés",
    },
  },
  commands: {
    help: "règle qui peut créer des programmes, les administrateurs, la langue, la semaine de travail et les jours fériés",
    label: "Réglages",
  },
};

export const peopleTexts = { en, fr };
