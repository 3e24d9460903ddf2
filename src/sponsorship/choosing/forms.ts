/** Who is a candidate and who is asked; what somebody knows of one; and whom a new sponsor takes over from. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { optionalDate, optionalRadio, optionalText, people, someTicks } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { context, option, plainSection, section } from "../../platform/slack/blocks.ts";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { titleToShow } from "./naming.ts";
import type { CRITERIA, Criterion } from "./table.ts";
import { choosingTexts } from "./texts.ts";
import type { CandidateRead, ChoiceRead, SetupRead } from "./use-cases-reading.ts";

const LONGEST_FACT = 250;

export const setupForm = new Form({
  id: "choosing.setup_form",
  state: z.strictObject({ programId: z.string() }),
  fields: z.object({ candidates: someTicks(), contributors: people() }),
  required: (reader) => textsFor(choosingTexts, reader).error.nobody,
});

export function setupView(reader: Reader, { program, isNew, sponsors, offered, contributors }: SetupRead): ModalView {
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
      contributors: {
        label: texts.contributors,
        hint: texts.contributorsHint,
        initial: contributors.map(({ slack_user_id: id }) => id),
      },
    },
    below: [context(all.readers)],
  });
}

const fact = () => optionalText({ max: LONGEST_FACT });

export const factsForm = new Form({
  id: "choosing.facts_form",
  state: z.strictObject({ candidateId: z.string(), isOverCandidate: z.boolean() }),
  fields: z.object({
    vision: fact(),
    vision_on: optionalDate(),
    influence: fact(),
    influence_on: optionalDate(),
    desire: fact(),
    desire_on: optionalDate(),
    credibility: fact(),
    credibility_on: optionalDate(),
    customer: fact(),
    customer_on: optionalDate(),
  }),
});

export function factsView(reader: Reader, candidate: CandidateRead, isOverCandidate: boolean): ModalView {
  const all = textsFor(choosingTexts, reader);
  const texts = all.form;
  const own = (criterion: Criterion) => candidate.facts.find((one) => one.isOwn && one.criterion === criterion);
  const said = (criterion: Criterion) => ({
    label: all.criteria[criterion],
    hint: texts.hints[criterion],
    initial: own(criterion)?.text,
  });
  const day = (criterion: Criterion) => ({ label: texts.day, initial: own(criterion)?.on });
  return factsForm.view({
    state: { candidateId: candidate.id, isOverCandidate },
    title: texts.title,
    submit: all.save,
    close: all.cancel,
    above: [plainSection(texts.lead(candidate.called)), context(texts.seen)],
    fields: {
      vision: said("vision"),
      vision_on: day("vision"),
      influence: said("influence"),
      influence_on: day("influence"),
      desire: said("desire"),
      desire_on: day("desire"),
      credibility: said("credibility"),
      credibility_on: day("credibility"),
      customer: said("customer"),
      customer_on: day("customer"),
    },
  });
}

/** What was filled in, by criterion. */
export function enteredIn(
  filled: { [Name in Criterion]: string } & { [Name in `${Criterion}_on`]: string | null },
): Record<Criterion, { text: string; on: string | null }> {
  const of = (criterion: Criterion) => ({ text: filled[criterion], on: filled[`${criterion}_on`] });
  return {
    vision: of("vision"),
    influence: of("influence"),
    desire: of("desire"),
    credibility: of("credibility"),
    customer: of("customer"),
  };
}

/** At which field it is said what is wrong. */
export function factErrors(
  reader: Pick<Reader, "locale">,
  problems: readonly { criterion: (typeof CRITERIA)[number]; problem: "day-missing" | "day-ahead" }[],
): Record<string, string> {
  const { error } = textsFor(choosingTexts, reader);
  return Object.fromEntries(
    problems.map(({ criterion, problem }) => [
      `${criterion}_on`,
      problem === "day-missing" ? error.dayMissing : error.dayAhead,
    ]),
  );
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
            hint: texts.replacesHint,
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
