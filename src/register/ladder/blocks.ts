/** The escalation ladder of a program: what is set now, in words, and a form for each level. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { menuOf, optionalMenu, optionalText, type Said, ticks } from "../../kernel/forms/fields.ts";
import { Form, type Shown } from "../../kernel/forms/form.ts";
import { button, context, lineOf, option, plain, section, shorten, words } from "../../platform/slack/blocks.ts";
import { capitalised, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { type Ladder, LEVELS, type Level } from "../escalation/rules.ts";
import { escalationTexts } from "../escalation/texts.ts";
import { ladderIds } from "../ids.ts";
import { fieldsOf, type LadderFields, type LadderProblem, REMINDERS, wayUp } from "./rules.ts";
import { ladderTexts } from "./texts.ts";
import type { LadderToChange } from "./use-cases.ts";

type Seated = LadderToChange["seated"];

const FIRST_SEAT = "first";
const MOST_PEOPLE = 99;
const LONGEST_OPTION = 75;
const LONGEST_NAMES = 300;
const MOST_DIGITS = 3;

/** What is changed together: a level, or which levels there are. */
export const LADDER_GROUPS = [...LEVELS, "levels"] as const;
export type LadderGroup = (typeof LADDER_GROUPS)[number];

export const viewState = z.strictObject({ programId: z.string() });

const fields = z.object({
  acknowledge: optionalText({ max: MOST_DIGITS }),
  resolve: optionalText({ max: MOST_DIGITS }),
  person: optionalMenu(),
  reminders: menuOf(REMINDERS),
  used: ticks(),
  skip: ticks(),
});

export const ladderForm = new Form({
  id: ladderIds.form,
  state: z.strictObject({ programId: z.string(), group: z.enum(LADDER_GROUPS) }),
  fields,
});

/** What is set now: the way up first, then each level with a button that changes it. */
export function ladderView(reader: Reader, programId: string, { ladder, seated }: LadderToChange): ModalView {
  const texts = textsFor(ladderTexts, reader);
  const levels = textsFor(escalationTexts, reader).level;
  const change = (group: LadderGroup) => button(ladderIds.change, texts.change, { value: group });
  const exception = ladder.every(({ isKept }) => !isKept) ? texts.maySkip : texts.noSkip;
  return {
    type: "modal",
    private_metadata: JSON.stringify({ programId }),
    title: plain(texts.title),
    close: plain(texts.done),
    blocks: [
      words(
        ...ladderSentences(reader, ladder, seated).map((sentence, index) => [{ text: sentence, bold: index === 0 }]),
      ),
      ...ladder.map((terms, index) => section(levelInWords(reader, index, terms, seated), change(terms.level))),
      section(
        `*${texts.used}*\n${list(
          reader,
          ladder.map(({ level }) => levels[level]),
        )}\n${exception}`,
        change("levels"),
      ),
      context(texts.intro),
    ],
  };
}

function levelInWords(reader: Reader, index: number, terms: Ladder[number], seated: Seated): string {
  const texts = textsFor(ladderTexts, reader);
  const reminders = texts.reminder[terms.reminders ?? "both"];
  return `${headOf(reader, index, terms.level, seated)}\n${texts.said(terms, reminders.toLowerCase())}`;
}

function headOf(reader: Reader, index: number, level: Level, seated: Seated): string {
  const name = capitalised(textsFor(escalationTexts, reader).level[level]);
  const names = seated[level].map((one) => one.name);
  const said = names.length === 0 ? textsFor(ladderTexts, reader).nobody : list(reader, names);
  return `*${index + 1}. ${name}* · ${lineOf(shorten(said, LONGEST_NAMES))}`;
}

/** The form of one level, or of which levels there are. */
export function ladderGroupView(
  reader: Reader,
  { programId, group }: { programId: string; group: LadderGroup },
  { ladder, seated }: LadderToChange,
): ModalView {
  const texts = textsFor(ladderTexts, reader);
  const said = { acknowledge: null, resolve: null, person: null, reminders: null, used: null, skip: null };
  const index = ladder.findIndex(({ level }) => level === group);
  const levels = textsFor(escalationTexts, reader).level;
  const filled = fieldsOf(ladder);
  return ladderForm.view({
    state: { programId, group },
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    above: group === "levels" ? [] : [section(headOf(reader, Math.max(index, 0), group, seated))],
    fields:
      group === "levels"
        ? {
            ...said,
            used: {
              label: texts.used,
              options: LEVELS.map((level) => option(level, capitalised(levels[level]))),
              initial: filled.used,
            },
            skip: {
              label: texts.skip,
              options: [option("skip", texts.maySkip)],
              initial: filled.maySkip ? ["skip"] : [],
            },
          }
        : { ...said, ...levelFields(reader, group, filled.levels[group], seated) },
  });
}

function levelFields(
  reader: Reader,
  level: Level,
  { acknowledge, resolve, person, reminders }: LadderFields["levels"][Level],
  seated: Seated,
): Record<"acknowledge" | "resolve" | "person" | "reminders", Said | null> {
  const texts = textsFor(ladderTexts, reader);
  const people = seated[level].slice(0, MOST_PEOPLE);
  return {
    acknowledge: { label: texts.acknowledge, initial: acknowledge, isRequired: true },
    resolve: { label: texts.resolve, initial: resolve, isRequired: true },
    // Nothing goes up to the lowest level.
    person:
      people.length > 1 && level !== "team"
        ? {
            label: texts.person,
            options: [
              option(FIRST_SEAT, texts.first),
              ...people.map((one) => option(one.id, shorten(one.name, LONGEST_OPTION))),
            ],
            initial: people.some(({ id }) => id === person) ? person : FIRST_SEAT,
            isRequired: true,
          }
        : null,
    reminders: {
      label: texts.reminders,
      options: REMINDERS.map((one) => option(one, texts.reminder[one])),
      initial: reminders,
    },
  };
}

/** With what was filled in; what its form does not show stays as it is. `seated`: those who can be chosen. */
export function filledLadder(
  filled: Shown<typeof fields.shape>,
  group: LadderGroup,
  { ladder, seated }: LadderToChange,
): LadderFields {
  const before = fieldsOf(ladder);
  if (group === "levels") {
    const { used = before.used, skip } = filled;
    return {
      ...before,
      used: LEVELS.filter((level) => used.includes(level)),
      maySkip: skip?.includes("skip") ?? before.maySkip,
    };
  }
  const level = before.levels[group];
  const { acknowledge = level.acknowledge, resolve = level.resolve, reminders = level.reminders } = filled;
  const person =
    filled.person === undefined ? level.person : (seated[group].find(({ id }) => id === filled.person)?.id ?? null);
  return { ...before, levels: { ...before.levels, [group]: { acknowledge, resolve, person, reminders } } };
}

/** Each at its field. */
export function ladderErrors(
  reader: Pick<Reader, "locale">,
  problems: readonly LadderProblem[],
): Record<string, string> {
  const { errors } = textsFor(ladderTexts, reader);
  return Object.fromEntries(
    problems.map((problem) => {
      if (problem.at === "used") return ["used", errors.none];
      return [problem.at, problem.because === "number" ? errors.number(problem.most) : errors.beforeSeen];
    }),
  );
}

/** What a ladder comes to when nobody answers, in sentences. */
export function ladderSentences(reader: Reader, ladder: Ladder, seated: Seated): string[] {
  const { says } = textsFor(ladderTexts, reader);
  const levels = textsFor(escalationTexts, reader).level;
  const nameOf = new Map(Object.values(seated).flatMap((people) => people.map(({ id, name }) => [id, name] as const)));
  const { from, steps, empty } = wayUp(ladder, (level) => seated[level].map(({ id }) => id));
  if (from === null) return [];
  const whoIs = ({ personId, level }: (typeof steps)[number]) => says.who(nameOf.get(personId) ?? "", levels[level]);
  const told = steps.map((step, index) =>
    index === 0
      ? says.from(levels[from.level], whoIs(step), says.days(step.after))
      : says.step(whoIs(step), says.days(step.after)),
  );
  const longer = steps.map((step) => `${nameOf.get(step.personId) ?? ""} ${says.days(step.toAnswer)}`);
  return [
    told.length > 0 ? says.way(told.join(says.next)) : says.stays(levels[from.level]),
    ...(longer.length > 0 ? [says.longer(list(reader, longer))] : []),
    ...(empty.length > 0
      ? [
          says.empty(
            list(
              reader,
              empty.map((level) => levels[level]),
            ),
          ),
        ]
      : []),
  ];
}
