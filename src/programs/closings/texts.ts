import { plural, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";

const en = {
  closedOn: (on: string, by: string | null) => `closed on ${on}${by === null ? "" : ` by ${by}`}`,
  reopenedOn: (closed: string, on: string) =>
    closed === on ? `closed and reopened on ${on}` : `closed on ${closed}, reopened on ${on}`,
  title: "Close the program",
  submit: "Close it",
  cancel: "Cancel",
  what: (title: string, cadences: number) =>
    `*${title}* will be closed. ${cadences} ${plural("en", cadences, "check-in stops", "check-ins stop")} asking, and its people get no more messages about it, and no more digests of it but a line in the next that it is closed. What was recorded stays and can be exported. You can reopen it at any time.`,
  open: "What is open in it",
  end: "Close it with the program",
  goOnIn: (title: string) => `Hand it over to ${title}`,
  openHint: "Reopened, the program has it back as it was. What was handed over comes back only within a day.",
  closed: (title: string) => `The program *${title}* is closed. Nobody is asked any more; all that was recorded stays.`,
  ended: (count: number) => `${count} open ${plural("en", count, "item was", "items were")} closed with it.`,
  goesOn: (count: number, title: string) =>
    `${count} ${plural("en", count, "goes", "go")} on in *${title}*, handed over.`,
  undo: "Undo",
  undoUntil: (time: string) => `Undo until ${time}: all is as it was. Later on, \`/drumbeat program\` has *Reopen*.`,
  closedFallback: (title: string) => `The program ${title} is closed.`,
  reopened: (title: string) => `${title} is open again: its check-ins go on with their next rounds.`,
  stays: (count: number) =>
    `${count} of what was handed over ${plural("en", count, "stays", "stay")} there: somebody has acted on it, or it cannot be taken back any more.`,
};

const fr: typeof en = {
  closedOn: (on, by) => `clos le ${on}${by === null ? "" : ` par ${by}`}`,
  reopenedOn: (closed, on) => (closed === on ? `clos et rouvert le ${on}` : `clos le ${closed}, rouvert le ${on}`),
  title: "Clore le programme",
  submit: "Clore",
  cancel: "Annuler",
  what: (title, cadences) =>
    `*${title}* sera clos. ${cadences} ${plural("fr", cadences, "point d’étape ne sera plus demandé", "points d’étape ne seront plus demandés")}, et ses participants n’en recevront plus ni message ni synthèse, si ce n’est une ligne dans la prochaine pour dire qu’il est clos. Ce qui a été enregistré est conservé et peut être exporté. Vous pouvez le rouvrir à tout moment.`,
  open: "Ce qui y est ouvert",
  end: "Clore avec le programme",
  goOnIn: (title) => `Transmettre à ${title}`,
  openHint:
    "Rouvert, le programme le retrouve tel quel. Ce qui a été transmis ne revient que dans la journée qui suit.",
  closed: (title) =>
    `Le programme *${title}* est clos. Plus rien n’est demandé à personne\u00a0; tout ce qui a été enregistré est conservé.`,
  ended: (count) =>
    `${count} ${plural("fr", count, "élément ouvert a été clos", "éléments ouverts ont été clos")} avec lui.`,
  goesOn: (count, title) =>
    `${count} ${plural("fr", count, "se poursuit", "se poursuivent")} dans *${title}*, par transmission.`,
  undo: "Annuler",
  undoUntil: (time) =>
    `Annuler est possible jusqu’au ${time}\u00a0: tout redevient tel quel. Ensuite, \`/drumbeat program\` propose *Rouvrir*.`,
  closedFallback: (title) => `Le programme ${title} est clos.`,
  reopened: (title) => `${title} est rouvert\u00a0: ses points d’étape reprennent à leur prochaine occurrence.`,
  stays: (count) =>
    `${count} ${plural("fr", count, "élément transmis y reste", "éléments transmis y restent")}\u00a0: quelqu’un s’en est saisi, ou le retour n’est plus possible.`,
};

export const closingTexts = { en, fr };

/** Of a program, wherever somebody is told that it is closed: "closed on Tue 3 Nov by Ana Silva". `by`: null where not known. */
export function closedOn(reader: Reader, { on, by }: { on: LocalDate; by: string | null }): string {
  return textsFor(closingTexts, reader).closedOn(shortDate(reader, on), by);
}

/** Of a program that runs again: "closed on Tue 3 Nov, reopened on Mon 4 Jan". */
export function reopenedOn(reader: Reader, { closedOn, on }: { closedOn: LocalDate; on: LocalDate }): string {
  return textsFor(closingTexts, reader).reopenedOn(shortDate(reader, closedOn), shortDate(reader, on));
}
