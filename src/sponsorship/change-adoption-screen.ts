/** How a change takes hold, quarter by quarter, and below it what concerns its reader alone. */
import type { ModalView } from "@slack/types";
import { type Person, readerOf } from "../people/people.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { number, percent, plural, quarterName, type Reader, textsFor } from "../platform/texts/language.ts";
import { context, shorten, type Words, words } from "../slack/blocks.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import {
  type Cell,
  type ChangeMeasure,
  type ChangeShown,
  MEASURES,
  type OwnDecisions,
  ownDecisions,
  readChange,
} from "./change-adoption.ts";

/** With the id of the program. */
export const changeIds = { open: "sponsorship.change" } as const;

const LONGEST_TITLE = 150;

const en = {
  title: "Change",
  close: "Close",
  intro: (program: string) => `How the change takes hold in “${program}”`,
  measure: {
    leadership: "Leaders take part: requests answered and presences held by their day",
    alignment: "People whose yes it needs, who have agreed",
    participation: "Check-ins answered",
    practice: "Actions done by their day",
  } satisfies Record<ChangeMeasure, string>,
  rate: (share: string, count: string, total: string) => `${share} (${count} of ${total})`,
  none: "nothing recorded",
  few: "fewer than five people",
  median: (reader: Reader, days: number) =>
    `From request to answer: ${number(reader, days)} working ${plural("en", days, "day", "days")} (median of the last twelve months).`,
  basis:
    "The last quarter is not over. Counted from check-ins, the register and the people of the program, of all together: from five people on, of fewer nothing. Not for appraisal, pay or discipline.",
  own: "For you alone; nobody else is shown this line",
  decided: (reader: Reader, { count, medianDays }: OwnDecisions) =>
    `You took ${number(reader, count)} ${plural("en", count, "decision", "decisions")} in the last twelve months; from request to answer: ${number(reader, medianDays)} working ${plural("en", medianDays, "day", "days")} (median).`,
};

const fr: typeof en = {
  title: "Changement",
  close: "Fermer",
  intro: (program) => `L’ancrage du changement dans «\u00a0${program}\u00a0»`,
  measure: {
    leadership: "Participation des dirigeants\u00a0: réponses aux demandes et présences à la date prévue",
    alignment: "Personnes dont l’accord est nécessaire et qui l’ont donné",
    participation: "Points d’étape remplis",
    practice: "Actions réalisées à leur échéance",
  },
  rate: (share, count, total) => `${share} (${count} sur ${total})`,
  none: "rien d’enregistré",
  few: "moins de cinq personnes",
  median: (reader, days) =>
    `De la demande à la réponse\u00a0: ${number(reader, days)} ${plural("fr", days, "jour ouvré", "jours ouvrés")} (médiane des douze derniers mois).`,
  basis:
    "Le dernier trimestre est en cours. Compté d’après les points d’étape, le registre et les interlocuteurs du programme, pour tous ensemble\u00a0: à partir de cinq personnes, rien en dessous. Ne sert ni à l’évaluation, ni à la rémunération, ni à la discipline.",
  own: "À vous seulement\u00a0; cette ligne n’est montrée à personne d’autre",
  decided: (reader, { count, medianDays }) =>
    `Vous avez pris ${number(reader, count)} ${plural("fr", count, "décision", "décisions")} ces douze derniers mois\u00a0; de la demande à la réponse\u00a0: ${number(reader, medianDays)} ${plural("fr", medianDays, "jour ouvré", "jours ouvrés")} (médiane).`,
};

const changeTexts = { en, fr };

const failure = errorTable({
  CHANGE_NOT_YOURS: {
    en: () => "How a change takes hold is for those who lead the program, its sponsors and its committee.",
    fr: () => "L’ancrage du changement est réservé aux responsables du programme, à ses sponsors et à son comité.",
  },
});

export function listenToChange(listening: Listening<Person>, services: Services): void {
  onPress(listening, changeIds.open, async ({ actor, value: programId, open }) => {
    await open(await changeViewFor(services, actor, programId));
  });
}

/** Throws CHANGE_NOT_YOURS. */
export async function changeViewFor(services: Services, actor: Person, programId: string): Promise<ModalView> {
  const shown = await readChange(services, services.db, actor, programId);
  if (!shown) throw failure("CHANGE_NOT_YOURS");
  return changeView(readerOf(actor), shown, await ownDecisions(services, actor, programId));
}

/** `own`: what is for this reader alone. */
export function changeView(reader: Reader, shown: ChangeShown, own: OwnDecisions | null): ModalView {
  const texts = textsFor(changeTexts, reader);
  const intro = [{ text: texts.intro(shorten(shown.program, LONGEST_TITLE)), bold: true }];
  const rows = MEASURES.flatMap((measure): Words[][] => [
    [{ text: texts.measure[measure], bold: true }],
    [
      {
        text: shown.quarters
          .map(({ label }, at) => cellText(reader, label, shown.cells[measure][at] ?? null))
          .join(" · "),
      },
    ],
  ]);
  return modal({
    title: texts.title,
    close: texts.close,
    blocks: [
      words(intro, ...rows, ...(shown.medianDays === null ? [] : [[{ text: texts.median(reader, shown.medianDays) }]])),
      context(texts.basis),
      ...(own ? [words([{ text: texts.own, bold: true }], [{ text: texts.decided(reader, own) }])] : []),
    ],
  });
}

function cellText(reader: Reader, label: string, cell: Cell): string {
  return `${quarterName(reader, label)}${reader.locale.startsWith("fr") ? "\u00a0" : ""}: ${rateText(reader, cell)}`;
}

function rateText(reader: Reader, cell: Cell): string {
  const texts = textsFor(changeTexts, reader);
  if (cell === null) return texts.none;
  if (cell === "few") return texts.few;
  return texts.rate(percent(reader, cell.count / cell.total), number(reader, cell.count), number(reader, cell.total));
}
