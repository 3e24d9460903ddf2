/** The register from anywhere in Slack: commands, message shortcuts, global shortcuts. */
import type { NamedCommand } from "../app/capability.ts";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleBySlackIds } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { type Language, textsFor } from "../platform/texts/language.ts";
import type { CommandCall } from "../slack/commands.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { type Listening, lineMessage } from "../slack/listening.ts";
import type { Message } from "../slack/message.ts";
import type { Name, SecondWords } from "../slack/parse-command.ts";
import { mentionedIn, readMessageText } from "../slack/read-markup.ts";
import { type ChosenMessage, onMessageShortcut, onShortcut, permalinkTo } from "../slack/shortcuts.ts";
import { parseCode } from "./codes-and-transitions.ts";
import { shortcutIds } from "./ids.ts";
import { ITEM_TYPES, type ItemType, TYPES } from "./item-types.ts";
import { typeName } from "./items-in-words.ts";
import type { ListFilter } from "./list/list.ts";
import { itemsReading } from "./readings.ts";
import { registerTexts } from "./texts.ts";
import { addToRecordView, newItemForm, viewOfItem, viewOfItems, viewOfList } from "./views.ts";

/** Filter words, as in `secondWords`. */
const FILTERS = {
  mine: ["miens", "moi", "mes", "mien", "mienne", "me", "my"],
  overdue: ["en retard", "retard", "late"],
  closed: ["clos", "close", "terminés", "done"],
  all: ["tous", "tout", "toutes", "everything"],
} as const satisfies SecondWords["words"];

/** What people type for each type, plurals too. */
const TYPE_WORDS: SecondWords["words"] = Object.fromEntries(
  ITEM_TYPES.map((type): [ItemType, readonly [string, ...string[]]] => {
    const { en, fr } = TYPES[type].words;
    return [type, [...fr, ...en, ...manyOf(type, "en")]];
  }),
);

function manyOf(type: ItemType, language: Language): string[] {
  return TYPES[type].words[language].map((word) => `${language === "en" ? word.replace(/y$/, "ie") : word}s`);
}

/** « risques » is the list of them, « risque » and a title a new one. */
function listNames(language: Language): Name[] {
  return ITEM_TYPES.flatMap((type) => manyOf(type, language).map((name): Name => ({ name, means: type })));
}

export function registerCommands(services: Services): NamedCommand<Person>[] {
  const begin = async (call: CommandCall<Person>, type: ItemType | null): Promise<Message | null> => {
    const { actor, words, triggerId, client } = call;
    // With a code, that one: `/drumbeat decision D-4`.
    if (type !== null && words.length === 1 && parseCode(words[0] ?? "") !== null) return find(services, call);
    const begun = { type: type ?? "risk", isTypeFixed: type !== null, text: words.join(" ") };
    const view = await newItemForm({ ...services, actor }, begun);
    await client.views.open({ trigger_id: triggerId, view });
    return null;
  };
  return [
    {
      word: "add",
      otherWords: { en: ["note", "note down"], fr: ["nouveau", "nouvelle", "noter"] },
      help: (reader) => textsFor(registerTexts, reader).commands.add,
      label: (reader) => textsFor(registerTexts, reader).commands.addLabel,
      secondWords: { words: TYPE_WORDS, allowsOthers: true },
      handle(call) {
        const [first, ...rest] = call.words;
        const type = ITEM_TYPES.find((each) => each === first) ?? null;
        return begin(type === null ? call : { ...call, words: rest }, type);
      },
    },
    ...ITEM_TYPES.map((type): NamedCommand<Person> => {
      const { en, fr } = TYPES[type].words;
      const [word, ...others] = en;
      return {
        word,
        otherWords: { en: others, fr },
        isUnlisted: true,
        help: (reader) => textsFor(registerTexts, reader).commands.add,
        label: (reader) => typeName(reader, type),
        handle: (call) => begin(call, type),
      };
    }),
    {
      word: "register",
      otherWords: {
        en: ["raid", "log", "list", "record", ...listNames("en")],
        fr: ["liste", ...listNames("fr")],
      },
      secondWords: { words: { ...FILTERS, ...TYPE_WORDS }, areSeveral: true },
      help: (reader) => textsFor(registerTexts, reader).commands.register,
      label: (reader) => textsFor(registerTexts, reader).commands.registerLabel,
      async handle({ actor, words, triggerId, client }) {
        const view = await viewOfList({ ...services, actor }, { page: 0, query: null, filter: filterOf(words) });
        await client.views.open({ trigger_id: triggerId, view });
        return null;
      },
    },
    {
      word: "find",
      otherWords: { en: ["search", "look for"], fr: ["trouver", "recherche", "rechercher"] },
      help: (reader) => textsFor(registerTexts, reader).commands.find,
      label: (reader) => textsFor(registerTexts, reader).commands.findLabel,
      looksUp: (typed) => parseCode(typed) !== null,
      handle: (call) => find(services, call),
    },
  ];
}

async function find(
  services: Services,
  { actor, words, triggerId, client }: Pick<CommandCall<Person>, "actor" | "words" | "triggerId" | "client">,
): Promise<Message | null> {
  const { list } = textsFor(registerTexts, actor);
  const query = words.join(" ").slice(0, LONGEST_QUERY);
  if (query === "") return { text: list.whatToFind, blocks: [] };
  const ctx = { ...services, actor };
  const filter = { isMine: false, programId: null, type: null, state: "all" as const };
  const found = await itemsReading.read(ctx, { filter, words: query, page: 0 });
  const [only, ...others] = found.items;
  if (!only) return lineMessage(list.nothingFound(query));
  const view =
    others.length === 0
      ? await viewOfItem(ctx, { itemId: only.item.id })
      : await viewOfItems(ctx, found, { query, filter });
  await client.views.open({ trigger_id: triggerId, view });
  return null;
}

/** The metadata of a modal has room for it. */
const LONGEST_QUERY = 200;

/** `words`: see `secondWords`. */
function filterOf(words: readonly string[]): ListFilter {
  const states = ["overdue", "closed", "all"] as const;
  return {
    isMine: words.includes("mine"),
    programId: null,
    type: ITEM_TYPES.find((type) => words.includes(type)) ?? null,
    state: states.find((state) => words.includes(state)) ?? "open",
  };
}

export function registerRegisterShortcuts(listening: Listening<Person>, services: Services): void {
  onShortcut(listening, shortcutIds.ask, async ({ actor, open }) => {
    await open(await newItemForm({ ...services, actor }, { type: "request", isTypeFixed: true }));
  });

  onMessageShortcut(listening, shortcutIds.add, async ({ actor, open, client, message }) => {
    const ctx = { ...services, actor };
    const view = await addToRecordView(ctx, {
      type: "action",
      isTypeFixed: false,
      text: await messageText(ctx, message),
      sourceKey: `message:${message.channelId}:${message.ts}`,
      permalink: await permalinkTo(client, message),
    });
    await open(view);
  });
}

/** The message as plain text, as far as a field takes it, with who wrote it where that was somebody else. */
async function messageText({ db, actor }: ActorContext, message: ChosenMessage): Promise<string> {
  const typed = message.text.slice(0, ELEMENT_LIMITS.plainTextInput);
  const ids = [...mentionedIn(typed), ...(message.slackUserId === null ? [] : [message.slackUserId])];
  const people = await peopleBySlackIds(db, actor.workspace_id, ids);
  const nameOf = (id: string) => people.find((person) => person.slack_user_id === id)?.name;
  const author = message.slackUserId === null ? undefined : nameOf(message.slackUserId);
  const text = readMessageText(typed, nameOf);
  return author === undefined || message.slackUserId === actor.slack_user_id ? text : `${text}\n— ${author}`;
}
