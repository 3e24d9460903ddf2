/** What stands on the first screen beside the lines of a digest. */
import type { HealthColour } from "../../cadences/questions/health-scale.ts";
import { STATUS_CIRCLES } from "../../health/rules.ts";
import { statusName } from "../../health/texts.ts";
import { languageOf, list, number, plural, type Reader, textsFor } from "../../platform/texts/language.ts";
import { FACT_KINDS, type FactKind } from "../compile/rules-facts.ts";
import type { Group } from "../compile/rules-screen-entries.ts";
import { digestTexts } from "../texts.ts";

/** How many programs had a status at the end of the period before, and how many have it now. */
export interface Counted {
  colour: HealthColour | "grey";
  before: number;
  now: number;
}

const en = {
  headings: {
    asks: "Decisions",
    objectives: "Objectives",
    changed: "What changed",
    doubts: "On track, but worth a question",
    presence: "Your presence",
    since: "Decided",
    value: "Value and numbers",
    done: "What was done",
    attention: "Needs attention",
    others: "For others to decide",
    counts: "Status, then and now",
  } satisfies Record<Group | "counts", string>,
  quoted: (text: string) => `“${text}”`,
  /** In the thread of a portfolio. */
  lines: "The others, one line each",
  inWhole: (reader: Reader, count: number) => `And ${number(reader, count)} more in the full digest.`,
  advised: "recommended",
  silent: (reader: Reader, names: string[]) => `No update: ${list(reader, names)}`,
  silentCount: (reader: Reader, count: number) => `No update: ${number(reader, count)} programs`,
  /** Requests that no one is named to decide. */
  standing: (reader: Reader, names: string[], more: number) =>
    `Still open, from earlier digests: ${list(reader, [...names, ...(more > 0 ? [`${number(reader, more)} more`] : [])])}`,
  /** Where nothing of it stands on the screen. */
  allInThread: (reader: Reader, count: number) => `${number(reader, count)} in the thread`,
  /** Of what only the thread tells. */
  kinds: {
    red: "off track",
    "was-red": "off track in their last status",
    doubted: "with a question",
    closed: "closed or reopened",
    "slipped-date": "with a later date",
    amber: "at risk",
    recovered: "back on track",
    matter: "with a blocker or risk",
  } satisfies Partial<Record<FactKind, string>>,
};

const fr: typeof en = {
  headings: {
    asks: "Décisions",
    objectives: "Objectifs",
    changed: "Ce qui a changé",
    doubts: "Conforme, mais à vérifier",
    presence: "Votre présence",
    since: "Décidé",
    value: "Valeur et chiffres",
    done: "Ce qui a été fait",
    attention: "Points d’attention",
    others: "À d’autres de décider",
    counts: "Statut, avant et maintenant",
  },
  quoted: (text) => `«\u00a0${text}\u00a0»`,
  lines: "Les autres, une ligne pour chacun",
  inWhole: (reader, count) => `Et ${number(reader, count)} de plus, dans la synthèse entière.`,
  advised: "recommandé",
  silent: (reader, names) => `Sans mise à jour\u00a0: ${list(reader, names)}`,
  silentCount: (reader, count) => `Sans mise à jour\u00a0: ${number(reader, count)} programmes`,
  standing: (reader, names, more) =>
    `Toujours en attente, déjà signalé\u00a0: ${list(reader, [...names, ...(more > 0 ? [`${number(reader, more)} ${plural("fr", more, "autre", "autres")}`] : [])])}`,
  allInThread: (reader, count) => `${number(reader, count)} dans le fil`,
  kinds: {
    red: "hors trajectoire",
    "was-red": "hors trajectoire à leur dernier statut",
    doubted: "à vérifier",
    closed: "clos ou rouverts",
    "slipped-date": "avec une date reportée",
    amber: "à risque",
    recovered: "de nouveau conformes",
    matter: "avec un blocage ou un risque",
  },
};

export function screenTexts(reader: Pick<Reader, "locale">): typeof en {
  return textsFor({ en, fr }, reader);
}

/**
 * `and 12 more in the thread: 3 off track, 2 back on track`. `kinds`: of the facts that they are about; `isAll`: none of
 * them is on the screen.
 */
export function moreTold(reader: Reader, count: number, kinds: readonly FactKind[], isAll: boolean): string {
  const { kinds: names, allInThread } = screenTexts(reader);
  const counts = new Map<FactKind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const told = FACT_KINDS.flatMap((kind) => {
    const of = counts.get(kind) ?? 0;
    return of > 0 && isCounted(kind) ? [`${number(reader, of)} ${names[kind]}`] : [];
  });
  const more = (isAll ? allInThread : digestTexts(reader).inThread)(reader, count);
  return told.length > 0 ? `${more}${languageOf(reader.locale) === "fr" ? "\u00a0" : ""}: ${told.join(", ")}` : more;
}

function isCounted(kind: FactKind): kind is keyof typeof en.kinds {
  return kind in en.kinds;
}

/** `🟢 On track 1 → 2 · 🟠 At risk 3 → 1`. */
export function countsTold(reader: Reader, counts: readonly Counted[]): string {
  return counts
    .map(({ colour, before, now }) => {
      const [then, today] = [number(reader, before), number(reader, now)];
      return `${STATUS_CIRCLES[colour]} ${statusName(reader, colour)} ${then === today ? today : `${then} → ${today}`}`;
    })
    .join(" · ");
}
