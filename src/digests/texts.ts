import type { z } from "zod";
import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { Trend } from "../health/rules.ts";
import type { Instant } from "../platform/clock.ts";
import {
  capitalised,
  dayAndMonth,
  type Language,
  list,
  longDate,
  number,
  plural,
  type Reader,
  textsFor,
} from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { enPeriods, frPeriods, type Head, roundName } from "./periods/texts.ts";
import type { headSchema, Source } from "./sections/fields.ts";
import type { Rhythm } from "./table.ts";

type Colour = HealthColour | "grey";
type Basis = Omit<z.infer<typeof headSchema>, "kind" | "sources">;

export const colourWords = {
  en: { green: "on track", amber: "at risk", red: "off track", grey: "no recent update" },
  fr: { green: "conforme", amber: "à risque", red: "hors trajectoire", grey: "sans mise à jour récente" },
} satisfies Record<Language, Record<Colour, string>>;

const en = {
  title: (reader: Reader, heads: readonly Head[], subject: string) => `${enPeriods(reader, heads)} · ${subject}`,
  /** Below the first screen of a digest that brings shorter ones. */
  besideInThread: (reader: Reader, heads: readonly Head[]) =>
    `In the thread: ${enPeriods(reader, heads)}, for what isn’t covered here.`,
  /** Below the title of a digest before which others had to wait, as of whoever was away. */
  earlierInThread: (reader: Reader, heads: readonly Head[]) =>
    `In the thread: ${enPeriods(reader, heads)}, delayed until now.`,
  nothingBeside: (reader: Reader, heads: readonly Head[]) => `Nothing more for ${enPeriods(reader, heads)}.`,
  programs: (reader: Reader, count: number) => `${number(reader, count)} ${plural("en", count, "program", "programs")}`,
  audience: {
    weekly: "for the program team",
    monthly: "for the executive sponsor",
    quarterly: "for the steering committee",
    annual: "for sponsors, steering committee and leads",
  } satisfies Record<Rhythm, string>,
  basis: (reader: Reader, { answered, asked, isFew, checkIns, toldBefore = 0, beside = 0 }: Basis, { period }: Head) =>
    (answered === 0 && checkIns > beside) || (asked === 0 && checkIns > 0)
      ? `based on ${number(reader, checkIns)} ${plural("en", checkIns, "answer", "answers")}`
      : asked === 0
        ? `no answers requested, ${dayAndMonth(reader, period.from)} – ${dayAndMonth(reader, period.until)}`
        : [
            isFew
              ? answered === 0
                ? "no answers"
                : `based on ${number(reader, answered)} ${plural("en", answered, "answer", "answers")}`
              : `based on ${number(reader, answered)} of ${number(reader, asked)} ${plural("en", asked, "answer", "answers")}`,
            toldBefore > 0 ? ` (${number(reader, toldBefore)} in earlier digests)` : "",
            beside > 0
              ? ` and ${number(reader, beside)} to ${plural("en", beside, "another check-in", "other check-ins")}`
              : "",
            `, ${dayAndMonth(reader, period.from)} – ${dayAndMonth(reader, period.until)}`,
          ].join(""),

  heldBack: (reader: Reader, held: readonly { program: string; by: string }[]) =>
    `Left out by the lead: ${list(
      reader,
      held.map(({ program, by }) => (by === "" ? program : `${program} (${by})`)),
    )}.`,

  colour: colourWords.en,
  trend: { better: "↑ better", same: "→ unchanged", worse: "↓ worse" } satisfies Record<Trend, string>,
  marked: "the evidence disagrees",

  /** `2026-09`, `2026-Q3` as a reader says it. */
  round: roundName,
  byDelegate: (author: string, delegate: string) => `${author}, by ${delegate}`,
  sources: {
    button: "Show sources",
    title: "Sources",
    close: "Close",
    whichAnswer: "Whose answer?",
    noAnswer: "No answer from your programs is shortened above.",
    intro: (reader: Reader, { checkIns, items }: { checkIns: number; items: number }) => {
      const counts = [
        ...(checkIns > 0 ? [`${number(reader, checkIns)} ${plural("en", checkIns, "check-in", "check-ins")}`] : []),
        ...(items > 0 ? [`${number(reader, items)} ${plural("en", items, "register item", "register items")}`] : []),
      ];
      return `This digest is based on ${list(reader, counts)}.`;
    },
    onlyCounted: (reader: Reader, counted: number) =>
      `Its header counts ${number(reader, counted)} answers; those only counted there aren’t listed.`,
    none: "There are no answers behind this digest: no one checked in.",
    answered: (reader: Reader, on: LocalDate) => `answered ${longDate(reader, on)}`,
    raised: (reader: Reader, on: LocalDate) => `raised ${longDate(reader, on)}`,
    closed: "ask the lead for details",
    revision: (count: number) => `version ${count}`,
    read: "Read",
    answerTitle: "Answer",
    isCut: "Only the team and its leads can read the rest of this answer.",
    back: "Back",
    earlier: "Previous",
    later: "Next",
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,

    removed: (reader: Reader, on: LocalDate) =>
      `This answer was removed on ${longDate(reader, on)}, at the end of its retention period.`,
    nothingToReport: "Nothing to report.",
    planUnchanged: "Plan unchanged.",
    yes: "Yes",
    no: "No",
    forbidden: "Only this digest’s reader and the program leads can see its sources.",
    measure: (period: string) => `check-in of ${period}`,
    kinds: {
      "check-in": "check-in",
      item: "item",
      measure: "measure",
      milestone: "milestone",
      program: "program",
    } satisfies Record<Source["kind"], string>,
    many: (reader: Reader, count: number) => `${number(reader, count)} sources – see “Show sources”`,
  },
  cleared: (reader: Reader, on: LocalDate) =>
    `This digest was cleared on ${longDate(reader, on)}: someone who took part in a program of it was erased.`,
  approvedBy: (reader: Reader, names: readonly string[]) => `approved by ${list(reader, [...names])}`,
  wordedBy: (name: string) => `reworded by ${name}; original in the thread`,
  original: (text: string) => `Original: ${text}`,
  command: {
    label: "Digest",
    help: "read your latest digest; `/drumbeat digest preview` shows the next one so far; `/drumbeat digest approval` sets who approves it",
    notDue: "You have no digest coming up, based on your roles and settings.",
    nothingYet: (day: string) =>
      `Nothing yet. Your next digest is due on ${day}, if one of its check-ins takes place by then.`,
    preview: (day: string) => `*Preview* of your digest of ${day}, as of now:`,
    toApprove: (programs: string) => `Not shown until approved: ${programs}.`,
    isWaiting: "Some of what people wrote appears only once they’ve seen that it goes higher.",
    rest: "The rest is in the thread of your digest.",
    restOfPreview: "The digest itself continues in its thread.",
  },
  inThread: (reader: Reader, count: number) => `and ${number(reader, count)} more in the thread`,
  continued: (title: string, part: number, parts: number) => `${title} (${part} of ${parts})`,
  noEdition: "No digest for this reader: no check-ins in this period.",
};

const fr: typeof en = {
  title: (reader, heads, subject) => `${capitalised(frPeriods(reader, heads))} · ${subject}`,
  besideInThread: (reader, heads) => `Dans le fil\u00a0: ${frPeriods(reader, heads)}, pour ce qui n’est pas dit ici.`,
  earlierInThread: (reader, heads) => `Dans le fil\u00a0: ${frPeriods(reader, heads)}, en attente jusqu’ici.`,
  nothingBeside: (reader, heads) => `${capitalised(frPeriods(reader, heads))}\u00a0: rien de plus.`,
  programs: (reader, count) => `${number(reader, count)} ${plural("fr", count, "programme", "programmes")}`,
  audience: {
    weekly: "pour l’équipe du programme",
    monthly: "pour le sponsor exécutif",
    quarterly: "pour le comité de pilotage",
    annual: "pour les sponsors, le comité de pilotage et les responsables",
  },
  basis: (reader, { answered, asked, isFew, checkIns, toldBefore = 0, beside = 0 }, { period }) =>
    (answered === 0 && checkIns > beside) || (asked === 0 && checkIns > 0)
      ? `d’après ${number(reader, checkIns)} ${plural("fr", checkIns, "réponse", "réponses")}`
      : asked === 0
        ? `aucune réponse demandée, du ${dayAndMonth(reader, period.from)} au ${dayAndMonth(reader, period.until)}`
        : [
            isFew && answered === 0
              ? "sans réponse"
              : `d’après ${number(reader, answered)} ${plural("fr", answered, "réponse", "réponses")}${isFew ? "" : ` sur ${number(reader, asked)}`}`,
            toldBefore > 0
              ? ` (dont ${number(reader, toldBefore)} déjà ${plural("fr", toldBefore, "communiquée", "communiquées")})`
              : "",
            beside > 0
              ? ` et ${number(reader, beside)} à ${plural("fr", beside, "un autre point d’étape", "d’autres points d’étape")}`
              : "",
            `, du ${dayAndMonth(reader, period.from)} au ${dayAndMonth(reader, period.until)}`,
          ].join(""),

  heldBack: (reader, held) =>
    `Exclu de l’envoi par les responsables\u00a0: ${list(
      reader,
      held.map(({ program, by }) => (by === "" ? program : `${program} (${by})`)),
    )}.`,

  colour: colourWords.fr,
  trend: { better: "↑ en amélioration", same: "→ stable", worse: "↓ en dégradation" },
  marked: "contredit par des faits",

  round: roundName,
  byDelegate: (author, delegate) => `${author}, par ${delegate}`,
  sources: {
    button: "Voir les sources",
    title: "Sources",
    close: "Fermer",
    whichAnswer: "Quelle réponse\u00a0?",
    noAnswer: "Dans les programmes où vous avez un rôle, aucune réponse n’y est abrégée.",
    intro: (reader, { checkIns, items }) => {
      const counts = [
        ...(checkIns > 0
          ? [`${number(reader, checkIns)} ${plural("fr", checkIns, "point d’étape", "points d’étape")}`]
          : []),
        ...(items > 0 ? [`${number(reader, items)} ${plural("fr", items, "élément", "éléments")} du registre`] : []),
      ];
      return `Cette synthèse s’appuie sur ${list(reader, counts)}.`;
    },
    onlyCounted: (reader, counted) =>
      `Son en-tête compte ${number(reader, counted)} réponses\u00a0; celles qui y sont seulement comptées ne figurent pas ici.`,
    none: "Cette synthèse ne repose sur aucun point d’étape\u00a0: aucune réponse reçue.",
    answered: (reader, on) => `réponse du ${longDate(reader, on)}`,
    raised: (reader, on) => `inscrit le ${longDate(reader, on)}`,
    closed: "les responsables du programme peuvent vous en dire plus",
    revision: (count) => `version ${count}`,
    read: "Lire",
    isCut: "Le reste de la réponse n’est visible que par l’équipe et les responsables du programme.",
    answerTitle: "Réponse",
    back: "Retour",
    earlier: "Précédent",
    later: "Suivant",
    page: (page, pages) => `Page ${page} sur ${pages}`,

    removed: (reader, on) =>
      `Cette réponse a été supprimée le ${longDate(reader, on)}, au terme de sa durée de conservation.`,
    nothingToReport: "Rien à signaler.",
    planUnchanged: "Plan inchangé.",
    yes: "Oui",
    no: "Non",
    forbidden:
      "Seules la personne qui reçoit cette synthèse et les responsables de ses programmes peuvent en voir les sources.",
    measure: (period) => `point d’étape (${period})`,
    kinds: {
      "check-in": "point d’étape",
      item: "élément",
      measure: "mesure",
      milestone: "jalon",
      program: "programme",
    },
    many: (reader, count) => `${number(reader, count)} sources, listées sous «\u00a0Voir les sources\u00a0»`,
  },
  cleared: (reader, on) =>
    `Cette synthèse a été vidée le ${longDate(reader, on)}\u00a0: une personne qui participait à l’un de ses programmes a été effacée.`,
  approvedBy: (reader, names) => `approuvée par ${list(reader, [...names])}`,
  wordedBy: (name) => `formulation\u00a0: ${name}\u00a0; l’original est dans le fil`,
  original: (text) => `Original\u00a0: ${text}`,
  command: {
    label: "Synthèse",
    help: "relire votre dernière synthèse\u00a0; `/drumbeat synthèse aperçu` donne un aperçu de la prochaine, `/drumbeat synthèse approbation` choisit qui l’approuve",
    notDue: "Aucune synthèse n’est prévue pour vous, d’après vos rôles et vos réglages.",
    nothingYet: (day) =>
      `Rien pour l’instant. Votre prochaine synthèse est prévue le ${day}, si un point d’étape qui l’alimente a lieu d’ici là.`,
    preview: (day) => `*Aperçu* de votre synthèse du ${day}, en l’état actuel\u00a0:`,
    toApprove: (programs) => `Visible après approbation\u00a0: ${programs}.`,
    isWaiting:
      "Une partie des textes n’est visible qu’une fois que les personnes qui les ont écrits ont vu qu’ils remontent.",
    rest: "La suite est dans le fil de votre synthèse.",
    restOfPreview: "La synthèse elle-même continue dans son fil.",
  },
  inThread: (reader, count) => `et ${number(reader, count)} ${plural("fr", count, "autre", "autres")} dans le fil`,
  continued: (title, part, parts) => `${title} (${part} sur ${parts})`,
  noEdition: "Pas de synthèse pour cette personne\u00a0: aucun point d’étape n’a eu lieu pendant la période.",
};

export type DigestTexts = typeof en;

/** Whose answer it is; by whom, where a delegate gave it. */
export function authorOf(
  { author, delegate }: { author: string; delegate: string | null },
  reader: Pick<Reader, "locale">,
): string {
  return delegate === null ? author : digestTexts(reader).byDelegate(author, delegate);
}

/** Null of a digest that is as it was made. */
export function clearedOn({
  reader,
  clearedAt,
}: {
  reader: Reader;
  clearedAt?: Instant | null | undefined;
}): string | null {
  return clearedAt ? digestTexts(reader).cleared(reader, localDateOf(clearedAt, reader.zone)) : null;
}

export function digestTexts(reader: Pick<Reader, "locale">): DigestTexts {
  return textsFor({ en, fr }, reader);
}
