import { plural } from "../../platform/texts/language.ts";

const en = {
  closedOn: (on: string, by: string | null) => `closed on ${on}${by === null ? "" : ` by ${by}`}`,
  reopenedOn: (closed: string, on: string) =>
    closed === on ? `closed and reopened on ${on}` : `closed on ${closed}, reopened on ${on}`,
  title: "Close program",
  submit: "Close program",
  cancel: "Cancel",
  what: (title: string, cadences: number) =>
    `*${title}* will be closed. ${cadences} ${plural("en", cadences, "check-in stops", "check-ins stop")}, and its members get no more messages or digests about it, except a line in the next digest that it’s closed. Everything recorded is kept and can be exported. You can reopen it any time.`,
  open: "What’s still open",
  end: "Close with the program",
  goOnIn: (title: string) => `Move to ${title}`,
  openHint: "If you reopen the program, you get this back as it was. What was moved comes back only within a day.",
  closed: (title: string) => `*${title}* is closed. No more check-ins; everything recorded is kept.`,
  ended: (count: number) => `${count} open ${plural("en", count, "item was", "items were")} closed with it.`,
  goesOn: (count: number, title: string) => `${count} ${plural("en", count, "was", "were")} moved to *${title}*.`,
  undo: "Undo",
  undoUntil: (time: string) =>
    `Undo until ${time} to put everything back as it was. After that, use *Reopen* in \`/drumbeat program\`.`,
  closedFallback: (title: string) => `${title} is closed.`,
  reopened: (title: string) => `${title} is open again. Check-ins resume on their next dates.`,
  stays: (count: number) =>
    `${count} of the items moved ${plural("en", count, "stays", "stay")} there: someone has acted on ${plural("en", count, "it", "them")}, or the move can’t be undone any more.`,
};

const fr: typeof en = {
  closedOn: (on, by) => `clos le ${on}${by === null ? "" : ` par ${by}`}`,
  reopenedOn: (closed, on) => (closed === on ? `clos et rouvert le ${on}` : `clos le ${closed}, rouvert le ${on}`),
  title: "Clore le programme",
  submit: "Clore le programme",
  cancel: "Annuler",
  what: (title, cadences) =>
    `*${title}* sera clos. ${cadences} ${plural("fr", cadences, "point d’étape s’arrête", "points d’étape s’arrêtent")}, et ses membres ne recevront plus de messages ni de synthèse à son sujet, sauf une ligne dans la prochaine synthèse pour signaler qu’il est clos. Ce qui a été enregistré est conservé et peut être exporté. Vous pouvez le rouvrir à tout moment.`,
  open: "Éléments encore ouverts",
  end: "Clore avec le programme",
  goOnIn: (title) => `Transmettre à ${title}`,
  openHint:
    "Si vous rouvrez le programme, tout est rétabli. Ce qui a été transmis ne revient que dans la journée qui suit.",
  closed: (title) =>
    `Le programme *${title}* est clos. Plus aucun point d’étape n’est envoyé\u00a0; ce qui a été enregistré est conservé.`,
  ended: (count) =>
    `${count} ${plural("fr", count, "élément ouvert a été clos", "éléments ouverts ont été clos")} avec lui.`,
  goesOn: (count, title) => `${count} ${plural("fr", count, "élément transmis", "éléments transmis")} à *${title}*.`,
  undo: "Annuler",
  undoUntil: (time) =>
    `Annulation possible jusqu’au ${time}\u00a0: tout est rétabli. Ensuite, utilisez *Rouvrir* dans \`/drumbeat programme\`.`,
  closedFallback: (title) => `Le programme ${title} est clos.`,
  reopened: (title) => `${title} est rouvert. Ses points d’étape reprennent à leur prochaine date.`,
  stays: (count) =>
    `${count} ${plural("fr", count, "élément transmis y reste", "éléments transmis y restent")}\u00a0: une personne s’en est chargée, ou le retour n’est plus possible.`,
};

export const closingTexts = { en, fr };
