/** What a candidate sees: their own lines, and the answers that they can give. */
import type { Button, KnownBlock, ModalView } from "@slack/types";
import { actions, button, context, plain, section, words } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { list, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { choosingIds } from "./ids.ts";
import { titleToShow } from "./naming.ts";
import { factsUnder, isRunning } from "./rules.ts";
import { CRITERIA } from "./table.ts";
import { choosingTexts } from "./texts.ts";
import type { FactRead, OwnRead } from "./use-cases-reading.ts";

/** What may be answered still; whoever wants to talk has said so. */
export function answerButtons(reader: Reader, { id, answer }: { id: string; answer: string | null }): Button[] {
  const texts = textsFor(choosingTexts, reader).request;
  return [
    button(`${choosingIds.answer}:yes`, texts.buttons.yes, { value: id, primary: true }),
    ...(answer === null ? [button(`${choosingIds.answer}:talk`, texts.buttons.talk, { value: id })] : []),
    button(`${choosingIds.answer}:no`, texts.buttons.no, { value: id }),
  ];
}

export function ownView(reader: Reader, { program, facts, request, isOpen }: OwnRead): ModalView {
  const texts = textsFor(choosingTexts, reader);
  const isAsked = isOpen && request !== null && isRunning(request);
  return {
    type: "modal",
    title: plain(texts.own.title),
    close: plain(texts.close),
    blocks: [
      section(texts.own.head(titleToShow(program.title))),
      ...CRITERIA.map((criterion): KnownBlock => {
        const lines = factsUnder(facts, criterion).flatMap(({ id }) => {
          const fact = facts.find((one) => one.id === id);
          return fact ? [`• ${factSaid(reader, fact)}`] : [];
        });
        const told = lines.length > 0 ? lines : [texts.none];
        return words([{ text: texts.criteria[criterion], bold: true }], ...told.map((text) => [{ text }]));
      }),
      ...(isAsked ? [actions("sponsor.answer", ...answerButtons(reader, request))] : []),
      ...(isAsked ? [actions("sponsor.read", commandButton(texts.request.readCase, `case ${program.id}`))] : []),
      context(texts.own.foot),
    ],
  };
}

/** A fact with its day, who entered it, and who confirmed it: in plain text. */
export function factSaid(reader: Reader, { text, on, by, confirmed }: FactRead): string {
  const texts = textsFor(choosingTexts, reader);
  const dated = on === null ? (text ?? "") : texts.dated(text ?? "", shortDate(reader, on));
  return [
    dated,
    texts.enteredBy(by),
    confirmed.length > 0 ? texts.confirmedBy(list(reader, confirmed)) : texts.unconfirmed,
  ].join(" · ");
}
