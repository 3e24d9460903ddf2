/** Which daily check-ins of one person share a form, and which of its fields is whose. Pure. */
import type { Question } from "../../cadences/questions/questions.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Field, FormFields } from "../form/field-values.ts";
import { splitAtMore } from "../form/more-and-plan.ts";

/** More than this takes longer than a minute to fill in. */
export const MOST_IN_ONE_FORM = 4;
const MOST_QUESTIONS_EACH = 12;

interface Asked {
  prompt: { due_at: Instant };
  context: {
    cadence: { rule: Pick<Rule, "every"> };
    questions: readonly Question[];
    program: { title: string };
  };
}

/** Of somebody's check-ins those that share a form, the first due first; none where fewer than two could. */
export function promptsSharingForm<One extends Asked>(asked: readonly One[]): One[] {
  const daily = asked.filter(
    ({ context: { cadence, questions } }) =>
      cadence.rule.every === "day" && splitAtMore(questions).first.length <= MOST_QUESTIONS_EACH,
  );
  const placeOf = ({ prompt, context }: One) => `${prompt.due_at} ${context.program.title}`;
  const first = daily.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  return first.length < 2 ? [] : first.slice(0, MOST_IN_ONE_FORM);
}

/** A block of the form of the program at this place. */
export function blockAt(place: number, block: string): string {
  return `${place}:${block}`;
}

/** The fields of one program, under the ids that they have in a form of its own. */
export function fieldsAt(place: number, fields: FormFields): FormFields {
  const prefix = blockAt(place, "");
  return Object.fromEntries(
    Object.entries(fields).flatMap(([block, field]) =>
      block.startsWith(prefix) ? [[block.slice(prefix.length), field]] : [],
    ),
  );
}

export function isEmpty(fields: FormFields): boolean {
  return Object.values(fields).every(isEmptyField);
}

function isEmptyField(field: Field): boolean {
  const chosen = field.selected_option || field.selected_user || field.selected_date;
  return !chosen && (field.selected_options ?? []).length === 0 && !field.value?.trim();
}
