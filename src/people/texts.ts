const en = {
  admin: {
    title: "Settings",
    save: "Save",
    close: "Cancel",
    whoMayCreate: "Who may create programs?",
    anyone: "Anybody",
    anyoneHint: "Whoever creates a program, or leads it, sets it up",
    admins: "Admins only",
    adminsHint: "Others are told whom to ask",
    named: "Admins of Drumbeat, besides those of Slack",
    namedHint: (names: string) => `Admins through Slack: ${names}.`,
    language: "Language of what is posted to channels",
    languageHint: "People themselves get theirs, from Slack.",
    languages: { "en-GB": "English", "fr-FR": "French" },
    week: "Working week",
    weekHint: "The days proposed for a new daily check-in.",
    weekMissing: "Choose at least one day.",
    botNamed: (name: string) => `${name} is an app. Choose a person.`,
  },
  commands: { help: "sets who may create programs, the admins, language and working week", label: "Settings" },
};

const fr: typeof en = {
  admin: {
    title: "Réglages",
    save: "Enregistrer",
    close: "Annuler",
    whoMayCreate: "Qui peut créer des programmes\u00a0?",
    anyone: "Tout le monde",
    anyoneHint: "Qui crée un programme, ou le conduit, le met en place",
    admins: "Les administrateurs seulement",
    adminsHint: "Les autres apprennent à qui demander",
    named: "Administrateurs de Drumbeat, en plus de ceux de Slack",
    namedHint: (names) => `Administrateurs par Slack\u00a0: ${names}.`,
    language: "Langue de ce qui est publié dans les canaux",
    languageHint: "Chacun reçoit ses messages dans la sienne, d’après Slack.",
    languages: { "en-GB": "Anglais", "fr-FR": "Français" },
    week: "Semaine de travail",
    weekHint: "Les jours proposés pour un nouveau point quotidien.",
    weekMissing: "Choisissez au moins un jour.",
    botNamed: (name) => `${name} est une application. Choisissez une personne.`,
  },
  commands: {
    help: "règle qui peut créer des programmes, les administrateurs, la langue et la semaine de travail",
    label: "Réglages",
  },
};

export const peopleTexts = { en, fr };
