import { plural } from "../platform/texts/language.ts";

const en = {
  title: "Working roles",
  close: "Close",
  save: "Save",
  cancel: "Cancel",
  commands: { roles: "`/drumbeat roles` – who holds which working role", rolesLabel: "Roles" },
  none: "No working roles yet. They say who does what: steps and tasks go to whoever holds the role.",
  noRights: "A working role gives tasks, not rights. Rights come from the seats of the program.",
  library: "Add the usual roles",
  add: "Add a role…",
  gaps: (nobody: number, one: number) =>
    [
      nobody === 0 ? "" : nobody === 1 ? "1 role without a holder" : `${nobody} roles without a holder`,
      one === 0 ? "" : one === 1 ? "1 role with one holder" : `${one} roles with one holder`,
    ]
      .filter(Boolean)
      .join(" · "),
  nobody: "nobody yet",
  onlyOne: (name: string) => `${name} alone`,
  answersFor: (what: string) => `Answers for: ${what}`,
  skills: (all: string) => `Skills: ${all}`,
  tasks: (all: string) => `Tasks: ${all}`,
  gives: (to: string, what: string, needs: string) =>
    `Gives to ${to}: ${what}${needs && `. Needs from them: ${needs}`}`,
  acts: { change: "Change…", handOff: "What it gives…", end: "Remove" },
  form: {
    titleAdd: "Add a working role",
    titleChange: "Change the role",
    name: "Role",
    answersFor: "Answers for",
    skills: "Skills",
    skillsHint: "One per line. Of the role, never of a person.",
    tasks: "Standard tasks",
    tasksHint: "One per line.",
    holders: "Who holds it",
    holdersHint: "Several people can share a role; one person can hold several.",
    required: "Give the role a name.",
  },
  handOff: {
    title: "What it gives",
    to: "To which role",
    gives: "What it gives",
    givesHint: "Leave it empty to remove it.",
    needs: "What it needs from them",
    required: "Choose a role.",
  },
  ask: {
    open: "Ask for…",
    title: "Ask another role",
    submit: "Ask",
    from: "Of which role",
    what: "What you need",
    whatHint: "In words that they can act on: what, for which use, in which form.",
    to: "For which role",
    required: "This is needed.",
    name: (from: string, to: string) => `Hand-off: ${from} to ${to}`,
    confirm: (what: string) => `Confirm: ${what}`,
    waits: (what: string, to: string, from: string, days: number) =>
      `${what}: ${to} waits for ${from}, ${days === 0 ? "since today" : plural("en", days, "1 day", `${days} days`)}`,
  },
};

const fr: typeof en = {
  title: "Rôles de travail",
  close: "Fermer",
  save: "Enregistrer",
  cancel: "Annuler",
  commands: { roles: "`/drumbeat rôles` – qui tient quel rôle de travail", rolesLabel: "Rôles" },
  none: "Aucun rôle de travail pour l’instant. Ils disent qui fait quoi\u00a0: étapes et tâches vont à qui tient le rôle.",
  noRights: "Un rôle de travail donne des tâches, pas de droits. Les droits viennent des rôles du programme.",
  library: "Ajouter les rôles usuels",
  add: "Ajouter un rôle…",
  gaps: (nobody, one) =>
    [
      nobody === 0 ? "" : nobody === 1 ? "1 rôle sans titulaire" : `${nobody} rôles sans titulaire`,
      one === 0 ? "" : one === 1 ? "1 rôle à un seul titulaire" : `${one} rôles à un seul titulaire`,
    ]
      .filter(Boolean)
      .join(" · "),
  nobody: "personne pour l’instant",
  onlyOne: (name) => `${name}, sans relève`,
  answersFor: (what) => `Répond de\u00a0: ${what}`,
  skills: (all) => `Compétences\u00a0: ${all}`,
  tasks: (all) => `Tâches\u00a0: ${all}`,
  gives: (to, what, needs) => `Donne à ${to}\u00a0: ${what}${needs && `. En attend\u00a0: ${needs}`}`,
  acts: { change: "Modifier…", handOff: "Ce qu’il donne…", end: "Retirer" },
  form: {
    titleAdd: "Ajouter un rôle",
    titleChange: "Modifier le rôle",
    name: "Rôle",
    answersFor: "Répond de",
    skills: "Compétences",
    skillsHint: "Une par ligne. Du rôle, jamais d’une personne.",
    tasks: "Tâches habituelles",
    tasksHint: "Une par ligne.",
    holders: "Qui le tient",
    holdersHint: "Plusieurs personnes peuvent partager un rôle, une personne en tenir plusieurs.",
    required: "Donnez un nom au rôle.",
  },
  handOff: {
    title: "Ce qu’il donne",
    to: "À quel rôle",
    gives: "Ce qu’il donne",
    givesHint: "Laissez vide pour le retirer.",
    needs: "Ce qu’il en attend",
    required: "Choisissez un rôle.",
  },
  ask: {
    open: "Demander…",
    title: "Demander à un rôle",
    submit: "Demander",
    from: "À quel rôle",
    what: "Ce qu’il vous faut",
    whatHint: "De quoi agir : quoi, pour quel usage, sous quelle forme.",
    to: "Pour quel rôle",
    required: "À remplir.",
    name: (from, to) => `Passage de relais : ${from} à ${to}`,
    confirm: (what) => `Confirmer : ${what}`,
    waits: (what, to, from, days) =>
      `${what} : ${to} attend ${from}, ${days === 0 ? "depuis aujourd’hui" : plural("fr", days, `${days} jour`, `${days} jours`)}`,
  },
};

export const trackTexts = { en, fr };
