/** The people of a program on screen: the list with its filters, the map, the coalition, and what is pressed there. */
import type { KnownBlock, ModalView, StaticSelect } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../app/capability.ts";
import { type Person, peopleByIds, readerAt } from "../people/use-cases.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, list, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { rolesMessage } from "../programs/program-list.ts";
import type { ProgramButton } from "../programs/program-menu.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  option,
  plain,
  section,
  shorten,
  shortenEscaped,
} from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { shownBelow } from "../slack/forms/below.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import {
  doneView,
  type Listening,
  onPress,
  onPressOf,
  type Press,
  type SubmitResult,
  type Submitted,
} from "../slack/listening.ts";
import { Menu } from "../slack/menus.ts";
import { choosingTexts } from "./choosing-texts.ts";
import {
  addPerson,
  changePerson,
  dueContacts,
  endContact,
  hasPeople,
  noteContact,
  type PeoplePage,
  type PersonLine,
  peopleOf,
  personFor,
  planApproach,
  type Stakeholder,
} from "./people.ts";
import { correctDue, dueView, TICK } from "./people-due.ts";
import { addForm, addView, changeForm, changeView, planForm, planView } from "./people-forms.ts";
import { coalitionBlocks, mapBlocks, PICTURE, sendMap } from "./people-map.ts";
import { isDue } from "./people-rules.ts";
import { peopleTexts } from "./people-texts.ts";
import { calledAt, roleOf, statementSaid } from "./people-words.ts";

export const peopleIds = {
  show: "people.show",
  program: "people.program",
  filter: "people.filter",
  add: "people.add",
  act: "people.act",
  tick: TICK,
  picture: PICTURE,
} as const;

const TABS = ["list", "map", "coalition"] as const;
const FILTERS = ["all", "due", "quiet", "not-asked", "allies"] as const;
type Filter = (typeof FILTERS)[number];
const shownSchema = z.strictObject({
  programId: z.string(),
  tab: z.enum(TABS),
  filter: z.enum(FILTERS),
  page: z.int().min(0),
});
type Shown = z.infer<typeof shownSchema>;
const FIRST: Omit<Shown, "programId"> = { tab: "list", filter: "all", page: 0 };

const ACTS = ["spoke", "approach", "change", "end"] as const;
const lineMenu = new Menu(peopleIds.act, z.enum(ACTS));

const ON_PAGE = 20;
const LONGEST_TITLE = 100;
const LONGEST_WORDS = 250;
/** Together no longer than a section. */
const [LONGEST_NAME, LONGEST_CONTACT, LONGEST_APPROACH] = [300, 900, 1600];

export function peopleView(
  reader: Reader & { today: string },
  people: PeoplePage,
  shown: Omit<Shown, "programId">,
): ModalView {
  const texts = textsFor(peopleTexts, reader);
  const { program, programs, lines, isLed } = people;
  const state: Shown = { programId: program.id, ...shown };
  const isEmpty = lines.length === 0;
  const others = TABS.filter((tab) => tab !== shown.tab);
  return {
    type: "modal",
    private_metadata: JSON.stringify(state),
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [
      section(`*${escapeMrkdwn(shorten(program.title, LONGEST_TITLE))}*`),
      actions(
        "people.acts",
        button(peopleIds.add, texts.add, { value: program.id, ...(isEmpty && { primary: true }) }),
        ...(isEmpty ? [] : others.map((tab) => showButton(tab, texts.tabs[tab], { ...state, tab, page: 0 }))),
        ...(isLed && !isEmpty
          ? [commandButton(textsFor(choosingTexts, reader).open, `sponsor-choice ${program.id}`)]
          : []),
        ...(shown.tab === "list" && !isEmpty ? [filterMenu(reader, shown.filter)] : []),
        ...(programs.length > 1 ? [programMenu(reader, people)] : []),
      ),
      ...(isEmpty ? [section(texts.none)] : tabBlocks(reader, people, state)),
      context(texts.readers),
    ],
  };
}

function tabBlocks(reader: Reader & { today: string }, people: PeoplePage, state: Shown): KnownBlock[] {
  switch (state.tab) {
    case "list":
      return listBlocks(reader, people, state);
    case "map":
      return mapBlocks(reader, people);
    case "coalition":
      return coalitionBlocks(reader, people);
  }
}

function showButton(name: string, label: string, value: Shown) {
  return button(`${peopleIds.show}:${name}`, label, { value: JSON.stringify(value) });
}

function filterMenu(reader: Reader, chosen: Filter): StaticSelect {
  const { filters } = textsFor(peopleTexts, reader);
  const options = FILTERS.map((filter) => option(filter, filters[filter]));
  const initial = options[FILTERS.indexOf(chosen)];
  return {
    type: "static_select",
    action_id: peopleIds.filter,
    options,
    ...(initial && { initial_option: initial }),
  };
}

/** As many as a menu takes; the command opens each by its key. */
function programMenu(reader: Reader, { program, programs }: PeoplePage): StaticSelect {
  const others = programs.filter(({ id }) => id !== program.id);
  const options = [program, ...others].slice(0, ELEMENT_LIMITS.selectOptions).map(({ id, title }) => option(id, title));
  return {
    type: "static_select",
    action_id: peopleIds.program,
    placeholder: plain(textsFor(peopleTexts, reader).program),
    options,
    ...(options[0] && { initial_option: options[0] }),
  };
}

function isIn(filter: Filter, line: PersonLine, today: string): boolean {
  switch (filter) {
    case "all":
      return true;
    case "due":
      return isDue(line, today);
    case "quiet":
      return line.quiet !== null;
    case "not-asked":
      return line.details.said === "not-asked";
    case "allies":
      return line.details.isAlly === true;
  }
}

function listBlocks(reader: Reader & { today: string }, { lines }: PeoplePage, state: Shown): KnownBlock[] {
  const texts = textsFor(peopleTexts, reader);
  const wanted = lines.filter((line) => isIn(state.filter, line, reader.today));
  const last = Math.max(0, Math.ceil(wanted.length / ON_PAGE) - 1);
  const page = Math.min(state.page, last);
  const from = page * ON_PAGE;
  const shown = wanted.slice(from, from + ON_PAGE);
  const turns = [
    ...(page > 0 ? [showButton("earlier", texts.earlier, { ...state, page: page - 1 })] : []),
    ...(page < last ? [showButton("later", texts.later, { ...state, page: page + 1 })] : []),
  ];
  return [
    ...(shown.length === 0 ? [section(texts.noneOfFilter)] : []),
    ...shown.map((line) => section(lineSaid(reader, line), lineMenu.overflow(line.id, texts.acts))),
    ...(turns.length > 0
      ? [actions("people.turn", ...turns), context(texts.page(from + 1, from + shown.length, wanted.length))]
      : []),
  ];
}

/** In mrkdwn: who, and in which role; what they said, who keeps the contact and when next; how they are approached. */
function lineSaid(reader: Reader & { today: string }, line: PersonLine): string {
  const texts = textsFor(peopleTexts, reader);
  const { due_on: next, quiet, details } = line;
  const when = next === null ? [] : [(isDue(line, reader.today) ? texts.wasDue : texts.next)(shortDate(reader, next))];
  const last = details.spokeOn === undefined ? [] : [texts.last(shortDate(reader, details.spokeOn))];
  const contact = [
    statementSaid(reader, line),
    line.isOwnerGone ? texts.keptByNobody(line.owner) : texts.keeps(line.owner),
    ...(quiet === null ? last : [texts.quiet(shortDate(reader, quiet))]),
    ...when,
  ];
  const ways = (["capacity", "cares", "resistance", "approach", "theyExpect", "weExpect"] as const).flatMap((way) => {
    const words = details[way];
    return words === undefined ? [] : [texts.approach[way](shorten(words, LONGEST_WORDS))];
  });
  const together = line.coalition.length === 0 ? [] : [texts.approach.coalition(list(reader, line.coalition))];
  const ally = details.isAlly ? [texts.ally] : [];
  const fitting = (text: string, limit: number) => escapeMrkdwn(shortenEscaped(text, limit));
  return [
    `*${fitting(calledAt(line), LONGEST_NAME)}* · ${[roleOf(reader, details), ...ally].join(" · ")}`,
    fitting(contact.join(" · "), LONGEST_CONTACT),
    fitting([...ways, ...together].join("\n"), LONGEST_APPROACH),
  ].join("\n");
}

export function peopleCommand(services: Services): NamedCommand<Person> {
  return {
    word: "people",
    otherWords: { en: ["stakeholders"], fr: ["personnes", "parties prenantes"] },
    secondWords: { words: { due: ["à recontacter"] }, allowsOthers: true },
    help: (reader) => textsFor(peopleTexts, reader).command.help,
    label: (reader) => textsFor(peopleTexts, reader).command.label,
    async handle({ actor, words: [wanted = null], client, triggerId }) {
      if (wanted === null && !(await hasPeople(services, actor))) return rolesMessage(services, actor);
      const view = wanted === "due" ? await dueViewFor(services, actor) : await viewFor(services, actor, wanted);
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
  };
}

/** Beside the menu of a program. */
export const peopleButton: ProgramButton = {
  command: "people",
  label: (reader) => textsFor(peopleTexts, reader).menu,
};

export function registerPeopleListeners(listening: Listening<Person>, services: Services): void {
  onPressOf(listening, new RegExp(`^${peopleIds.show}:`), shownSchema, async (press) => {
    await update(press, await viewFor(services, press.actor, press.value.programId, press.value));
  });
  onPress(listening, peopleIds.program, async (press) => {
    await update(press, await viewFor(services, press.actor, press.value));
  });
  onPress(listening, peopleIds.filter, async (press) => {
    const filter = FILTERS.find((one) => one === press.value) ?? "all";
    const state = stateIn(press);
    await update(press, await viewFor(services, press.actor, state?.programId ?? null, { ...FIRST, filter }));
  });
  onPress(listening, peopleIds.add, async (press) => {
    const { program } = await peopleOf(services, press.actor, press.value);
    const own = { programId: program.id, ownSlackId: press.actor.slack_user_id };
    await press.open(addView(readerAt(press.actor, services.clock.now()), own));
  });
  onPress(listening, PICTURE, async (press) => {
    await sendMap(services, press.actor, press.value);
    await press.open(doneView(press.actor, textsFor(peopleTexts, press.actor).map.sent));
  });
  onPress(listening, new RegExp(`^${TICK}:`), async (press) => {
    await spoke(services, press.actor, press.value);
    await update(press, await dueViewFor(services, press.actor));
  });
  lineMenu.listen(listening, async (press, choice, id) => {
    const { actor } = press;
    const reader = readerAt(actor, services.clock.now());
    switch (choice) {
      case "spoke":
        return update(press, await viewAfter(services, actor, await spoke(services, actor, id), stateIn(press)));
      case "end":
        return update(press, await viewAfter(services, actor, await endContact(services, actor, id)));
      case "change": {
        const { line } = await personFor(services, actor, id);
        return press.open(changeView(reader, line, await slackIdsIn(services, actor, line)));
      }
      case "approach": {
        const { line, others } = await personFor(services, actor, id);
        return press.open(planView(reader, line, others));
      }
    }
  });
  listenToForms(listening, services);
}

async function spoke(services: Services, actor: Person, id: string): Promise<Stakeholder> {
  const item = await noteContact(services, actor, id);
  await inTransaction(services.db, (tx) => correctDue(services, tx, actor));
  return item;
}

function listenToForms(listening: Listening<Person>, services: Services): void {
  addForm.listen(listening, async (submitted) => {
    const { actor, state, filled, client } = submitted;
    const personOf = (slackId: string | null) => (slackId === null ? null : listening.actorOf(slackId, client));
    return saved(services, submitted, async () => {
      const [person, saidTo] = [await personOf(filled.person), await personOf(filled.saidTo)];
      const owner = await listening.actorOf(filled.owner, client);
      return addPerson(services, actor, state.programId, { ...filled, person, saidTo, owner, nextOn: filled.next });
    });
  });
  changeForm.listen(listening, async (submitted) => {
    const { actor, state, filled, client } = submitted;
    return saved(services, submitted, async () => {
      const saidTo = filled.saidTo === null ? null : await listening.actorOf(filled.saidTo, client);
      const owner = await listening.actorOf(filled.owner, client);
      return changePerson(services, actor, state.id, { ...filled, saidTo, owner, nextOn: filled.next });
    });
  });
  planForm.listen(listening, async (submitted) => {
    const { actor, state, filled } = submitted;
    const given = { ...filled, coalitionWith: filled.coalition, isAlly: filled.ally.length > 0 };
    return saved(services, submitted, () => planApproach(services, actor, state.id, given));
  });
}

/** At which field it is said what was refused; the others are told above the form. */
const FIELDS: Readonly<Record<string, string>> = {
  STAKEHOLDER_NOBODY: "outside",
  STAKEHOLDER_BOTH: "outside",
  STAKEHOLDER_ONESELF: "person",
  STAKEHOLDER_KEEPS_OWN: "owner",
  STAKEHOLDER_KNOWN: "person",
  STAKEHOLDER_LATER: "saidOn",
  STAKEHOLDER_NO_PERSON: "person",
  STAKEHOLDER_NO_OWNER: "owner",
  STAKEHOLDER_OWNER_OUTSIDE: "owner",
};

/** The list below the form is as it is now, and the form goes; without one, the list takes its place. */
async function saved(
  services: Services,
  { actor, belowId, client }: Pick<Submitted<Person>, "actor" | "belowId" | "client">,
  save: () => Promise<Stakeholder>,
): Promise<SubmitResult> {
  try {
    const item = await save();
    return await shownBelow({ client, belowId }, await viewAfter(services, actor, item));
  } catch (error) {
    const field = error instanceof DrumbeatError ? FIELDS[error.code] : undefined;
    if (!(error instanceof DrumbeatError) || field === undefined) throw error;
    return { errors: { [field]: error.sentence(languageOf(actor.locale)) } };
  }
}

async function viewFor(
  services: Services,
  actor: Person,
  wanted: string | null,
  shown: Omit<Shown, "programId"> = FIRST,
) {
  const { tab, filter, page } = shown;
  const people = await peopleOf(services, actor, wanted);
  return peopleView(readerAt(actor, services.clock.now()), people, { tab, filter, page });
}

/** Whoever gave away or ended the only contact that they kept has no list any more. */
async function viewAfter(services: Services, actor: Person, item: Stakeholder, state = { ...FIRST }) {
  try {
    return await viewFor(services, actor, item.program_id, state);
  } catch (error) {
    if (!(error instanceof DrumbeatError)) throw error;
    return dueViewFor(services, actor);
  }
}

async function dueViewFor(services: Services, actor: Person) {
  return dueView(readerAt(actor, services.clock.now()), await dueContacts(services, actor));
}

async function slackIdsIn({ db }: Services, actor: Person, { owner_id: ownerId, details }: PersonLine) {
  const ids = [ownerId, details.saidTo].flatMap((id) => id ?? []);
  const known = new Map((await peopleByIds(db, actor.workspace_id, ids)).map((each) => [each.id, each.slack_user_id]));
  return (personId: string) => known.get(personId) ?? null;
}

function stateIn({ view }: Pick<Press<Person>, "view">): Shown | undefined {
  return view ? shownSchema.parse(JSON.parse(view.privateMetadata)) : undefined;
}

async function update(
  { client, view: open, triggerId }: Pick<Press<Person>, "client" | "view" | "triggerId">,
  view: ModalView,
): Promise<void> {
  if (open) await client.views.update({ view_id: open.id, hash: open.hash, view });
  else await client.views.open({ trigger_id: triggerId, view });
}
