/** Who is a candidate and who scores; how somebody scores one; and whom a new sponsor replaces. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { context, option, plainSection, section } from "../slack/blocks.ts";
import { menuOf, people, someTicks, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { type SetupRead, titleToShow } from "./candidates.ts";
import { choosingFailure, choosingTexts } from "./choosing-texts.ts";
import { type CandidateRead, type ChoiceRead, CRITERIA, type Criterion, type Score } from "./scores.ts";

const SCORES = ["1", "2", "3", "4", "5"] as const;
const LONGEST_EVIDENCE = 250;

export const setupForm = new Form({
  id: "choosing.setup_form",
  state: z.strictObject({ programId: z.string() }),
  fields: z.object({ candidates: someTicks(), scorers: people() }),
  required: (reader) => choosingFailure("CHOICE_NOBODY").sentence(languageOf(reader.locale)),
});

export function setupView(reader: Reader, { program, isNew, offered, scorers }: SetupRead): ModalView {
  const all = textsFor(choosingTexts, reader);
  const texts = all.setup;
  return setupForm.view({
    state: { programId: program.id },
    title: all.title,
    submit: isNew ? texts.begin : all.save,
    close: all.cancel,
    above: [section(`*${titleToShow(program.title)}*`), section(texts.lead)],
    fields: {
      candidates: {
        label: texts.candidates,
        hint: texts.candidatesHint,
        options: offered.map(({ id, called }) => option(id, called)),
        initial: offered.filter(({ isChosen }) => isChosen).map(({ id }) => id),
      },
      scorers: { label: texts.scorers, hint: texts.scorersHint, initial: scorers },
    },
    below: [context(all.readers)],
  });
}

const score = () => menuOf(SCORES);
const evidence = () => text({ max: LONGEST_EVIDENCE });

export const scoreForm = new Form({
  id: "choosing.score_form",
  state: z.strictObject({ candidateId: z.string(), programId: z.string() }),
  fields: z.object({
    vision: score(),
    vision_evidence: evidence(),
    influence: score(),
    influence_evidence: evidence(),
    desire: score(),
    desire_evidence: evidence(),
    credibility: score(),
    credibility_evidence: evidence(),
    customer: score(),
    customer_evidence: evidence(),
  }),
  required(reader, field) {
    const texts = textsFor(choosingTexts, reader).form;
    return field.endsWith("_evidence") ? texts.requiredEvidence : texts.required;
  },
});

/** `scorerId`: whose own scores stand in it. */
export function scoreView(
  reader: Reader,
  { choice, ...candidate }: CandidateRead & { choice: ChoiceRead },
  scorerId: string,
): ModalView {
  const all = textsFor(choosingTexts, reader);
  const texts = all.form;
  const own = (criterion: Criterion) =>
    candidate.scores.find((each) => each.criterion === criterion && each.byId === scorerId);
  const scored = (criterion: Criterion) => ({
    label: all.criteria[criterion],
    hint: texts.hints[criterion],
    options: SCORES.map((value) => option(value, value)),
    initial: own(criterion)?.score.toString(),
  });
  const seen = (criterion: Criterion) => ({ label: texts.evidence, initial: own(criterion)?.evidence });
  return scoreForm.view({
    state: { candidateId: candidate.id, programId: choice.program.id },
    title: texts.title,
    submit: all.save,
    close: all.cancel,
    above: [plainSection(texts.lead(candidate.called)), context(texts.seen)],
    fields: {
      vision: scored("vision"),
      vision_evidence: seen("vision"),
      influence: scored("influence"),
      influence_evidence: seen("influence"),
      desire: scored("desire"),
      desire_evidence: seen("desire"),
      credibility: scored("credibility"),
      credibility_evidence: seen("credibility"),
      customer: scored("customer"),
      customer_evidence: seen("customer"),
    },
  });
}

/** What was filled in. */
export function scoredIn(
  filled: { [Name in Criterion]: string } & { [Name in `${Criterion}_evidence`]: string },
): Omit<Score, "byId">[] {
  return CRITERIA.map((criterion) => ({
    criterion,
    score: Number(filled[criterion]),
    evidence: filled[`${criterion}_evidence`],
  }));
}
