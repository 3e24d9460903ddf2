import { type Language, longDate, number, plural, type Reader, shortDate } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { DecidingBody } from "../../register/types/ask.ts";
import { HISTORY_PERIODS } from "../compile/facts.ts";
import { enNth, enUnit, frNth, frUnit } from "../periods/texts.ts";
import type { Rhythm } from "../table.ts";
import type { Reason, State } from "./rules.ts";

const enFor = (rhythm: Rhythm, periods: number) =>
  periods > HISTORY_PERIODS
    ? `for more than ${HISTORY_PERIODS} ${enUnit(rhythm, HISTORY_PERIODS)}`
    : `for the ${enNth(rhythm, periods)}`;

const frFor = (rhythm: Rhythm, periods: number) => {
  if (periods > HISTORY_PERIODS) return `depuis plus de ${HISTORY_PERIODS} ${frUnit(rhythm, HISTORY_PERIODS)}`;
  const { the, nth } = frNth(rhythm, periods);
  return `pour ${the} ${nth}`;
};

const en = {
  command: {
    label: "Portfolio",
    help: "see where all your programs are, now or on a past date",
  },
  title: "Portfolio",
  close: "Close",
  show: "Show",
  asOf: "As of",
  asOfHint: "As of the end of that day, for the programs you can read today.",
  toCome: "This date is in the future. Choose today or earlier.",
  before: (reader: Reader, { first, areOlderRemoved }: { first: LocalDate | null; areOlderRemoved: boolean }) =>
    areOlderRemoved
      ? first === null
        ? "Answers from that time are no longer kept, so there’s nothing to show."
        : `Answers go back to ${longDate(reader, first)}; older ones were removed. Choose that day or later.`
      : first === null
        ? "No answers in your programs yet, so there’s nothing to show."
        : `The first answer in your programs is from ${longDate(reader, first)}. Choose that day or later.`,
  noProgram:
    "You have no programs in your digests, so there’s no portfolio. Leads assign roles with `/drumbeat program`.",
  basis: (
    reader: Reader,
    { programs, on, comparedWith }: { programs: number; on: LocalDate | null; comparedWith: LocalDate | null },
  ) =>
    [
      `${number(reader, programs)} ${plural("en", programs, "program", "programs")}, ${on === null ? "as of now" : `as of the end of ${longDate(reader, on)}`}`,
      comparedWith === null
        ? "each compared with its previous digest"
        : `compared with ${longDate(reader, comparedWith)}`,
    ].join(", "),
  heldBack: (titles: string) => `Left out by the lead: ${titles}.`,
  approved: (titles: string) => `Shown as last approved, or not at all: ${titles}.`,
  state: {
    red: "Off track",
    amber: "At risk",
    grey: "No update",
    green: "On track",
    none: "No status",
    closed: "Closed",
  } satisfies Record<State, string>,
  statuses: "Status",
  unmoved: "No program has changed status.",
  movers: "Biggest moves",
  worst: "Worst status",
  repeatedHead: "Off track again",
  repeated: (reader: Reader, { programs, periods, rhythm }: { programs: number; periods: number; rhythm: Rhythm }) =>
    `${number(reader, programs)} ${plural("en", programs, "program", "programs")} ${enFor(rhythm, periods)}`,
  reason: (reader: Reader, reason: Reason) => {
    switch (reason.is) {
      case "red-for":
        return `off track ${enFor(reason.rhythm, reason.periods)}`;
      case "red-unasked":
        return "off track, without a request that you can see";
      case "red":
        return "off track";
      case "was-red":
        return `no update; last status off track, ${shortDate(reader, reason.on)}`;
      case "doubted":
        return "on track, but the evidence disagrees and no one has replied";
      case "amber-for":
        return `at risk ${enFor(reason.rhythm, reason.periods)}`;
    }
  },
  overdue: "Overdue decisions",
  own: "Yours:",
  ownAsk: (reader: Reader, neededBy: LocalDate) => `was due ${shortDate(reader, neededBy)}`,
  others: (counts: string) => `With others: ${counts}`,
  body: {
    sponsor: "sponsors",
    committee: "committees",
    lead: "leads",
    other: "others",
  } satisfies Record<DecidingBody, string>,
  counted: (reader: Reader, body: string, decisions: number) => `${body} ${number(reader, decisions)}`,
  silenceHead: "No answers",
  silence: (reader: Reader, programs: number, since: LocalDate | null) =>
    [
      `${number(reader, programs)} ${plural("en", programs, "program hasn’t", "programs haven’t")} answered`,
      ...(since === null ? [] : [`${programs > 1 ? "the longest since" : "last answer:"} ${longDate(reader, since)}`]),
    ].join(", "),
  by: (label: string) => `By ${label}`,
  more: (reader: Reader, count: number) => `and ${number(reader, count)} more`,
  programs: (reader: Reader, count: number) => `${number(reader, count)} ${plural("en", count, "program", "programs")}`,
};

const fr: typeof en = {
  command: {
    label: "Portefeuille",
    help: "voir où en sont tous vos programmes, maintenant ou à une date passée",
  },
  title: "Portefeuille",
  close: "Fermer",
  show: "Afficher",
  asOf: "À la date du",
  asOfHint: "Les faits à la fin de ce jour, pour les programmes que vous pouvez lire aujourd’hui.",
  toCome: "Cette date est à venir. Choisissez aujourd’hui ou un jour passé.",
  before: (reader, { first, areOlderRemoved }) =>
    areOlderRemoved
      ? first === null
        ? "Les réponses de cette époque ne sont plus conservées\u00a0: il n’y a rien à afficher."
        : `Les réponses sont conservées depuis le ${longDate(reader, first)}\u00a0; les précédentes ont été supprimées. Choisissez ce jour ou un jour suivant.`
      : first === null
        ? "Aucune réponse dans vos programmes pour l’instant\u00a0: il n’y a rien à afficher."
        : `La première réponse dans vos programmes est du ${longDate(reader, first)}. Choisissez ce jour ou un jour suivant.`,
  noProgram:
    "Aucun programme ne figure dans vos synthèses\u00a0: il n’y a donc pas de portefeuille. Les responsables d’un programme en attribuent les rôles avec `/drumbeat programme`.",
  basis: (reader, { programs, on, comparedWith }) =>
    [
      `${number(reader, programs)} ${plural("fr", programs, "programme", "programmes")}, ${on === null ? "situation actuelle" : `situation à la fin du ${longDate(reader, on)}`}`,
      comparedWith === null
        ? "chacun comparé à sa synthèse précédente"
        : `comparaison avec le ${longDate(reader, comparedWith)}`,
    ].join(", "),
  heldBack: (titles) => `Exclu de l’envoi par les responsables\u00a0: ${titles}.`,
  approved: (titles) => `Montré tel qu’il a été approuvé en dernier, ou pas du tout\u00a0: ${titles}.`,
  state: {
    red: "Hors trajectoire",
    amber: "À risque",
    grey: "Sans mise à jour",
    green: "Conforme",
    none: "Sans statut",
    closed: "Clos",
  },
  statuses: "Statut",
  unmoved: "Aucun programme n’a changé de statut.",
  movers: "Ce qui a le plus bougé",
  worst: "Ce qui va le moins bien",
  repeatedHead: "Toujours hors trajectoire",
  repeated: (reader, { programs, periods, rhythm }) =>
    `${number(reader, programs)} ${plural("fr", programs, "programme", "programmes")} ${frFor(rhythm, periods)}`,
  reason: (reader, reason) => {
    switch (reason.is) {
      case "red-for":
        return `hors trajectoire ${frFor(reason.rhythm, reason.periods)}`;
      case "red-unasked":
        return "hors trajectoire, sans demande visible pour vous";
      case "red":
        return "hors trajectoire";
      case "was-red":
        return `sans mise à jour\u00a0; dernier statut hors trajectoire, le ${shortDate(reader, reason.on)}`;
      case "doubted":
        return "conforme, mais contredit par des faits, sans réponse à ce jour";
      case "amber-for":
        return `à risque ${frFor(reason.rhythm, reason.periods)}`;
    }
  },
  overdue: "Décisions en retard",
  own: "Les vôtres\u00a0:",
  ownAsk: (reader, neededBy) => `attendue pour le ${shortDate(reader, neededBy)}`,
  others: (counts) => `Confiées à d’autres\u00a0: ${counts}`,
  body: { sponsor: "sponsors", committee: "comités", lead: "responsables", other: "autres" },
  counted: (reader, body, decisions) => `${body} ${number(reader, decisions)}`,
  silenceHead: "Sans réponse",
  silence: (reader, programs, since) =>
    [
      `${number(reader, programs)} ${plural("fr", programs, "programme n’a", "programmes n’ont")} pas répondu`,
      ...(since === null
        ? []
        : [`${programs > 1 ? "le plus ancien depuis le" : "dernière réponse le"} ${longDate(reader, since)}`]),
    ].join(", "),
  by: (label) => `Par ${label}`,
  more: (reader, count) => `et ${number(reader, count)} de plus`,
  programs: (reader, count) => `${number(reader, count)} ${plural("fr", count, "programme", "programmes")}`,
};

export const portfolioTexts: Record<Language, typeof en> = { en, fr };
