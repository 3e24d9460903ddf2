/** The words of the screens and forms of meetings. */
import { plural } from "../platform/texts/language.ts";
import type { ActionProblem } from "./actions-typed.ts";
import type { MeetingState } from "./table.ts";

const en = {
  save: "Save",
  cancel: "Cancel",
  required: "Please fill this in.",
  command: "Your meetings: agendas, records, dates",
  screen: {
    title: "Meetings",
    one: "Meeting",
    close: "Close",
    open: "Open",
    none: "No meetings yet. Choose below when a committee or a team meets: agenda and record then come by themselves.",
    noneYours: "You sit in no meeting. Whoever leads a program, or its committee’s secretary, sets the dates.",
    past: "Before",
    dates: "Set dates…",
    set: "set dates",
    change: "change dates",
    states: {
      planned: "",
      "agenda-sent": "agenda sent",
      sitting: "sits now",
      closed: "record",
      cancelled: "cancelled",
    } satisfies Record<MeetingState, string> as Record<MeetingState, string>,
    chair: (name: string) => `Chair: ${name}`,
    noChair: "Nobody sits on this committee yet: add members first.",
    secretary: (name: string) => `Secretary: ${name}`,
    quorum: (count: number) => `Quorum: ${count}`,
  },
  dates: {
    title: "Dates of meetings",
    how: "The agenda is drafted five working days before and goes to all two days before; the record goes the working day after.",
    howTeam: "The agenda is drafted five working days before and goes to the team two days before.",
    first: "First meeting",
    firstHint: "The later ones are on the same weekday.",
    repeats: "How often",
    every: {
      once: "Once, and on the dates below",
      week: "Every week",
      "two-weeks": "Every two weeks",
      month: "Every month",
      quarter: "Every quarter",
    },
    at: "At",
    zone: "Time zone",
    also: "Other dates",
    alsoHint: "One a line, such as 3 Feb 2027.",
    place: "Room or link",
    placeHint: "It stands in the agenda and in calendars.",
    quorumHint: "How many members have to be there. With fewer, what is decided goes to a vote.",
    noDay: (line: string) => `“${line}” is no date. Write it like 3 Feb 2027.`,
    stop: "No more meetings",
    stopAsk: "What is planned and has no agenda yet goes. Records stay.",
    stopped: "No more meetings are planned.",
    saved: (next: string) => `Saved. Next meeting: ${next}. Everybody who sits gets the dates.`,
  },
  add: {
    title: "Add a topic",
    proposed: "From the record",
    topic: "Or in your words",
    topicHint: "Best as a question.",
    minutes: "Minutes",
    guests: "Guests for this topic",
    guestsHint: "They get this topic and its part of the record, nothing else.",
    minutesWrong: (least: number, most: number) => `Enter ${least} to ${most} minutes.`,
    oneOfBoth: "Choose one from the record, or write one in your words.",
  },
  move: {
    title: "Move or cancel",
    submit: "Move",
    how: (place: string) => `Times are those of ${place}. Everybody who sits is told once.`,
    day: "Day",
    done: (when: string) => `Moved: ${when}. Everybody who sits is told.`,
    cancel: "Cancel this meeting",
    cancelAsk: "Everybody who sits is told. Its topics go to the next meeting.",
    cancelled: "Cancelled. Everybody who sits is told.",
  },
  write: {
    title: "Record",
    correct: "Correct the record",
    decided: "What was decided",
    choices: (options: readonly string[]) => `One of: ${options.join(" · ")}. Or in other words.`,
    option: "Decision",
    why: "Why",
    noted: "Noted",
    actions: "Actions, one a line",
    actionsHint: "What, who, by when: Call the vendor, Nina Falk, 12 Dec",
    noTopics: "There are no topics. Add one first.",
    meanwhile: (names: string) =>
      `${names} wrote about this meanwhile. Their words stand here now: change them or keep them, then save.`,
    problem(problem: ActionProblem): string {
      switch (problem.because) {
        case "parts":
          return `Write “${problem.line}” as what, who, by when: Call the vendor, Nina Falk, 12 Dec`;
        case "day":
          return `“${problem.day}” is no date. Write it like 12 Dec or 2026-12-12.`;
        case "nobody":
          return `Nobody here is called “${problem.who}”. Write the name as it is in Slack.`;
        case "several":
          return `“${problem.who}” may be ${problem.fit.join(" or ")}. Write the whole name.`;
      }
    },
  },
  closing: {
    title: "Close the meeting",
    submit: "Close",
    readBack: "*This goes into the record:*",
    present: "Present",
    presentHint: "Members who are left out are excused, or represented by whoever stands in for them.",
    quorum: (count: number) =>
      `With fewer than ${count} ${plural("en", count, "member", "members")}, what is decided goes to a vote.`,
    carried: "What was not reached goes to the next meeting.",
    goesNow: "The record goes to all at once.",
    goesToChair: (chair: string) => `${chair} gets it first; it goes to all the next working day at noon.`,
  },
  copy: { title: "Record as text" },
  file: {
    sent: "The PDF is on its way to your messages with Drumbeat.",
    pack: (body: string) => `Pack: ${body}`,
    subtitle: "In the thread.",
    roadmap: "Roadmap",
    roadmapOf: (programs: number) =>
      `Milestones of ${programs} ${plural("en", programs, "program", "programs")} by quarter`,
    morePrograms: (count: number) => `${count} more ${plural("en", count, "program", "programs")}`,
    packName: "pack",
    recordName: "record",
    options: "Options",
    why: "Why",
    costOfWaiting: "Cost of waiting",
    days: (count: number) => `${count} ${plural("en", count, "day", "days")} of delay`,
    unprintable: "Some signs cannot be printed and are shown as □.",
    pages: "{page} of {pages}",
  },
};

const fr: typeof en = {
  save: "Enregistrer",
  cancel: "Annuler",
  required: "Champ à remplir.",
  command: "Vos réunions\u00a0: ordres du jour, relevés, dates",
  screen: {
    title: "Réunions",
    one: "Réunion",
    close: "Fermer",
    open: "Ouvrir",
    none: "Aucune réunion pour l’instant. Choisissez ci-dessous quand un comité ou une équipe se réunit\u00a0: l’ordre du jour et le relevé viennent ensuite d’eux-mêmes.",
    noneYours:
      "Vous ne siégez à aucune réunion. Le responsable d’un programme ou le secrétariat de son comité en fixe les dates.",
    past: "Auparavant",
    dates: "Fixer les dates…",
    set: "fixer les dates",
    change: "modifier les dates",
    states: {
      planned: "",
      "agenda-sent": "ordre du jour envoyé",
      sitting: "séance ouverte",
      closed: "relevé",
      cancelled: "annulée",
    },
    chair: (name) => `Présidence\u00a0: ${name}`,
    noChair: "Personne ne siège encore à ce comité\u00a0: ajoutez d’abord des membres.",
    secretary: (name) => `Secrétariat\u00a0: ${name}`,
    quorum: (count) => `Quorum\u00a0: ${count}`,
  },
  dates: {
    title: "Dates des réunions",
    how: "L’ordre du jour est préparé cinq jours ouvrés avant et part à tous deux jours avant\u00a0; le relevé part le jour ouvré suivant.",
    howTeam: "L’ordre du jour est préparé cinq jours ouvrés avant et part à l’équipe deux jours avant.",
    first: "Première séance",
    firstHint: "Les suivantes ont lieu le même jour de la semaine.",
    repeats: "Fréquence",
    every: {
      once: "Une fois, et aux dates ci-dessous",
      week: "Chaque semaine",
      "two-weeks": "Toutes les deux semaines",
      month: "Chaque mois",
      quarter: "Chaque trimestre",
    },
    at: "À",
    zone: "Fuseau horaire",
    also: "Autres dates",
    alsoHint: "Une par ligne, comme 3 févr. 2027.",
    place: "Salle ou lien",
    placeHint: "Figure dans l’ordre du jour et les agendas.",
    quorumHint: "Nombre de membres requis. En dessous, ce qui est décidé passe au vote.",
    noDay: (line) => `«\u00a0${line}\u00a0» n’est pas une date. Écrivez par exemple 3 févr. 2027.`,
    stop: "Plus de réunions",
    stopAsk: "Ce qui est prévu sans ordre du jour disparaît. Les relevés restent.",
    stopped: "Plus aucune réunion n’est prévue.",
    saved: (next) =>
      `Enregistré. Prochaine séance\u00a0: ${next}. Toutes les personnes qui siègent reçoivent les dates.`,
  },
  add: {
    title: "Ajouter un sujet",
    proposed: "Depuis le registre",
    topic: "Ou avec vos mots",
    topicHint: "De préférence sous forme de question.",
    minutes: "Minutes",
    guests: "Invités pour ce sujet",
    guestsHint: "Ils reçoivent ce sujet et sa partie du relevé, rien d’autre.",
    minutesWrong: (least, most) => `Saisissez de ${least} à ${most}\u00a0minutes.`,
    oneOfBoth: "Choisissez un sujet du registre, ou écrivez-en un avec vos mots.",
  },
  move: {
    title: "Déplacer ou annuler",
    submit: "Déplacer",
    how: (place) => `Heures de ${place}. Toutes les personnes qui siègent sont prévenues une fois.`,
    day: "Jour",
    done: (when) => `Déplacée\u00a0: ${when}. Toutes les personnes qui siègent sont prévenues.`,
    cancel: "Annuler la séance",
    cancelAsk: "Toutes les personnes qui siègent sont prévenues. Les sujets passent à la prochaine séance.",
    cancelled: "Annulée. Toutes les personnes qui siègent sont prévenues.",
  },
  write: {
    title: "Relevé de décisions",
    correct: "Corriger le relevé",
    decided: "Décidé",
    choices: (options) => `Au choix\u00a0: ${options.join(" · ")}. Ou en d’autres mots.`,
    option: "Décision",
    why: "Motif",
    noted: "Pris acte",
    actions: "Actions, une par ligne",
    actionsHint: "Quoi, qui, pour quand\u00a0: Appeler le fournisseur, Nina Falk, 12 déc.",
    noTopics: "Il n’y a aucun sujet. Ajoutez-en d’abord un.",
    meanwhile: (names) =>
      `${names} a écrit entre-temps à ce sujet. Ses mots figurent ici\u00a0: modifiez-les ou gardez-les, puis enregistrez.`,
    problem(problem) {
      switch (problem.because) {
        case "parts":
          return `Écrivez «\u00a0${problem.line}\u00a0» ainsi\u00a0: quoi, qui, pour quand, par exemple Appeler le fournisseur, Nina Falk, 12 déc.`;
        case "day":
          return `«\u00a0${problem.day}\u00a0» n’est pas une date. Écrivez par exemple 12 déc. ou 12/12/2026.`;
        case "nobody":
          return `Personne ici ne s’appelle «\u00a0${problem.who}\u00a0». Écrivez le nom tel qu’il figure dans Slack.`;
        case "several":
          return `«\u00a0${problem.who}\u00a0» peut être ${problem.fit.join(" ou ")}. Écrivez le nom entier.`;
      }
    },
  },
  closing: {
    title: "Clôturer la séance",
    submit: "Clôturer",
    readBack: "*Voici ce qui entre au relevé\u00a0:*",
    present: "Présents",
    presentHint: "Les membres absents de cette liste sont excusés, ou représentés par la personne qui les remplace.",
    quorum: (count) =>
      `À moins de ${count}\u00a0${plural("fr", count, "membre", "membres")}, ce qui est décidé passe au vote.`,
    carried: "Ce qui n’a pas été abordé passe à la prochaine séance.",
    goesNow: "Le relevé part aussitôt à tous.",
    goesToChair: (chair) => `${chair} le reçoit d’abord\u00a0; il part à tous le jour ouvré suivant à midi.`,
  },
  copy: { title: "Relevé en texte" },
  file: {
    sent: "Le PDF arrive dans vos messages avec Drumbeat.",
    pack: (body) => `Dossier de séance\u00a0: ${body}`,
    subtitle: "Dans le fil.",
    roadmap: "Feuille de route",
    roadmapOf: (programs) =>
      `Jalons de ${programs}\u00a0${plural("fr", programs, "programme", "programmes")} par trimestre`,
    morePrograms: (count) => `${count}\u00a0${plural("fr", count, "autre programme", "autres programmes")}`,
    packName: "dossier",
    recordName: "releve",
    options: "Options",
    why: "Motif",
    costOfWaiting: "Coût de l’attente",
    days: (count) => `${count}\u00a0${plural("fr", count, "jour", "jours")} de retard`,
    unprintable: "Certains signes ne s’impriment pas\u00a0; ils apparaissent sous la forme □.",
    pages: "{page} sur {pages}",
  },
};

export const screenTexts = { en, fr };
