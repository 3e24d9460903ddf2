/** Of running tracks: their screen, and the command line. */
import { plural } from "../platform/texts/language.ts";

const en = {
  title: "Tracks",
  help: "– what is done in which order, and whose it is now",
  none: "No track is running. In a track, each step comes to its owner once what it needs is done.",
  start: "Start a track…",
  open: "Open",
  all: "‹ All tracks",
  counts: (done: number, all: number, ready: number, late: number) =>
    `${done} of ${all} done · ${ready} ready${late > 0 ? ` (${late} late)` : ""}`,
  due: (date: string) => `by ${date}`,
  late: (date: string) => `late, was due ${date}`,
  gate: "done, waits for approval",
  after: (titles: string) => `waits for: ${titles}`,
  notBefore: (date: string) => `not before ${date}`,
  done: (date: string) => `✓ done ${date}`,
  dropped: "dropped",
  stop: "Stop",
  stopTitle: "Stop this track?",
  stopText: "Its open steps are dropped, and no others follow. What is done stays in the register.",
  save: "Save as template…",
  saveTitle: "Save as template",
  saveName: "Name of the template",
  saved: (name: string) => `✓ Saved. *Start a track…* now offers “${name}”.`,
  required: "This is needed.",
  startTitle: "Start a track",
  startSubmit: "Start",
  template: "Template",
  person: "For whom",
  milestone: "Milestone that it leads to",
  cli: {
    usage: `Usage: drumbeat track check FILE
       drumbeat track add FILE [--database FILE|URL] [--workspace ID]
       drumbeat track start TEMPLATE --program KEY [--person HANDLE] [--milestone CODE] [--database …] [--workspace …]`,
    problem: (path: string, message: string) => `${path}: ${message}`,
    inOrder: (name: string, steps: number) =>
      `“${name}” is in order: ${steps} ${plural("en", steps, "step", "steps")}.`,
    added: (name: string, key: string) => `“${name}” is saved. Start it: drumbeat track start ${key} --program KEY`,
    unknown: (word: string, known: string) => `“${word}” is not known. There are: ${known || "none"}`,
    started: (name: string, program: string) => `“${name}” is running in ${program}.`,
  },
};

const fr: typeof en = {
  title: "Parcours",
  help: "– ce qui se fait dans quel ordre, et chez qui c’est maintenant",
  none: "Aucun parcours en cours. Dans un parcours, chaque étape arrive chez qui la fait dès que ce qu’il lui faut est prêt.",
  start: "Lancer un parcours…",
  open: "Ouvrir",
  all: "‹ Tous les parcours",
  counts: (done, all, ready, late) =>
    `${done} sur ${all} terminées · ${ready} à faire${late > 0 ? ` (dont ${late} en retard)` : ""}`,
  due: (date) => `pour le ${date}`,
  late: (date) => `en retard, prévue le ${date}`,
  gate: "terminée, attend l’approbation",
  after: (titles) => `attend\u00a0: ${titles}`,
  notBefore: (date) => `pas avant le ${date}`,
  done: (date) => `✓ terminée le ${date}`,
  dropped: "abandonnée",
  stop: "Arrêter",
  stopTitle: "Arrêter ce parcours\u00a0?",
  stopText: "Ses étapes ouvertes sont abandonnées, aucune autre ne suit. Ce qui est terminé reste au registre.",
  save: "Enregistrer comme modèle…",
  saveTitle: "Nouveau modèle",
  saveName: "Nom du modèle",
  saved: (name) => `✓ Enregistré. *Lancer un parcours…* propose maintenant «\u00a0${name}\u00a0».`,
  required: "À remplir.",
  startTitle: "Lancer un parcours",
  startSubmit: "Lancer",
  template: "Modèle",
  person: "Pour qui",
  milestone: "Jalon visé",
  cli: {
    usage: `Usage\u00a0: drumbeat track check FICHIER
        drumbeat track add FICHIER [--database FICHIER|URL] [--workspace ID]
        drumbeat track start MODÈLE --program CLÉ [--person IDENTIFIANT] [--milestone CODE] [--database …] [--workspace …]`,
    problem: (path, message) => `${path}\u00a0: ${message}`,
    inOrder: (name, steps) =>
      `«\u00a0${name}\u00a0» est en ordre\u00a0: ${steps} ${plural("fr", steps, "étape", "étapes")}.`,
    added: (name, key) =>
      `«\u00a0${name}\u00a0» est enregistré. Pour le lancer\u00a0: drumbeat track start ${key} --program CLÉ`,
    unknown: (word, known) => `«\u00a0${word}\u00a0» est inconnu. Il y a\u00a0: ${known || "rien"}`,
    started: (name, program) => `«\u00a0${name}\u00a0» est en cours dans ${program}.`,
  },
};

export const runningTexts = { en, fr };
