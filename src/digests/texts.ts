import type { z } from "zod";
import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { Trend } from "../health/rules.ts";
import {
  capitalised,
  dayAndMonth,
  frenchOf,
  type Language,
  list,
  longDate,
  number,
  plural,
  type Reader,
  textsFor,
} from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { enPeriods, frPeriods, type Head, roundName } from "./periods/texts.ts";
import type { headSchema, Source } from "./sections/fields.ts";
import type { Rhythm } from "./table.ts";

type Colour = HealthColour | "grey";
type Basis = Omit<z.infer<typeof headSchema>, "kind" | "sources">;

export const colourWords = {
  en: { green: "green", amber: "amber", red: "red", grey: "no recent update" },
  fr: { green: "vert", amber: "orange", red: "rouge", grey: "sans mise à jour récente" },
} satisfies Record<Language, Record<Colour, string>>;

const en = {
  title: (reader: Reader, heads: readonly Head[], subject: string) => `${enPeriods(reader, heads)} · ${subject}`,
  /** Below the first screen of a digest that brings shorter ones. */
  besideInThread: (reader: Reader, heads: readonly Head[]) =>
    `In the thread: ${enPeriods(reader, heads)}, as far as it is not told here.`,
  /** Below the title of a digest before which others had to wait, as of whoever was away. */
  earlierInThread: (reader: Reader, heads: readonly Head[]) =>
    `In the thread: ${enPeriods(reader, heads)}, which had to wait.`,
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
      ? `from ${number(reader, checkIns)} ${plural("en", checkIns, "answer", "answers")}`
      : asked === 0
        ? `nobody was asked, ${dayAndMonth(reader, period.from)} – ${dayAndMonth(reader, period.until)}`
        : [
            isFew
              ? answered === 0
                ? "without an answer"
                : `from ${number(reader, answered)} ${plural("en", answered, "answer", "answers")}`
              : `from ${number(reader, answered)} of ${number(reader, asked)} ${plural("en", asked, "answer", "answers")}`,
            toldBefore > 0 ? ` (${number(reader, toldBefore)} told before)` : "",
            beside > 0
              ? ` and ${number(reader, beside)} to ${plural("en", beside, "another check-in", "other check-ins")}`
              : "",
            `, ${dayAndMonth(reader, period.from)} – ${dayAndMonth(reader, period.until)}`,
          ].join(""),

  heldBack: (reader: Reader, held: readonly { program: string; by: string }[]) =>
    `Held back by the lead: ${list(
      reader,
      held.map(({ program, by }) => (by === "" ? program : `${program} (${by})`)),
    )}.`,

  colour: colourWords.en,
  trend: { better: "↑ better", same: "→ unchanged", worse: "↓ worse" } satisfies Record<Trend, string>,
  marked: "facts speak against it",

  /** `2026-09`, `2026-Q3` as a reader says it. */
  round: roundName,
  byDelegate: (author: string, delegate: string) => `${author}, by ${delegate}`,
  sources: {
    button: "Show sources",
    title: "Sources",
    close: "Close",
    whichAnswer: "Whose answer?",
    noAnswer: "Of the programs in which you have a role no answer is shortened above.",
    intro: (reader: Reader, { checkIns, items }: { checkIns: number; items: number }) => {
      const counts = [
        ...(checkIns > 0 ? [`${number(reader, checkIns)} ${plural("en", checkIns, "check-in", "check-ins")}`] : []),
        ...(items > 0 ? [`${number(reader, items)} ${plural("en", items, "item", "items")} of the record`] : []),
      ];
      return `This digest rests on ${list(reader, counts)}.`;
    },
    onlyCounted: (reader: Reader, counted: number) =>
      `Its head counts ${number(reader, counted)} answers; those that are only counted there are not listed.`,
    none: "This digest rests on no check-in: nobody answered.",
    answered: (reader: Reader, on: LocalDate) => `answered ${longDate(reader, on)}`,
    raised: (reader: Reader, on: LocalDate) => `raised ${longDate(reader, on)}`,
    closed: "ask its lead for more",
    revision: (count: number) => `revision ${count}`,
    read: "Read",
    answerTitle: "Answer",
    isCut: "What else was answered is read by the team and whoever leads it.",
    back: "Back",
    earlier: "Previous",
    later: "Next",
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    gone: (reader: Reader, { answers, on }: { answers: number; on: LocalDate }) =>
      answers === 1
        ? `One answer was removed on ${longDate(reader, on)}: it had been kept as long as is said here.`
        : `${number(reader, answers)} answers were removed, the last on ${longDate(reader, on)}: they had been kept as long as is said here.`,
    removed: (reader: Reader, on: LocalDate) =>
      `This answer was removed on ${longDate(reader, on)}: it had been kept as long as is said here.`,
    nothingToReport: "Nothing to report.",
    planUnchanged: "Plan unchanged.",
    yes: "Yes",
    no: "No",
    forbidden: "Only the reader of this digest and those who lead its programs can see its sources.",
    measure: (period: string) => `round ${period}`,
    kinds: {
      "check-in": "check-in",
      item: "item",
      measure: "measure",
      milestone: "milestone",
      program: "program",
    } satisfies Record<Source["kind"], string>,
    many: (reader: Reader, count: number) => `${number(reader, count)} sources, listed under Show sources`,
  },
  rewritten: (reader: Reader, on: LocalDate) => `words that are kept no more were taken out on ${longDate(reader, on)}`,
  approvedBy: (reader: Reader, names: readonly string[]) => `approved by ${list(reader, [...names])}`,
  wordedBy: (name: string) => `worded by ${name}, the original is in the thread`,
  original: (text: string) => `Original: ${text}`,
  command: {
    label: "Digest",
    help: "shows your last digest again; `/drumbeat digest preview` the next one, as it would be now; `/drumbeat digest approval` says who approves it",
    notDue: "No digest is due to you: your roles and settings give none now.",
    nothingYet: (day: string) =>
      `Nothing to tell yet. Your next digest is due on ${day}, if a check-in that feeds it takes place by then.`,
    preview: (day: string) => `*Preview* of your digest of ${day}, as it would be now:`,
    toApprove: (programs: string) => `Not shown before it is approved: ${programs}.`,
    isWaiting: "Some of what people wrote is shown only once they have seen that it goes up.",
    rest: "The rest is in the thread of your digest.",
    restOfPreview: "The digest itself continues in its thread.",
  },
  inThread: (reader: Reader, count: number) => `and ${number(reader, count)} more in the thread`,
  continued: (title: string, part: number, parts: number) => `${title} (${part} of ${parts})`,
  noEdition: "There is no digest for this reader: no round that feeds it lies in the period.",
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
        ? `personne n’a été sollicité, du ${dayAndMonth(reader, period.from)} au ${dayAndMonth(reader, period.until)}`
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
    `Retenu par le responsable\u00a0: ${list(
      reader,
      held.map(({ program, by }) => (by === "" ? program : `${program} (${by})`)),
    )}.`,

  colour: colourWords.fr,
  trend: { better: "↑ en amélioration", same: "→ stable", worse: "↓ en dégradation" },
  marked: "des faits disent autre chose",

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
      return `Cette synthèse repose sur ${list(reader, counts)}.`;
    },
    onlyCounted: (reader, counted) =>
      `Son en-tête compte ${number(reader, counted)} réponses\u00a0; celles qui y sont seulement comptées ne figurent pas ici.`,
    none: "Cette synthèse ne repose sur aucun point d’étape\u00a0: personne n’a répondu.",
    answered: (reader, on) => `réponse du ${longDate(reader, on)}`,
    raised: (reader, on) => `inscrit le ${longDate(reader, on)}`,
    closed: "son responsable peut vous en dire plus",
    revision: (count) => `version ${count}`,
    read: "Lire",
    isCut: "Le reste de la réponse est lu par l’équipe et le responsable.",
    answerTitle: "Réponse",
    back: "Retour",
    earlier: "Précédent",
    later: "Suivant",
    page: (page, pages) => `Page ${page} sur ${pages}`,
    gone: (reader, { answers, on }) =>
      answers === 1
        ? `Une réponse a été supprimée le ${longDate(reader, on)}, au terme de sa durée de conservation.`
        : `${number(reader, answers)} réponses ont été supprimées, les dernières le ${longDate(reader, on)}, au terme de leur durée de conservation.`,
    removed: (reader, on) =>
      `Cette réponse a été supprimée le ${longDate(reader, on)}, au terme de sa durée de conservation.`,
    nothingToReport: "Rien à signaler.",
    planUnchanged: "Plan inchangé.",
    yes: "Oui",
    no: "Non",
    forbidden: "Seuls le lecteur de cette synthèse et les responsables de ses programmes peuvent en voir les sources.",
    measure: (period) => `occurrence ${period}`,
    kinds: {
      "check-in": "point d’étape",
      item: "élément",
      measure: "mesure",
      milestone: "jalon",
      program: "programme",
    },
    many: (reader, count) => `${number(reader, count)} sources, listées sous «\u00a0Voir les sources\u00a0»`,
  },
  rewritten: (reader, on) => `des mots qui ne sont plus conservés ont été retirés le ${longDate(reader, on)}`,
  approvedBy: (reader, names) => `approuvé par ${list(reader, [...names])}`,
  wordedBy: (name) => `formulation ${frenchOf(name)}, l’original est dans le fil`,
  original: (text) => `Original\u00a0: ${text}`,
  command: {
    label: "Synthèse",
    help: "rouvre votre dernière synthèse\u00a0; `/drumbeat digest preview` donne un aperçu de la prochaine, `/drumbeat digest approbation` choisit qui l’approuve",
    notDue: "Aucune synthèse n’est prévue pour vous\u00a0: vos rôles et vos réglages n’en donnent pas actuellement.",
    nothingYet: (day) =>
      `Rien à dire pour l’instant. Votre prochaine synthèse est prévue le ${day}, si un point d’étape qui l’alimente a lieu d’ici là.`,
    preview: (day) => `*Aperçu* de votre synthèse du ${day}, en l’état actuel\u00a0:`,
    toApprove: (programs) => `N’est montré qu’une fois approuvé\u00a0: ${programs}.`,
    isWaiting: "Une partie des propos n’est montrée qu’une fois que leurs auteurs ont vu qu’ils remontent.",
    rest: "La suite est dans le fil de votre synthèse.",
    restOfPreview: "La synthèse elle-même continue dans son fil.",
  },
  inThread: (reader, count) => `et ${number(reader, count)} ${plural("fr", count, "autre", "autres")} dans le fil`,
  continued: (title, part, parts) => `${title} (${part} sur ${parts})`,
  noEdition:
    "Pas de synthèse pour ce lecteur\u00a0: aucun point d’étape qui l’alimente n’a eu lieu pendant la période.",
};

export type DigestTexts = typeof en;

/** Whose answer it is; by whom, where a delegate gave it. */
export function authorOf(
  { author, delegate }: { author: string; delegate: string | null },
  reader: Pick<Reader, "locale">,
): string {
  return delegate === null ? author : digestTexts(reader).byDelegate(author, delegate);
}

export function digestTexts(reader: Pick<Reader, "locale">): DigestTexts {
  return textsFor({ en, fr }, reader);
}
