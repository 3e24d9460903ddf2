/** What is told where a check-in has lost a question that Drumbeat asks nobody any more. */
import type { SectionBlock } from "@slack/types";
import { actions, button, escapeMrkdwn, lineOf, section, shorten } from "../platform/slack/blocks.ts";
import type { Message } from "../platform/slack/message.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { cadenceIds } from "./ids.ts";
import { cadenceTexts } from "./texts.ts";

export interface Retirement {
  id: string;
  name: string;
  program: string;
  /** As they were asked, in the reader's language. */
  questions: string[];
  /** There was no other question, so that it is paused. */
  leavesNothing: boolean;
}

const LONGEST_NAME = 200;

export function retiredMessage(reader: Reader, retirement: Retirement): Message {
  const texts = textsFor(cadenceTexts, reader).retired;
  return {
    text: lineOf(texts.fallback(retirement.name)),
    blocks: [
      section(retiredText(reader, retirement)),
      actions(`cadence:${retirement.id}`, button(cadenceIds.menu, texts.edit, { value: `edit:${retirement.id}` })),
    ],
  };
}

/** The same among other messages. */
export function retiredLine(reader: Reader, retirement: Retirement): SectionBlock {
  const { edit } = textsFor(cadenceTexts, reader).retired;
  return section(retiredText(reader, retirement), button(cadenceIds.menu, edit, { value: `edit:${retirement.id}` }));
}

function retiredText(reader: Reader, { name, program, questions, leavesNothing }: Retirement): string {
  const texts = textsFor(cadenceTexts, reader).retired;
  const quoted = list(
    reader,
    questions.map((question) => texts.quoted(escapeMrkdwn(shorten(question, LONGEST_NAME)))),
  );
  const say = leavesNothing ? texts.paused : texts.changed;
  return say(escapeMrkdwn(shorten(name, LONGEST_NAME)), escapeMrkdwn(shorten(program, LONGEST_NAME)), quoted);
}
