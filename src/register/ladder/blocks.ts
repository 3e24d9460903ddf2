/** The form of a program's escalation ladder, and what it means in a sentence. */
import type { KnownBlock, ModalView } from "@slack/types";
import { actions, button, context, isPresent, option, plain, shorten, words } from "../../platform/slack/blocks.ts";
import { type Filled, selectField, textField, ticksField } from "../../platform/slack/fields.ts";
import { capitalised, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { type Ladder, LEVELS, type Level } from "../escalation/rules.ts";
import { escalationTexts } from "../escalation/texts.ts";
import { ladderIds } from "../ids.ts";
import { type LadderFields, type LadderProblem, REMINDERS, wayUp } from "./rules.ts";
import { ladderTexts } from "./texts.ts";
import type { LadderToChange } from "./use-cases.ts";

type Seated = LadderToChange["seated"];

const FIRST_SEAT = "first";
const MOST_PEOPLE = 99;
const LONGEST_OPTION = 75;

/** `preview`: what the fields mean, told on top of them. */
export function ladderView(
  reader: Reader,
  programId: string,
  { fields, seated, preview }: { fields: LadderFields; seated: Seated; preview: readonly string[] },
): ModalView {
  const texts = textsFor(ladderTexts, reader);
  const levels = textsFor(escalationTexts, reader).level;
  return {
    type: "modal",
    callback_id: ladderIds.form,
    private_metadata: JSON.stringify({ programId }),
    title: plain(texts.title),
    submit: plain(texts.submit),
    close: plain(texts.close),
    blocks: [
      context(texts.intro),
      words(...preview.map((sentence, index) => [{ text: sentence, bold: index === 0 }])),
      actions("ladder.preview", button(ladderIds.preview, texts.preview)),
      ticksField(
        "used",
        texts.used,
        LEVELS.map((level) => option(level, capitalised(levels[level]))),
        { initial: fields.used },
      ),
      ...LEVELS.flatMap((level, index) => levelFields(reader, { level, place: index + 1, fields, seated })),
      ticksField("skip", texts.skip, [option("skip", texts.maySkip)], {
        initial: fields.maySkip ? ["skip"] : [],
        isOptional: true,
      }),
    ],
  };
}

function levelFields(
  reader: Reader,
  { level, place, fields, seated }: { level: Level; place: number; fields: LadderFields; seated: Seated },
): KnownBlock[] {
  const texts = textsFor(ladderTexts, reader);
  const name = capitalised(textsFor(escalationTexts, reader).level[level]);
  const { acknowledge, resolve, person, reminders } = fields.levels[level];
  const people = seated[level].slice(0, MOST_PEOPLE);
  const names =
    people.length === 0
      ? texts.nobody
      : list(
          reader,
          people.map((one) => one.name),
        );
  const chosen = people.some(({ id }) => id === person) ? (person ?? FIRST_SEAT) : FIRST_SEAT;
  const blocks: (KnownBlock | null)[] = [
    { type: "divider" },
    words([{ text: `${place}. ${name}`, bold: true }, { text: ` · ${shorten(names, 300)}` }]),
    textField(`acknowledge:${level}`, texts.acknowledge, { initial: acknowledge, max: 3 }),
    textField(`resolve:${level}`, texts.resolve, { initial: resolve, max: 3 }),
    // Nothing goes up to the lowest level.
    people.length > 1 && level !== "team"
      ? selectField(
          `person:${level}`,
          texts.person,
          [option(FIRST_SEAT, texts.first), ...people.map((one) => option(one.id, shorten(one.name, LONGEST_OPTION)))],
          { initial: chosen },
        )
      : null,
    selectField(
      `reminders:${level}`,
      texts.reminders,
      REMINDERS.map((one) => option(one, texts.reminder[one])),
      { initial: reminders },
    ),
  ];
  return blocks.filter(isPresent);
}

/** What is in the form; `seated`: those who can be chosen. */
export function filledLadder(filled: Filled, seated: Seated): LadderFields {
  const at = (level: Level): LadderFields["levels"][Level] => {
    const chosen = filled.option(`person:${level}`);
    return {
      acknowledge: filled.text(`acknowledge:${level}`),
      resolve: filled.text(`resolve:${level}`),
      person: seated[level].find(({ id }) => id === chosen)?.id ?? null,
      reminders: REMINDERS.find((one) => one === filled.option(`reminders:${level}`)) ?? "both",
    };
  };
  const used = filled.options("used");
  return {
    used: LEVELS.filter((level) => used.includes(level)),
    levels: { team: at("team"), lead: at("lead"), sponsor: at("sponsor"), committee: at("committee") },
    maySkip: filled.options("skip").includes("skip"),
  };
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
      const said = problem.because === "number" ? errors.number(problem.most) : errors.beforeSeen;
      return [`${problem.at}:${problem.level}`, said];
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
