/** The record from anywhere in Slack: commands, the menu of a message, the menu of shortcuts. */

import type { WebClient } from "@slack/web-api";
import type { NamedCommand } from "../kernel/capability.ts";
import { type Person, peopleBySlackIds } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import type { CommandCall } from "../platform/slack/commands.ts";
import { type Listening, lineMessage } from "../platform/slack/listening.ts";
import type { Message } from "../platform/slack/message.ts";
import { type ChosenMessage, onMessageShortcut, onShortcut } from "../platform/slack/shortcuts.ts";
import { textsFor } from "../platform/texts/language.ts";
import { programIn } from "./appearances/offers.ts";
import { TYPES } from "./details.ts";
import { shortcutIds } from "./ids.ts";
import { findInRecord, type ListFilter } from "./list/use-cases.ts";
import { parseCode } from "./rules.ts";
import { mentionedIn, plainTextOf } from "./rules-message-text.ts";
import { ITEM_TYPES, type ItemType } from "./table.ts";
import { registerTexts } from "./texts.ts";
import { addToRecordView, newItemForm, viewOfItem, viewOfList } from "./views.ts";
import { typeName } from "./words.ts";

const FILTERS = {
  mine: ["mine", "moi", "miens"],
  overdue: ["overdue", "late", "retard"],
  all: ["all", "tous", "tout"],
} as const;

export function registerCommands(services: Services): NamedCommand<Person>[] {
  const begin = async (
    { actor, words, triggerId, client }: CommandCall<Person>,
    type: ItemType | null,
  ): Promise<Message | null> => {
    const programId = type === "appearance" ? programIn(words) : null;
    const view = await newItemForm(services, actor, {
      type: type ?? "risk",
      isTypeFixed: type !== null,
      ...(programId === null ? { text: words.join(" ") } : { programId }),
    });
    await client.views.open({ trigger_id: triggerId, view });
    return null;
  };
  return [
    {
      word: "add",
      otherWords: ["ajouter"],
      help: (reader) => textsFor(registerTexts, reader).commands.add,
      label: (reader) => textsFor(registerTexts, reader).commands.addLabel,
      handle: (call) => begin(call, null),
    },
    ...ITEM_TYPES.map((type): NamedCommand<Person> => {
      const [word, ...otherWords] = TYPES[type].words;
      return {
        word,
        otherWords,
        isUnlisted: true,
        help: (reader) => textsFor(registerTexts, reader).commands.add,
        label: (reader) => typeName(reader, type),
        handle: (call) => begin(call, type),
      };
    }),
    {
      word: "register",
      otherWords: ["registre"],
      help: (reader) => textsFor(registerTexts, reader).commands.register,
      label: (reader) => textsFor(registerTexts, reader).commands.registerLabel,
      async handle({ actor, words, triggerId, client }) {
        const view = await viewOfList(services, actor, { page: 0, query: null, filter: filterOf(words) });
        await client.views.open({ trigger_id: triggerId, view });
        return null;
      },
    },
    {
      word: "find",
      otherWords: ["chercher", "trouver"],
      help: (reader) => textsFor(registerTexts, reader).commands.find,
      label: (reader) => textsFor(registerTexts, reader).commands.findLabel,
      looksUp: (typed) => parseCode(typed) !== null,
      handle: (call) => find(services, call),
    },
  ];
}

async function find(
  services: Services,
  { actor, words, triggerId, client }: CommandCall<Person>,
): Promise<Message | null> {
  const { list } = textsFor(registerTexts, actor);
  const query = words.join(" ").slice(0, LONGEST_QUERY);
  if (query === "") return { text: list.whatToFind, blocks: [] };
  const found = await findInRecord(services, actor, query);
  const [only, ...others] = found;
  if (!only) return lineMessage(list.nothingFound(query));
  const filter = { isMine: false, programId: null, type: null, state: "all" as const };
  const view =
    others.length === 0
      ? await viewOfItem(services, actor, only.item.id)
      : await viewOfList(services, actor, { page: 0, query, filter });
  await client.views.open({ trigger_id: triggerId, view });
  return null;
}

/** The metadata of a modal has room for it. */
const LONGEST_QUERY = 200;

function filterOf(words: readonly string[]): ListFilter {
  const typed = words.map((word) => word.toLowerCase());
  const has = (known: readonly string[]) => known.some((word) => typed.includes(word));
  return {
    isMine: has(FILTERS.mine),
    programId: null,
    type: ITEM_TYPES.find((type) => has(TYPES[type].words)) ?? null,
    state: has(FILTERS.overdue) ? "overdue" : has(FILTERS.all) ? "all" : "open",
  };
}

export function registerRegisterShortcuts(listening: Listening<Person>, services: Services): void {
  onShortcut(listening, shortcutIds.ask, async ({ actor, open }) => {
    await open(await newItemForm(services, actor, { type: "ask", isTypeFixed: true }));
  });

  onMessageShortcut(listening, shortcutIds.add, async ({ actor, open, client, message }) => {
    const sourceKey = `message:${message.channelId}:${message.ts}`;
    const view = await addToRecordView(services, actor, {
      type: "action",
      isTypeFixed: false,
      text: await saidIn(services, actor, message),
      sourceKey,
      permalink: await permalinkTo(client, message),
    });
    await open(view);
  });
}

/** The message as plain text, with who wrote it where that was somebody else. */
async function saidIn(services: Services, actor: Person, message: ChosenMessage): Promise<string> {
  const ids = [...mentionedIn(message.text), ...(message.slackUserId === null ? [] : [message.slackUserId])];
  const people = await peopleBySlackIds(services.db, actor.workspace_id, ids);
  const nameOf = (id: string) => people.find((person) => person.slack_user_id === id)?.name;
  const author = message.slackUserId === null ? undefined : nameOf(message.slackUserId);
  const text = plainTextOf(message.text, nameOf).trim();
  return author === undefined || message.slackUserId === actor.slack_user_id ? text : `${text}\n— ${author}`;
}

/** Null where the app cannot see the channel: whoever chose the message can, and the item is theirs all the same. */
async function permalinkTo(client: WebClient, { channelId, ts }: ChosenMessage): Promise<string | null> {
  try {
    const { permalink } = await client.chat.getPermalink({ channel: channelId, message_ts: ts });
    return permalink ?? null;
  } catch {
    return null;
  }
}
