/** What stands on the first screen beside the lines of a digest. */
import type { HealthColour } from "../../cadences/questions/health-scale.ts";
import { HEALTH_SHAPES } from "../../health/rules.ts";
import { statusName } from "../../health/texts.ts";
import { number, type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Group } from "../compile/rules-screen-entries.ts";

/** How many programs had a status at the end of the period before, and how many have it now. */
export interface Counted {
  colour: HealthColour | "grey";
  before: number;
  now: number;
}

const en = {
  headings: {
    asks: "Decisions",
    changed: "What changed",
    doubts: "On track, but worth a question",
    since: "Decided",
    value: "Value and numbers",
    done: "What was done",
    attention: "Needs attention",
    others: "For others to decide",
    silence: "No update",
    counts: "Status, then and now",
  } satisfies Record<Group | "counts", string>,
  quoted: (text: string) => `“${text}”`,
  advised: "advised",
};

const fr: typeof en = {
  headings: {
    asks: "Décisions",
    changed: "Ce qui a changé",
    doubts: "Conforme, mais à vérifier",
    since: "Décidé",
    value: "Valeur et chiffres",
    done: "Ce qui a été fait",
    attention: "Points d’attention",
    others: "À d’autres de décider",
    silence: "Sans mise à jour",
    counts: "Météo, avant et maintenant",
  },
  quoted: (text) => `«\u00a0${text}\u00a0»`,
  advised: "conseillé",
};

export function screenTexts(reader: Pick<Reader, "locale">): typeof en {
  return textsFor({ en, fr }, reader);
}

/** `● On track 1 → 2 · ▲ At risk 3 → 1`. */
export function countsTold(reader: Reader, counts: readonly Counted[]): string {
  return counts
    .map(({ colour, before, now }) => {
      const [then, today] = [number(reader, before), number(reader, now)];
      return `${HEALTH_SHAPES[colour]} ${statusName(reader, colour)} ${then === today ? today : `${then} → ${today}`}`;
    })
    .join(" · ");
}
