import type { z } from "zod";
import { type Reader, shortDate, textsFor } from "../../../platform/texts/language.ts";
import type { LocalDate } from "../../../platform/time.ts";
import type { act, voteSchema, way } from "./fields.ts";
import type { DecidedAsk, RedatedAsk, RisenAsk, WithdrawnAsk } from "./gone.ts";

type PassedOn = z.infer<typeof act>;
type Vote = z.infer<typeof voteSchema>;
type CameUp = NonNullable<z.infer<typeof way.cameUp>>;

const en = {
  asked: (daysAgo: number) => `asked ${new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-daysAgo, "day")}`,
  askedOn: (reader: Reader, date: LocalDate) => `asked on ${shortDate(reader, date)}`,
  neededBy: (reader: Reader, date: LocalDate) => `by ${shortDate(reader, date)}`,
  overdueSince: (reader: Reader, date: LocalDate) => `was due ${shortDate(reader, date)}, overdue`,
  askWaits: {
    asker: "waiting for an answer to your question",
    committee: "the committee is voting",
  },
  decider: (name: string) => `${name} decides`,
  /** In the place of the name where it is overdue: that is for the one who decides to read. */
  somebodyElse: "someone else",
  unnamed: "no one is assigned to decide",
  backOn: (reader: Reader, date: LocalDate) => `postponed to ${shortDate(reader, date)}, due again`,
  cameUp: (reader: Reader, { from, on, because }: CameUp) =>
    because === "term"
      ? `escalated on ${shortDate(reader, on)} (no answer in time)`
      : `escalated from ${from} on ${shortDate(reader, on)}`,
  neededNow: (reader: Reader, date: LocalDate, before: LocalDate) =>
    `new date: ${shortDate(reader, date)} (was ${shortDate(reader, before)})`,
  neededBefore: (reader: Reader, before: LocalDate) => `new date instead of ${shortDate(reader, before)}`,
  passedOn: {
    to: (reader: Reader, { by, on }: PassedOn) =>
      `delegated${by === null ? "" : ` by ${by}`} on ${shortDate(reader, on)}`,
    toReader: (reader: Reader, { by, on }: PassedOn) =>
      `delegated to you${by === null ? "" : ` by ${by}`} on ${shortDate(reader, on)}`,
  },
  raisedAgain: (reader: Reader, { by, on }: PassedOn) =>
    `raised again on ${shortDate(reader, on)}${by === null ? "" : ` by ${by}`}`,
  vote: (reader: Reader, { put, until, closed }: Vote): string => {
    const result = closed && `closed without a ${closed.result === "no-quorum" ? "quorum" : "majority"}`;
    const end = closed ? `${result} on ${shortDate(reader, closed.on)}` : "";
    if (!put) return `the committee’s vote ${end}`;
    const began = `sent to the committee for a vote${put.by === null ? "" : ` by ${put.by}`} on ${shortDate(reader, put.on)}`;
    return [began, ...(closed ? [end] : until === undefined ? [] : [`open until ${shortDate(reader, until)}`])].join(
      ", ",
    );
  },
  redated: ({ code, title, decider, isInVote }: RedatedAsk): string =>
    `${isInVote ? en.askWaits.committee : decider === "" ? en.unnamed : en.decider(decider)} · ${code} ${title}`,
  risen: (reader: Reader, { code, title, to, on, because, by = null, nowWith, vote }: RisenAsk): string => {
    const date = shortDate(reader, on);
    const decider = to === "" ? en.unnamed : en.decider(to);
    const way = {
      term: `escalated to ${to} on ${date} (no answer in time)`,
      hand: `escalated to ${to} on ${date}`,
      "passed-on": `delegated to ${to}${by ? ` by ${by}` : ""} on ${date}`,
      put: `sent to ${to}${by ? ` by ${by}` : ""} on ${date}`,
      vote: vote ? `${en.vote(reader, vote)}${vote.closed ? `, ${decider}` : ""}` : "",
      "raised-again": `${en.raisedAgain(reader, { by, on })}, ${decider}`,
    };
    return `${way[because]}${nowWith === undefined ? "" : `, now with ${nowWith}`} · ${code} ${title}`;
  },
  withdrawn: (reader: Reader, { code, title, on, by }: WithdrawnAsk) =>
    `withdrawn on ${shortDate(reader, on)}${by === null ? "" : ` by ${by}`} · ${code} ${title}`,
  recommended: (label: string) => `Recommended: ${label}`,
  costOfWaiting: (cost: string) => `Cost of waiting: ${cost}`,
  incomplete: "Incomplete: the author has been asked for the missing details.",
  decided: (reader: Reader, { code, title, outcome, decision, decidedOn }: DecidedAsk) =>
    `decided on ${shortDate(reader, decidedOn)} · ${code} ${title} → ${outcome}${decision === undefined ? "" : ` (${decision})`}`,
};

const fr: typeof en = {
  asked: (daysAgo) => `déposée ${new Intl.RelativeTimeFormat("fr", { numeric: "auto" }).format(-daysAgo, "day")}`,
  askedOn: (reader, date) => `déposée le ${shortDate(reader, date)}`,
  neededBy: (reader, date) => `pour le ${shortDate(reader, date)}`,
  overdueSince: (reader, date) => `réponse attendue pour le ${shortDate(reader, date)}\u00a0: en retard`,
  askWaits: {
    asker: "vous avez demandé des précisions\u00a0; réponse attendue",
    committee: "le comité vote",
  },
  decider: (name) => `décision confiée à ${name}`,
  somebodyElse: "une autre personne",
  unnamed: "sans décideur désigné pour l’instant",
  backOn: (reader, date) => `reportée au ${shortDate(reader, date)}, de nouveau à décider`,
  cameUp: (reader, { from, on, because }) =>
    because === "term"
      ? `escaladée le ${shortDate(reader, on)}, faute de réponse dans le délai`
      : `auparavant confiée à ${from}, escaladée le ${shortDate(reader, on)}`,
  neededNow: (reader, date, before) =>
    `nouvelle échéance\u00a0: ${shortDate(reader, date)} (au lieu du ${shortDate(reader, before)})`,
  neededBefore: (reader, before) => `nouvelle échéance, au lieu du ${shortDate(reader, before)}`,
  passedOn: {
    to: (reader, { by, on }) => `déléguée${by === null ? "" : ` par ${by}`} le ${shortDate(reader, on)}`,
    toReader: (reader, { by, on }) =>
      `vous a été déléguée${by === null ? "" : ` par ${by}`} le ${shortDate(reader, on)}`,
  },
  raisedAgain: (reader, { by, on }) =>
    `déposée de nouveau le ${shortDate(reader, on)}${by === null ? "" : ` par ${by}`}`,
  vote: (reader, { put, until, closed }) => {
    const result = closed && `clos sans ${closed.result === "no-quorum" ? "quorum" : "majorité"}`;
    const end = closed ? `${result} le ${shortDate(reader, closed.on)}` : "";
    if (!put) return `vote du comité ${end}`;
    const began = `soumise au vote du comité${put.by === null ? "" : ` par ${put.by}`} le ${shortDate(reader, put.on)}`;
    return [
      began,
      ...(closed ? [end] : until === undefined ? [] : [`ouvert jusqu’au ${shortDate(reader, until)}`]),
    ].join(", ");
  },
  redated: ({ code, title, decider, isInVote }) =>
    `${isInVote ? fr.askWaits.committee : decider === "" ? fr.unnamed : fr.decider(decider)} · ${code} ${title}`,
  risen: (reader, { code, title, to, on, because, by = null, nowWith, vote }) => {
    const decider = to === "" ? fr.unnamed : fr.decider(to);
    if (because === "vote" && vote)
      return `${fr.vote(reader, vote)}${vote.closed ? `, ${decider}` : ""} · ${code} ${title}`;
    const raised = `${fr.raisedAgain(reader, { by, on })}, ${decider}`;
    const act = because === "put" ? "adressée" : because === "passed-on" ? "déléguée" : "escaladée";
    const passed = `${act} à ${to}${by ? ` par ${by}` : ""} le ${shortDate(reader, on)}${because === "term" ? ", faute de réponse dans le délai" : ""}${nowWith === undefined ? "" : `, désormais confiée à ${nowWith}`}`;
    return `${because === "raised-again" ? raised : passed} · ${code} ${title}`;
  },
  withdrawn: (reader, { code, title, on, by }) =>
    `retirée le ${shortDate(reader, on)}${by === null ? "" : ` par ${by}`} · ${code} ${title}`,
  recommended: (label) => `Recommandation\u00a0: ${label}`,
  costOfWaiting: (cost) => `Coût de l’attente\u00a0: ${cost}`,
  incomplete: "Demande incomplète\u00a0: les précisions manquantes ont été demandées.",
  decided: (reader, { code, title, outcome, decision, decidedOn }) =>
    `décidé le ${shortDate(reader, decidedOn)} · ${code} ${title} → ${outcome}${decision === undefined ? "" : ` (${decision})`}`,
};

export function askTexts(reader: Pick<Reader, "locale">): typeof en {
  return textsFor({ en, fr }, reader);
}

/** `before`: by when the digest before said that it was needed, where that is another day now. */
export function whenNeeded(
  reader: Reader,
  { neededBy, isOverdue, before }: { neededBy: LocalDate; isOverdue: boolean; before: LocalDate | undefined },
): string[] {
  const texts = askTexts(reader);
  if (isOverdue) {
    const moved = before === undefined ? [] : [texts.neededBefore(reader, before)];
    return [texts.overdueSince(reader, neededBy), ...moved];
  }
  return [before === undefined ? texts.neededBy(reader, neededBy) : texts.neededNow(reader, neededBy, before)];
}
