/** Who is a candidate and who scores; how somebody scores one; and whom a new sponsor replaces. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { context, option, plainSection, section } from "../slack/blocks.ts";
import { menuOf, optionalRadio, people, someTicks, text } from "../slack/forms/fields.ts";
import { Form } from "../slack/forms/form.ts";
import type { Scored } from "./choosing.ts";
import { titleToShow } from "./choosing-messages.ts";
import type { CandidateRead, ChoiceRead, SetupRead } from "./choosing-read.ts";
import { type Criterion, SCORES } from "./choosing-rules.ts";
import { choosingTexts } from "./choosing-texts.ts";

const LONGEST_EVIDENCE = 250;

export const setupForm = new Form({
  id: "choosing.setup_form",
  state: z.strictObject({ programId: z.string() }),
  fields: z.object({ candidates: someTicks(), scorers: people() }),
  required: (reader) => textsFor(choosingTexts, reader).error.nobody,
});

export function setupView(reader: Reader, { program, isNew, sponsors, offered, scorers }: SetupRead): ModalView {
  const all = textsFor(choosingTexts, reader);
  const texts = all.setup;
  return setupForm.view({
    state: { programId: program.id },
    title: all.title,
    submit: isNew ? texts.begin : all.save,
    close: all.cancel,
    above: [
      section(`*${titleToShow(program.title)}*`),
      ...(sponsors.length > 0 ? [plainSection(texts.sponsors(list(reader, sponsors)))] : []),
      section(texts.lead),
    ],
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

export function scoreView(reader: Reader, candidate: CandidateRead & { choice: ChoiceRead }): ModalView {
  const all = textsFor(choosingTexts, reader);
  const texts = all.form;
  const own = (criterion: Criterion) => candidate.own.find((one) => one.criterion === criterion);
  const scored = (criterion: Criterion) => ({
    label: all.criteria[criterion],
    hint: texts.hints[criterion],
    options: SCORES.map((one) => option(one, one)),
    initial: own(criterion)?.score.toString(),
  });
  const seen = (criterion: Criterion) => ({ label: texts.evidence, initial: own(criterion)?.evidence });
  return scoreForm.view({
    state: { candidateId: candidate.id, programId: candidate.choice.program.id },
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

/** What was filled in, by criterion. */
export function scoredIn(
  filled: { [Name in Criterion]: string } & { [Name in `${Criterion}_evidence`]: string },
): Scored {
  const under = (criterion: Criterion) => ({
    score: Number(filled[criterion]),
    evidence: filled[`${criterion}_evidence`],
  });
  return {
    vision: under("vision"),
    influence: under("influence"),
    desire: under("desire"),
    credibility: under("credibility"),
    customer: under("customer"),
  };
}

/** In nobody's place. */
export const BESIDE = "beside";

export const askForm = new Form({
  id: "choosing.ask_form",
  state: z.strictObject({ candidateId: z.string() }),
  fields: z.object({ replaces: optionalRadio() }),
});

/** Where there is a sponsor already it is said whether somebody takes their place. */
export function askView(
  reader: Reader,
  { id, called }: CandidateRead,
  { program, sponsors }: Pick<ChoiceRead, "program" | "sponsors">,
): ModalView {
  const all = textsFor(choosingTexts, reader);
  const texts = all.ask;
  const [first] = sponsors;
  return askForm.view({
    state: { candidateId: id },
    title: texts.title,
    submit: texts.submit,
    close: all.cancel,
    above: [plainSection(texts.lead(called, program.title)), context(texts.gets)],
    fields: {
      replaces: first
        ? {
            label: texts.replaces,
            options: [
              ...sponsors.map((one) => option(one.id, texts.inPlaceOf(one.name))),
              option(BESIDE, texts.beside),
            ],
            initial: sponsors.length === 1 ? first.id : BESIDE,
            isRequired: true,
          }
        : null,
    },
  });
}

/** By id; null: nobody. */
export function replacedIn({ replaces }: { replaces: string | null }): string | null {
  return replaces === BESIDE ? null : replaces;
}
