/** How a request is answered, as whoever asks says in its form: its buttons follow from that alone. */
import type { InputBlock } from "@slack/types";
import { nonEmptyLines } from "../../platform/texts/display.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { option, shorten } from "../../slack/blocks.ts";
import { selectField, textField } from "../../slack/inputs.ts";
import { COMPOSITION_LIMITS } from "../../slack/limits.ts";
import type { Details } from "../item-types.ts";
import type { RequestOption } from "../types/decisions-and-requests.ts";

export const HOW_ANSWERED = ["words", "yes-no", "options"] as const;
export type HowAnswered = (typeof HOW_ANSWERED)[number];

type Answerable = Pick<Details["request"], "options" | "isYesOrNo" | "recommended">;

export function howAnswered({ options = [], isYesOrNo }: Answerable): HowAnswered {
  if (options.length > 0) return "options";
  return isYesOrNo ? "yes-no" : "words";
}

/** What was chosen in a field; in words where nothing was. */
export function howChosen(value: string | null | undefined): HowAnswered {
  return HOW_ANSWERED.find((each) => each === value) ?? "words";
}

const MOST_OPTIONS = 4;
const LEAST_OPTIONS = 2;
/** The longest label that a button and an option take. */
export const LONGEST_LABEL = COMPOSITION_LIMITS.optionText;

/** Ids of the two fields; `chosen`: of the act that shows the form anew. */
interface FieldIds {
  how: string;
  options: string;
  chosen: string;
}

/** The choice, and where it is *One of these…* the field for them, with what stands in it. */
export function answerFields(
  reader: Reader,
  ids: FieldIds,
  { how, options }: { how: HowAnswered; options: string },
): InputBlock[] {
  const texts = textsFor(answerTexts, reader);
  const choices = HOW_ANSWERED.map((each) => option(each, texts.how[each]));
  const choice = selectField(ids.how, texts.label, choices, { initial: how, actionId: ids.chosen });
  return how === "options" ? [choice, optionsField(reader, ids.options, options)] : [choice];
}

function optionsField(reader: Reader, id: string, written: string): InputBlock {
  const { options, optionsHint } = textsFor(answerTexts, reader);
  return textField(id, options, { initial: written, hint: optionsHint, isLong: true });
}

type Sentence = (reader: Reader) => string;

/** What is written in the field for options, or how to mend it. */
export function optionsIn(written: string): { options: RequestOption[] } | { error: Sentence } {
  const say = (sentence: (texts: typeof en.error) => string): { error: Sentence } => ({
    error: (reader) => sentence(textsFor(answerTexts, reader).error),
  });
  const labels = nonEmptyLines(written).map((line) => line.trim());
  const tooLong = labels.find((label) => label.length > LONGEST_LABEL);
  const again = labels.find((label, place) => labels.indexOf(label) !== place);
  if (labels.length < LEAST_OPTIONS) return say(({ few }) => few);
  if (labels.length > MOST_OPTIONS) return say(({ many }) => many(labels.length));
  if (tooLong !== undefined) return say(({ long }) => long(shorten(tooLong, 40), LONGEST_LABEL));
  if (again !== undefined) return say((texts) => texts.again(again));
  return { options: labels.map((label) => ({ label, doesNothing: false })) };
}

/** The same of a request that is answered by one of them; of any other none. */
export function optionsFor({ how, options }: { how: HowAnswered; options: string }): ReturnType<typeof optionsIn> {
  return how === "options" ? optionsIn(options) : { options: [] };
}

/** The particulars of a request that is answered so; an option that it had keeps what was written of it. */
export function answeredBy<Of extends Answerable>(
  { options: before = [], recommended, isYesOrNo: _, ...details }: Of,
  how: HowAnswered,
  written: readonly RequestOption[],
): Omit<Of, keyof Answerable> & Answerable {
  if (how === "words") return details;
  if (how === "yes-no") return { ...details, isYesOrNo: true };
  const options = written.map((each) => before.find(({ label }) => label === each.label) ?? each);
  const choice = recommended === undefined ? undefined : before[recommended]?.label;
  const place = options.findIndex(({ label }) => label === choice);
  return { ...details, options, ...(place >= 0 && { recommended: place }) };
}

const en = {
  label: "How is it answered?",
  how: { words: "In words", "yes-no": "Yes or no", options: "One of these…" } satisfies Record<HowAnswered, string>,
  options: "One of these",
  optionsHint: "One option a line, two to four. Each becomes a button.",
  error: {
    alone: "One option alone is no choice. Write at least one more, or leave it out.",
    few: "Write at least two options, one a line, or choose “In words” above.",
    many: (count: number) => `At most four options: there are ${count}. Leave some out, or put two on one line.`,
    long: (label: string, most: number) =>
      `Each option becomes a button of at most ${most} characters. Shorten “${label}”.`,
    again: (label: string) => `“${label}” is there twice. Leave one out.`,
  },
};

const fr: typeof en = {
  label: "Quelle réponse attendez-vous\u00a0?",
  how: { words: "Réponse libre", "yes-no": "Oui ou non", options: "Un choix parmi…" },
  options: "Un choix parmi",
  optionsHint: "Une option par ligne, de deux à quatre. Chacune devient un bouton.",
  error: {
    alone: "Une seule option n’offre aucun choix. Ajoutez-en une autre, ou retirez-la.",
    few: "Écrivez au moins deux options, une par ligne, ou choisissez «\u00a0Réponse libre\u00a0» ci-dessus.",
    many: (count) =>
      `Quatre options au plus\u00a0: il y en a ${count}. Retirez-en, ou réunissez-en deux sur une ligne.`,
    long: (label, most) =>
      `Chaque option devient un bouton de ${most} caractères au plus. Raccourcissez «\u00a0${label}\u00a0».`,
    again: (label) => `«\u00a0${label}\u00a0» y est deux fois. Retirez-en une.`,
  },
};

export const answerTexts = { en, fr };
