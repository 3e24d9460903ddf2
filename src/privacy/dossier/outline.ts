/** A dossier as its parts, and as one language of them with a number for each reason. */

import type { Language } from "../../platform/texts/language.ts";
import type { Configuration } from "./configuration.ts";
import {
  type Because,
  fact,
  isTable,
  type Part,
  type Statement,
  sentencesOf,
  setting,
  tested,
  toComplete,
} from "./statement.ts";
import { becauseTexts } from "./texts.ts";
import { annexes } from "./texts-annexes.ts";
import { balanceOfInterests, impactAssessment } from "./texts-impact.ts";
import { informationNote } from "./texts-information.ts";
import { FIRST, noticeSections } from "./texts-notice.ts";
import { recordOfProcessing } from "./texts-record.ts";
import { daySaid } from "./words.ts";

/** What one language of a dossier says; `why`: the number of its reason in `reasons`. */
export interface Outline {
  title: string;
  first: ToldSentence;
  intro: ToldSentence[];
  parts: { title: string; sections: { heading: string; says: Told[] }[] }[];
  reasonsHeading: string;
  /** How tests are found by their names. */
  reasonsHow: string;
  /** In the order of their numbers, from 1. */
  reasons: string[];
}

export interface ToldSentence {
  text: string;
  why: number;
}

export type Told =
  | { is: "paragraph"; sentences: ToldSentence[] }
  | { is: "table"; head: string[]; widths: number[]; rows: { cells: string[]; why: number }[] };

/** All that a dossier says of a configuration. */
export function partsOf(of: Configuration): { intro: Statement[]; parts: Part[] } {
  const day = daySaid(of.on);
  return {
    intro: [
      setting(
        "checkIns",
        `As Drumbeat is set up in ${of.workspace} on ${day.en}.`,
        `État de la configuration de Drumbeat dans ${of.workspace} au ${day.fr}.`,
      ),
      fact(
        "organisation",
        "What stands in brackets the organisation fills in. This is a draft, and no legal advice.",
        "L’organisation complète ce qui figure entre crochets. Projet, sans valeur d’avis juridique.",
      ),
    ],
    parts: [
      informationNote(of),
      recordOfProcessing(of),
      balanceOfInterests(of),
      impactAssessment(of),
      {
        title: {
          en: "5. Notice to employees (GDPR art. 13 and 14)",
          fr: "5. Notice aux salariés (RGPD, art. 13 et 14)",
        },
        sections: [
          {
            heading: { en: "Where it is read", fr: "Où elle se lit" },
            says: [
              tested(
                ["notice-first", "notice-whole"],
                "The same text stands in the app: two lines of it in each person’s first message, with the button “What is kept about me…” that opens the whole.",
                "Le même texte figure dans l’application\u00a0: deux lignes dans le premier message de chacun, avec le bouton «\u00a0Ce qui est conservé sur moi…\u00a0» qui ouvre le tout.",
              ),
              toComplete(
                "name and address of the controller, and the number of employees told on paper",
                "dénomination et adresse du responsable du traitement, et information des salariés sans accès à Slack",
              ),
            ],
          },
          ...noticeSections(of),
        ],
      },
      annexes(of),
    ],
  };
}

/** Every sentence and row, with what makes it true. */
export function everythingSaid(of: Configuration): (Because & { en: string; fr: string })[] {
  const { intro, parts } = partsOf(of);
  const says = parts.flatMap(({ sections }) => sections.flatMap((section) => section.says));
  return [FIRST, ...intro, ...says].flatMap((said) =>
    isTable(said)
      ? said.rows.map(({ because, cells }) => ({
          ...because,
          en: cells.map(({ en }) => en).join(" | "),
          fr: cells.map(({ fr }) => fr).join(" | "),
        }))
      : sentencesOf(said).map(({ because, en, fr }) => ({ ...because, en, fr })),
  );
}

export function outlineOf(of: Configuration, language: Language): Outline {
  const { intro, parts } = partsOf(of);
  const texts = becauseTexts[language];
  const numbers = new Map<string, number>();
  const why = (because: Because) => {
    const reason = texts.reason(because);
    const known = numbers.get(reason) ?? numbers.size + 1;
    numbers.set(reason, known);
    return known;
  };
  const sentence = (said: Statement): ToldSentence => ({ text: said[language], why: why(said.because) });
  const first = sentence(FIRST);
  const told = {
    title: texts.title,
    first,
    intro: intro.map(sentence),
    parts: parts.map(({ title, sections }) => ({
      title: title[language],
      sections: sections.map(({ heading, says }) => ({
        heading: heading[language],
        says: says.map(
          (said): Told =>
            isTable(said)
              ? {
                  is: "table",
                  head: said.head.map((cell) => cell[language]),
                  widths: said.widths,
                  rows: said.rows.map((row) => ({
                    cells: row.cells.map((cell) => cell[language]),
                    why: why(row.because),
                  })),
                }
              : { is: "paragraph", sentences: sentencesOf(said).map(sentence) },
        ),
      })),
    })),
    reasonsHeading: texts.heading,
    reasonsHow: texts.tests,
  };
  return { ...told, reasons: [...numbers.keys()] };
}
