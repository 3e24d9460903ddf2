import { type Language, list, plural, type Reader } from "../platform/texts/language.ts";
import type { AgeClass, DataKind } from "./data-map.ts";

/** What stands in the place of somebody who was erased, and of their words: stored, so in the language of the workspace. */
export const insteadTexts: Record<Language, { name: string; text(on: string): string }> = {
  en: { name: "An erased person", text: (on) => `Text removed on ${on}` },
  fr: { name: "Une personne effacée", text: (on) => `Texte retiré le ${on}` },
};

const en = {
  notFor: "Not for appraisal, pay or discipline.",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  ages: {
    daily: "Words of daily answers",
    other: "Words of other answers, who was asked, and absences",
    record: "The register, reports and roles, from the end of the program",
    messages: "Texts of sent messages",
    log: "The log, and preferences of those who left",
    candidates: "Scores of candidates for a sponsor, from the choice",
  } satisfies Record<AgeClass, string>,
  agesHead: "How long it is kept",
  agesNote: "The first time something is to go, admins see how much and when a month before. Then it goes each day.",
  retention: (records: string, term: string) => `${records}: ${term}`,
  counted: (records: string, count: number, on: string) => `${records} (${count}, from ${on})`,
  contact: (who: string) => `Questions: ${who}.`,
  /** What `drumbeat person` says. */
  person: {
    usage:
      'Usage: drumbeat person export HANDLE --reason "…" [--database FILE|URL] [--workspace SLACK_TEAM_ID]   all that is kept about them, as JSON',
    noReason: 'Say why with --reason "…": it stands in the log, and the person concerned reads it.',
  },
  notice: {
    asks: "Each form says who reads its answers.",
    terms: (daily: string, other: string) => `Words of daily answers are kept ${daily}, of others ${other}.`,
    see: "`/drumbeat my data` shows all that is kept about you.",
  },
  myData: {
    command: "see what Drumbeat keeps about you, and get a copy of it",
    title: "My data",
    count: (count: number) => `${count} ${plural("en", count, "entry", "entries")}`,
    see: "See…",
    download: "Download (JSON)",
    downloadDone: "The file comes as a message in a moment.",
    fileText: "All that Drumbeat keeps about you, without words by others and what only those who lead may read.",
    fileName: "my-data",
    kinds: {
      preferences: "Profile, preferences and absences",
      seats: "Roles and groups",
      asked: "What you were asked",
      answers: "Answers and drafts",
      record: "Register and votes",
      candidacies: "Choice of sponsors",
      messages: "Messages and digests",
      log: "Log",
    } satisfies Record<DataKind, string>,
    with: (reader: Reader, names: string[]) => `with ${list(reader, names)}`,
    page: (from: number, to: number, of: number) => `${from}–${to} of ${of}`,
    newer: "Newer",
    older: "Older",
  },
  erase: {
    command: "erase a person",
    label: "Erase a person…",
    title: "Erase a person",
    intro:
      "Name and words of this person go, also from past digests: those of their programs are cleared whole. Ids, votes and counts stay. This cannot be undone. Words by others that name them are shown to you afterwards.",
    person: "Who",
    reason: "Why",
    reasonHint: "It stands in the log.",
    missing: "Say who and why.",
    submit: "Erase",
    done: "It has begun. You get a message when it is done.",
    active:
      "Their Slack account is active: have it deactivated in Slack, else Drumbeat meets them again as someone new.",
    over: (count: number) =>
      count === 0
        ? "The person you had erased is erased."
        : `The person you had erased is erased. ${count} ${plural("en", count, "place", "places")} in words by others still name them: you decide which go.`,
    look: "Look through…",
    lookTitle: "Words by others",
    lookIntro: (name: string, count: number) =>
      `${count} ${plural("en", count, "text names", "texts name")} “${name}”. Clear those that mean the person who was erased.`,
    clear: "Clear",
    rest: "Leave the others",
    restDone: "Done. The others stay as they are.",
    left: "Only the first are shown; clear or leave them to see more.",
  },
  settings: {
    label: "Data and privacy…",
    title: "Data and privacy",
    contact: "Privacy contact",
    contactHint: "A name, an e-mail address or a link. It stands in everyone’s first message.",
    choosing: "Choosing sponsors: works council heard on",
    choosingHint: "Without a date, sponsors are not chosen by scores.",
    term: {
      months: (most: number) => `In months, ${most} at most.`,
      days: (most: number) => `In days, ${most} at most.`,
    },
    wrong: (most: number) => `Enter a whole number from 1 to ${most}.`,
    saved: "Saved. What goes by it for the first time is shown a month before.",
    home: (what: string) => `Drumbeat will delete what has reached its age: ${what}.`,
  },
};

const fr: typeof en = {
  notFor: "Ni pour l’évaluation, ni pour la rémunération, ni pour la discipline.",
  close: "Fermer",
  cancel: "Annuler",
  save: "Enregistrer",
  ages: {
    daily: "Textes des réponses quotidiennes",
    other: "Textes des autres réponses, qui a été interrogé, et absences",
    record: "Registre, synthèses et rôles, à compter de la fin du programme",
    messages: "Textes des messages envoyés",
    log: "Journal, préférences des personnes parties",
    candidates: "Notes des sponsors possibles, à compter du choix",
  },
  agesHead: "Durées de conservation",
  agesNote:
    "Avant la première suppression, les administrateurs voient combien et quand, un mois à l’avance. Elle a ensuite lieu chaque jour.",
  retention: (records, term) => `${records}\u00a0: ${term}`,
  counted: (records, count, on) => `${records} (${count}, à partir du ${on})`,
  contact: (who) => `Questions\u00a0: ${who}.`,
  person: {
    usage:
      'Usage\u00a0: drumbeat person export IDENTIFIANT --reason "…" [--database FICHIER|URL] [--workspace SLACK_TEAM_ID]   tout ce qui est conservé, en JSON',
    noReason:
      'Indiquez pourquoi avec --reason "…"\u00a0: le motif figure dans le journal, et la personne concernée le lit.',
  },
  notice: {
    asks: "Chaque formulaire indique qui lit les réponses.",
    terms: (daily, other) => `Les textes des réponses quotidiennes sont conservés ${daily}, ceux des autres ${other}.`,
    see: "`/drumbeat mes données` montre tout ce qui est conservé sur vous.",
  },
  myData: {
    command: "voir ce que Drumbeat conserve sur vous, et en avoir une copie",
    title: "Mes données",
    count: (count) => `${count} ${plural("fr", count, "élément", "éléments")}`,
    see: "Voir…",
    download: "Télécharger (JSON)",
    downloadDone: "Le fichier vous parvient par message dans un instant.",
    fileText:
      "Tout ce que Drumbeat conserve sur vous, sans les textes d’autres personnes ni ceux que seuls les responsables peuvent lire.",
    fileName: "mes-donnees",
    kinds: {
      preferences: "Profil, préférences et absences",
      seats: "Rôles et groupes",
      asked: "Ce qui vous a été demandé",
      answers: "Réponses et brouillons",
      record: "Registre et votes",
      candidacies: "Choix de sponsors",
      messages: "Messages et synthèses",
      log: "Journal",
    },
    with: (reader, names) => `avec ${list(reader, names)}`,
    page: (from, to, of) => `${from} à ${to} sur ${of}`,
    newer: "Plus récents",
    older: "Plus anciens",
  },
  erase: {
    command: "effacer une personne",
    label: "Effacer une personne…",
    title: "Effacer une personne",
    intro:
      "Le nom et les textes de cette personne disparaissent, y compris des synthèses passées\u00a0: celles de ses programmes sont vidées. Les identifiants, les votes et les chiffres restent. C’est irréversible. Les textes d’autres personnes qui la nomment vous sont ensuite montrés.",
    person: "Qui",
    reason: "Motif",
    reasonHint: "Il figure dans le journal.",
    missing: "Indiquez qui et pourquoi.",
    submit: "Effacer",
    done: "L’effacement a commencé. Un message vous dira quand il est terminé.",
    active:
      "Son compte Slack est actif\u00a0: faites-le désactiver dans Slack, sinon Drumbeat connaîtra à nouveau cette personne.",
    over: (count) =>
      count === 0
        ? "La personne est effacée, comme vous l’avez demandé."
        : `La personne est effacée, comme vous l’avez demandé. ${count} ${plural("fr", count, "texte d’une autre personne la nomme", "textes d’autres personnes la nomment")} encore\u00a0: à vous de décider.`,
    look: "Passer en revue…",
    lookTitle: "Textes des autres",
    lookIntro: (name, count) =>
      `${count} ${plural("fr", count, "texte contient", "textes contiennent")} «\u00a0${name}\u00a0». Videz ceux qui désignent la personne effacée.`,
    clear: "Vider",
    rest: "Laisser les autres",
    restDone: "C’est fait. Les autres restent tels quels.",
    left: "Seuls les premiers sont affichés\u00a0; videz-les ou laissez-les pour voir la suite.",
  },
  settings: {
    label: "Données et confidentialité…",
    title: "Données",
    contact: "Contact pour la confidentialité",
    contactHint: "Un nom, une adresse ou un lien. Il figure dans le premier message de chacun.",
    choosing: "Choix des sponsors\u00a0: CSE consulté le",
    choosingHint: "Sans date, aucun sponsor n’est choisi par des notes.",
    term: {
      months: (most) => `En mois, ${most} au plus.`,
      days: (most) => `En jours, ${most} au plus.`,
    },
    wrong: (most) => `Indiquez un nombre entier de 1 à ${most}.`,
    saved: "Enregistré. Ce qui disparaît ainsi pour la première fois est annoncé un mois à l’avance.",
    home: (what) => `Drumbeat va supprimer ce qui a atteint son terme\u00a0: ${what}.`,
  },
};

export const privacyTexts: Record<Language, typeof en> = { en, fr };
