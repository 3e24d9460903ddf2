/** `/drumbeat WORD …`, typed or by a button. */
import type { RespondArguments } from "@slack/bolt";
import type { Button } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { languageOf, list, type Reader } from "../platform/texts/language.ts";
import { answerOnce } from "./answer-once.ts";
import { actions, button, section, shorten } from "./blocks.ts";
import { inTime, replaceWaitingView, TRIGGER_PATIENCE_MS, waitingView } from "./in-time.ts";
import { commandBody } from "./interaction-payloads.ts";
import { type Listening, lineMessage, logUnexpected, messageView, onPress, sentenceFor } from "./listening.ts";
import { forScreenReaders, type Message } from "./message.ts";
import { type CommandNames, isSpeltAlike, ownSecondWords, ownWord, parseCommandLine } from "./parse-command.ts";
import { slackTexts } from "./texts.ts";

export interface Command<Actor> extends CommandNames {
  help(reader: Reader): string;
  /** Label of its button in the help. */
  label(reader: Reader): string;
  /** Default: for everybody. */
  isFor?(actor: Actor): Promise<boolean>;
  /** Whether this command looks up what was typed instead of a word: `/drumbeat LOY-REQ-2`. */
  looksUp?(typed: string): boolean;
  /**
   * Opens what is called as the whole line, which begins with no command: `/drumbeat Loyalty journeys`. Null: a view shows
   * it; `maybe`: nothing is called so, these buttons open what may be meant.
   */
  opens?(
    call: Omit<CommandCall<Actor>, "words" | "unknownWord">,
    line: string,
  ): Promise<null | { maybe: readonly Button[] }>;
  /** Mentioned in another command's line of the help. */
  isUnlisted?: boolean;
  /** Pressed in a view, it shows a waiting view first. */
  takesLong?: boolean;
  handle(call: CommandCall<Actor>): Promise<Message | null>;
}

export interface CommandCall<Actor> {
  actor: Actor;
  /** The words after the first. */
  words: string[];
  triggerId: string;
  client: WebClient;
  /** The answer to a word that the command does not know: which it does. */
  unknownWord(typed: string): Message;
}

const COMMAND_ACTION = "command.run";

/** A button that runs `/drumbeat LINE`. */
export function commandButton(label: string, line: string, options: { primary?: boolean } = {}): Button {
  return button(`${COMMAND_ACTION}:${line}`, label, { ...options, value: line });
}

/** Registers `/drumbeat WORD …`, typed or by button. Without a word, runs the command `alone`; asks back if unknown. */
export function onCommand<Actor>(
  listening: Listening<Actor>,
  name: string,
  commands: readonly Command<Actor>[],
  alone: string,
): void {
  const { app, log, actorOf, readerOf, cachedReader, wake } = listening;

  const run = async (
    typed: string,
    call: Omit<CommandCall<Actor>, "words" | "unknownWord">,
  ): Promise<Message | null> => {
    const line = typed.trim() || alone;
    const reader = readerOf(call.actor);
    const theirs = async () => {
      const available: Command<Actor>[] = [];
      for (const each of commands) if (!each.isFor || (await each.isFor(call.actor))) available.push(each);
      return available;
    };
    const done = (command: Command<Actor>, words: string[]) =>
      command.handle({ ...call, words, unknownWord: (second) => unknownWordMessage(reader, command, second) });
    const help: Command<Actor> = {
      ...HELP,
      help: () => "",
      label: ({ locale }) => slackTexts[languageOf(locale)].help,
      handle: async () => helpMessage(reader, await theirs()),
    };

    const meant = parseCommandLine(line, [...commands, help], languageOf(reader.locale));
    if (meant.is === "command") return done(meant.command, meant.words);
    if (meant.is === "unknown-second") return unknownWordMessage(reader, meant.command, meant.typed);
    const looking = commands.find((available) => available.looksUp?.(meant.typed));
    if (looking) return done(looking, [meant.typed, ...meant.rest]);
    const called = await openCalled(commands, call, line);
    if (called === null) return null;
    const alike = (await theirs()).filter((each) => isSpeltAlike(each, meant.typed));
    const buttons = alike.map((each) => commandButton(each.label(reader), each.word));
    return unknownCommandMessage(reader, meant.typed, [...called.maybe, ...buttons]);
  };

  for (const { word } of commands) listening.registered?.({ kind: "command", id: word });
  const once = answerOnce<RespondArguments | undefined>(listening.remember);

  app.command(name, async ({ ack, body, client, respond }) => {
    const call = commandBody.parse(body);
    const work = once(call.trigger_id, {
      async handle(act) {
        const actor = await actorOf(call.user_id, client);
        const message = await act(() => run(call.text, { actor, triggerId: call.trigger_id, client }));
        return message ? { response_type: "ephemeral", ...forScreenReaders(message) } : undefined;
      },
      failed(error) {
        // Without an acknowledgement, Slack shows "operation_timeout" after three seconds.
        logUnexpected(log, error);
        return { response_type: "ephemeral", ...lineMessage(sentenceFor(error, cachedReader(call.user_id))) };
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
    const work = run(press.value, press);
    const isLong = commands.some(({ word, takesLong }) => takesLong && press.value.split(" ")[0] === word);
    // A reply beside a message may be late; a view must open in time.
    const early =
      isLong && press.responseUrl === null ? await inTime(work, TRIGGER_PATIENCE_MS) : { result: await work };
    if (early) {
      if (early.result) await press.reply(early.result);
      return;
    }
    const reader = readerOf(press.actor);
    const waiting = { external_id: `waiting:${press.triggerId}` };
    await press.open(waitingView(reader, waiting.external_id, "opening"));
    const message = await work.catch((error: unknown) => {
      logUnexpected(log, error);
      return lineMessage(sentenceFor(error, reader));
    });
    if (message) await replaceWaitingView(press.client, log, { waiting, view: messageView(reader, message) });
  });
}

/** As `Command.opens`, by the first command that opens it. */
async function openCalled<Actor>(
  commands: readonly Command<Actor>[],
  call: Omit<CommandCall<Actor>, "words" | "unknownWord">,
  line: string,
): Promise<null | { maybe: Button[] }> {
  const maybe: Button[] = [];
  for (const each of commands) {
    const opened = each.opens ? await each.opens(call, line) : { maybe: [] };
    if (opened === null) return null;
    maybe.push(...opened.maybe);
  }
  return { maybe };
}

const HELP = {
  word: "help",
  inFrench: "aide",
  otherWords: { en: ["?", "hello", "hi", "commands"], fr: ["bonjour", "salut", "commandes"] },
} as const satisfies CommandNames;

function helpMessage<Actor>(reader: Reader, commands: readonly Command<Actor>[]): Message {
  const language = languageOf(reader.locale);
  const texts = slackTexts[language];
  const listed = commands.filter(({ isUnlisted = false }) => !isUnlisted);
  const lines = listed.map((command) => `• \`/drumbeat ${ownWord(command, language)}\` ${command.help(reader)}`);
  const text = [texts.helpTitle, ...lines].join("\n");
  const buttons = listed.map((command) => commandButton(command.label(reader), command.word));
  return { text, blocks: [section(text), ...(buttons.length > 0 ? [actions("commands", ...buttons)] : [])] };
}

/** `maybe`: what they may have meant. */
function unknownCommandMessage(reader: Reader, typed: string, maybe: readonly Button[]): Message {
  const language = languageOf(reader.locale);
  const help = ownWord(HELP, language);
  const texts = slackTexts[language];
  const word = plainWord(typed);
  const text = maybe.length === 0 ? texts.notACommand(word, help) : texts.notACommandMaybe(word, help);
  const shown = maybe.slice(0, MOST_MAYBE);
  return { text, blocks: [section(text), actions("commands", ...shown, commandButton(`/drumbeat ${help}`, help))] };
}

const MOST_MAYBE = 4;

function unknownWordMessage(reader: Reader, command: CommandNames, typed: string): Message {
  const language = languageOf(reader.locale);
  const own = ownWord(command, language);
  const ownWords = command.secondWords ? ownSecondWords(command.secondWords, language) : [];
  const text = slackTexts[language].unknownSecond(plainWord(typed), own, list(reader, ownWords));
  return { text, blocks: [section(text)] };
}

function plainWord(word: string): string {
  return shorten(word.replace(/[&<>`*_~]/g, ""), 40);
}
