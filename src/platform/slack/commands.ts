/** `/drumbeat WORD …`, typed or by a button. */

import type { RespondArguments } from "@slack/bolt";
import type { Button } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Reader } from "../texts/language.ts";
import { languageOf } from "../texts/language.ts";
import { actions, button, section, shorten } from "./blocks.ts";
import { commandBody } from "./envelopes.ts";
import { inTime } from "./in-time.ts";
import { answeringOnce } from "./interactions.ts";
import type { Listening } from "./listening.ts";
import { lineMessage, logUnexpected, onPress, sentenceFor } from "./listening.ts";
import type { Message } from "./message.ts";
import { nearestWord } from "./nearest-word.ts";
import { slackTexts } from "./texts.ts";

export interface Command<Actor> {
  /** What follows `/drumbeat`: the first word in English, for all. */
  word: string;
  /** What else people type for it, in French or otherwise. */
  otherWords?: readonly string[];
  help(reader: Reader): string;
  /** On the button beside it in the help. */
  label(reader: Reader): string;
  /** Left out: for everybody. */
  isFor?(actor: Actor): Promise<boolean>;
  /** What is typed in place of a word, and is looked up by this one: `/drumbeat LOY-ASK-2`. */
  looksUp?(typed: string): boolean;
  /** Another one's line of the help speaks of it. */
  isUnlisted?: boolean;
  handle(call: CommandCall<Actor>): Promise<Message | null>;
}

export interface CommandCall<Actor> {
  actor: Actor;
  /** The words after the first. */
  words: string[];
  triggerId: string;
  client: WebClient;
}

const COMMAND_ACTION = "command.run";

/** A button that does what `/drumbeat LINE` does, so that nobody has to type it. */
export function commandButton(label: string, line: string, options: { primary?: boolean } = {}): Button {
  return button(`${COMMAND_ACTION}:${line}`, label, { ...options, value: line });
}

/**
 * `/drumbeat WORD …`, typed or by a button. No word at all runs the command that `alone` chooses for this person; a
 * typo gets the nearest.
 */
export function onCommand<Actor>(
  listening: Listening<Actor>,
  name: string,
  commands: readonly Command<Actor>[],
  alone: (actor: Actor) => Promise<string>,
): void {
  const { app, log, actorOf, readerOf, lastKnownReader, wake } = listening;
  const run = async (typed: string, call: Omit<CommandCall<Actor>, "words">): Promise<Message | null> => {
    const line = typed.trim() || (await alone(call.actor));
    const [word = "help", ...words] = line.split(/\s+/);
    const typedWord = word.toLowerCase();
    const command = commands.find((known) => known.word === typedWord || known.otherWords?.includes(typedWord));
    if (command) return command.handle({ ...call, words });
    const looking = commands.find((known) => known.looksUp?.(word));
    if (looking) return looking.handle({ ...call, words: [word, ...words] });
    const theirs: Command<Actor>[] = [];
    for (const known of commands) if (!known.isFor || (await known.isFor(call.actor))) theirs.push(known);
    return helpMessage(readerOf(call.actor), theirs, word === "help" ? null : word);
  };
  for (const { word } of commands) listening.registered?.({ kind: "command", id: word });
  const once = answeringOnce<RespondArguments | undefined>(listening.remember);
  app.command(name, async ({ ack, body, client, respond }) => {
    const call = commandBody.parse(body);
    const work = once(call.trigger_id, {
      async handle(act) {
        const actor = await actorOf(call.user_id, client);
        const message = await act(() => run(call.text, { actor, triggerId: call.trigger_id, client }));
        return message ? { response_type: "ephemeral", ...message } : undefined;
      },
      failed(error) {
        // Left without an acknowledgement, Slack would say "operation_timeout" after three seconds.
        logUnexpected(log, error);
        return { response_type: "ephemeral", ...lineMessage(sentenceFor(error, lastKnownReader(call.user_id))) };
      },
    });
    const early = await inTime(work);
    await ack(early?.result.answer);
    const { answer, isDone } = await work;
    if (early === null && answer) await respond(answer);
    if (!isDone) return;
    wake();
    await listening.acted?.(call.user_id, client);
  });
  onPress(listening, new RegExp(`^${COMMAND_ACTION}:`), async (press) => {
    const message = await run(press.value, press);
    if (message) await press.reply(message);
  });
}

function helpMessage<Actor>(reader: Reader, commands: readonly Command<Actor>[], typo: string | null): Message {
  const texts = slackTexts[languageOf(reader.locale)];
  const listed = commands.filter(({ isUnlisted = false }) => !isUnlisted);
  const lines = listed.map((command) => `• \`/drumbeat ${command.word}\` ${command.help(reader)}`);
  const words = [...commands.map((command) => command.word), "help"];
  const nearest = typo === null ? null : texts.unknownCommand(plainWord(typo), nearestWord(typo, words) ?? "help");
  const text = [nearest, texts.helpTitle, ...lines].filter(Boolean).join("\n");
  const buttons = listed.map((command) => commandButton(command.label(reader), command.word));
  return { text, blocks: [section(text), ...(buttons.length > 0 ? [actions("commands", ...buttons)] : [])] };
}

function plainWord(word: string): string {
  return shorten(word.replace(/[&<>`*_~]/g, ""), 40);
}
