import { plural } from "../../platform/texts/language.ts";

const en = {
  title: "Close program",
  submit: "Close program",
  cancel: "Cancel",
  what: (title: string, cadences: number) =>
    `*${title}* will be closed. ${cadences} ${plural("en", cadences, "check-in stops", "check-ins stop")}, and its members get no more messages or digests about it, except a line in the next digest that it’s closed. Everything recorded is kept and can be exported. You can reopen it any time.`,
  open: (count: number) =>
    `${count} open ${plural("en", count, "item closes", "items close")} with it, and ${plural("en", count, "comes", "come")} back if you reopen it.`,
  closed: (title: string) => `*${title}* is closed. No more check-ins; everything recorded is kept.`,
  ended: (count: number) => `${count} open ${plural("en", count, "item was", "items were")} closed with it.`,
  undo: "Undo",
  undoUntil: (time: string) =>
    `Undo until ${time} to put everything back as it was. After that, use *Reopen* in \`/drumbeat program\`.`,
  closedFallback: (title: string) => `${title} is closed.`,
  reopened: (title: string) => `${title} is open again. Check-ins resume on their next dates.`,
};

const fr: typeof en = {
  title: "Clore le programme",
  submit: "Clore le programme",
  cancel: "Annuler",
  what: (title, cadences) =>
    `*${title}* sera clos. ${cadences} ${plural("fr", cadences, "point d’étape s’arrête", "points d’étape s’arrêtent")}, et ses membres ne recevront plus de messages ni de synthèse à son sujet, sauf une ligne dans la prochaine synthèse pour signaler qu’il est clos. Ce qui a été enregistré est conservé et peut être exporté. Vous pouvez le rouvrir à tout moment.`,
  open: (count) =>
    `${count} ${plural("fr", count, "élément ouvert est clos avec lui, et revient si vous le rouvrez", "éléments ouverts sont clos avec lui, et reviennent si vous le rouvrez")}.`,
  closed: (title) =>
    `Le programme *${title}* est clos. Plus aucun point d’étape n’est envoyé\u00a0; ce qui a été enregistré est conservé.`,
  ended: (count) =>
    `${count} ${plural("fr", count, "élément ouvert a été clos", "éléments ouverts ont été clos")} avec lui.`,
  undo: "Annuler",
  undoUntil: (time) =>
    `Annulation possible jusqu’au ${time}\u00a0: tout est rétabli. Ensuite, utilisez *Rouvrir* dans \`/drumbeat programme\`.`,
  closedFallback: (title) => `Le programme ${title} est clos.`,
  reopened: (title) => `${title} est rouvert. Ses points d’étape reprennent à leur prochaine date.`,
};

export const closingTexts = { en, fr };
