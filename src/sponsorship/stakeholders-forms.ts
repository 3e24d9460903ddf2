/** What is entered about somebody: four fields are enough; and how they are approached. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { capitalised, type Reader, textsFor } from "../platform/texts/language.ts";
import { INTERESTS, MOST_IN_COALITION, POWERS, STANCES } from "../register/types/actions-milestones-stakeholders.ts";
import { context, option, plainSection, shorten } from "../slack/blocks.ts";
import { optionalDate, optionalPerson, optionalText, person, radioOf, ticks } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import type { PersonLine } from "./stakeholders.ts";
import { peopleTexts } from "./stakeholders-texts.ts";

const LONGEST_LABEL = 100;
const LONGEST_STANCE = 300;
const LONGEST_WORDS = 600;
const LONGEST_OPTION = 70;

/** `id`: of the line that is changed. */
export const personForm = new Form({
  id: "people.person_form",
  state: z.strictObject({ programId: z.string(), id: z.string().nullable() }),
  fields: z.object({
    person: optionalPerson(),
    outside: optionalText({ max: LONGEST_LABEL }),
    power: radioOf(POWERS),
    interest: radioOf(INTERESTS),
    stance: radioOf(STANCES),
    stanceWords: optionalText({ max: LONGEST_STANCE }),
    stanceOn: optionalDate(),
    owner: person(),
    next: optionalDate(),
  }),
  required(reader, field) {
    const texts = textsFor(peopleTexts, reader).form;
    return field === "owner" ? texts.requiredOwner : texts.required;
  },
});

/** `line`: null of somebody who is added. Who it is stays, of somebody in Slack. `keeper`: their Slack user id. */
export function personView(
  reader: Reader,
  programId: string,
  line: PersonLine | null,
  ownerSlackId: string | null,
): ModalView {
  const all = textsFor(peopleTexts, reader);
  const { form: texts, powers, interests } = all;
  const details = line?.details;
  const options = <Value extends string>(values: readonly Value[], labels: Record<Value, string>) =>
    values.map((value) => option(value, capitalised(labels[value] || texts.neither)));
  const isInSlack = details?.personId !== undefined;
  const outside = { label: texts.outside, hint: texts.outsideHint, initial: line?.title };
  return personForm.view({
    state: { programId, id: line?.id ?? null },
    title: line ? texts.title.change : texts.title.add,
    submit: all.save,
    close: all.cancel,
    above: line ? [plainSection(line.called), ...(isInSlack ? [context(texts.personHint)] : [])] : [],
    fields: {
      person: line ? null : { label: texts.person, hint: texts.personHint },
      outside: isInSlack ? null : outside,
      power: { label: texts.power, options: options(POWERS, powers), initial: details?.power },
      interest: { label: texts.interest, options: options(INTERESTS, interests), initial: details?.interest },
      stance: { label: texts.stance, options: options(STANCES, texts.kinds), initial: details?.stance ?? "not-asked" },
      stanceWords: { label: texts.stanceWords, hint: texts.words, initial: details?.stanceWords },
      stanceOn: { label: texts.stanceOn, hint: texts.stanceOnHint, initial: details?.stanceOn },
      owner: { label: texts.owner, initial: ownerSlackId },
      next: { label: texts.next, hint: texts.nextHint, initial: line?.due_on },
    },
  });
}

const words = () => optionalText({ isLong: true, max: LONGEST_WORDS });

export const planForm = new Form({
  id: "people.plan_form",
  state: z.strictObject({ id: z.string() }),
  fields: z.object({
    capacity: words(),
    cares: words(),
    resistance: words(),
    approach: words(),
    coalition: ticks(),
    ally: ticks(),
    theyExpect: words(),
    weExpect: words(),
  }),
});

/** `others`: of the same program; those with whom they stand already come first. */
export function planView(reader: Reader, line: PersonLine, others: readonly PersonLine[]): ModalView {
  const all = textsFor(peopleTexts, reader);
  const texts = all.plan;
  const { coalitionWith = [], isAlly, ...details } = line.details;
  const [theirs, apart] = [true, false].map((is) => others.filter(({ id }) => coalitionWith.includes(id) === is));
  const offered = [...(theirs ?? []), ...(apart ?? [])].slice(0, MOST_IN_COALITION);
  return planForm.view({
    state: { id: line.id },
    title: texts.title,
    submit: all.save,
    close: all.cancel,
    above: [plainSection(line.called), context(all.form.words)],
    fields: {
      capacity: { label: texts.capacity, hint: texts.capacityHint, initial: details.capacity },
      cares: { label: texts.cares, initial: details.cares },
      resistance: { label: texts.resistance, initial: details.resistance },
      approach: { label: texts.approach, initial: details.approach },
      coalition:
        offered.length === 0
          ? null
          : {
              label: texts.coalition,
              options: offered.map((other) => option(other.id, shorten(other.called, LONGEST_OPTION))),
              initial: offered.flatMap(({ id }) => (coalitionWith.includes(id) ? [id] : [])),
            },
      ally: { label: texts.ally, options: [option("ally", texts.allyYes)], initial: isAlly ? ["ally"] : [] },
      theyExpect: { label: texts.theyExpect, initial: details.theyExpect },
      weExpect: { label: texts.weExpect, initial: details.weExpect },
    },
  });
}
