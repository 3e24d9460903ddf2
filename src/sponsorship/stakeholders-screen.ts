/** The people of a program on screen: the list with its filters, the map, and what is pressed there. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../app/capability.ts";
import { type Person, peopleByIds, readerAt } from "../people/people.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, list, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programList } from "../programs/program-list.ts";
import type { ProgramButton } from "../programs/program-menu-and-buttons.ts";
import { APPROACH } from "../register/types/actions-milestones-stakeholders.ts";
import { actions, button, context, escapeMrkdwn, section, shorten, shortenEscaped } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { shownBelow } from "../slack/forms/view-below.ts";
import {
  doneView,
  type Listening,
  onPress,
  onPressOf,
  type Press,
  type SubmitResult,
  type Submitted,
} from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { Menu } from "../slack/overflow-menu.ts";
import { choosingTexts } from "./choosing-texts.ts";
import { correctContactsDue } from "./contacts-due.ts";
import {
  addPerson,
  changePerson,
  contactsDue,
  endContact,
  findPeople,
  noteContact,
  type PeoplePage,
  type PersonLine,
  peopleOf,
  personFor,
  planApproach,
  type Stakeholder,
} from "./stakeholders.ts";
import { isDueInWeek } from "./stakeholders-contact-schedule.ts";
import { personForm, personView, planForm, planView } from "./stakeholders-forms.ts";
import { mapBlocks, PICTURE, sendMap } from "./stakeholders-map.ts";
import { peopleTexts, roleOf, stanceText } from "./stakeholders-texts.ts";

export const peopleIds = {
  show: "people.show",
  add: "people.add",
  act: "people.act",
  picture: PICTURE,
} as const;

const TABS = ["list", "map"] as const;
const FILTERS = ["all", "due"] as const;
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
const LONGEST_NAME = 300;
const LONGEST_CONTACT = 900;
const LONGEST_APPROACH = 1600;

export function peopleView(
  reader: Reader & { today: string },
  people: PeoplePage,
  shown: Omit<Shown, "programId">,
): ModalView {
  const texts = textsFor(peopleTexts, reader);
  const { program, lines, isLed } = people;
  const state: Shown = { programId: program.id, ...shown };
  const isEmpty = lines.length === 0;
  const other = shown.tab === "list" ? "map" : "list";
  const filter = shown.filter === "all" ? "due" : "all";
  return modal({
    private_metadata: JSON.stringify(state),
    title: texts.title,
    close: texts.close,
    blocks: [
      section(`*${escapeMrkdwn(shorten(program.title, LONGEST_TITLE))}*`),
      actions(
        "people.acts",
        button(peopleIds.add, texts.add, { value: program.id, ...(isEmpty && { primary: true }) }),
        ...(isEmpty ? [] : [showButton(other, texts.tabs[other], { ...state, tab: other, page: 0 })]),
        ...(isLed && !isEmpty
          ? [commandButton(textsFor(choosingTexts, reader).open, `sponsor-choice ${program.id}`)]
          : []),
        ...(shown.tab === "list" && !isEmpty
          ? [showButton(filter, texts.filters[filter], { ...state, filter, page: 0 })]
          : []),
      ),
      ...tabBlocks(reader, people, state),
      context(texts.readers),
    ],
  });
}

function tabBlocks(reader: Reader & { today: string }, people: PeoplePage, state: Shown): KnownBlock[] {
  if (people.lines.length === 0) return [section(textsFor(peopleTexts, reader).none)];
  return state.tab === "map" ? mapBlocks(reader, people) : listBlocks(reader, people, state);
}

function showButton(name: string, label: string, value: Shown) {
  return button(`${peopleIds.show}:${name}`, label, { value: JSON.stringify(value) });
}

function listBlocks(reader: Reader & { today: string }, { lines }: PeoplePage, state: Shown): KnownBlock[] {
  const texts = textsFor(peopleTexts, reader);
  const wanted = state.filter === "all" ? lines : lines.filter((line) => isDueInWeek(line, reader.today));
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
    ...shown.map((line) => section(lineText(reader, line), lineMenu.overflow(line.id, texts.acts))),
    ...(turns.length > 0
      ? [actions("people.turn", ...turns), context(texts.page(from + 1, from + shown.length, wanted.length))]
      : []),
  ];
}

/** In mrkdwn: who, and in which role; what they said, who keeps the contact and when next; how they are approached. */
function lineText(reader: Reader & { today: string }, line: PersonLine): string {
  const texts = textsFor(peopleTexts, reader);
  const { due_on: next, quiet, details } = line;
  const when = next === null ? [] : [nextText(reader, next)];
  const last = details.spokeOn === undefined ? [] : [texts.last(shortDate(reader, details.spokeOn))];
  const contact = [
    stanceText(reader, line),
    texts.owner(line.owner),
    ...(quiet === null ? last : [texts.quiet(shortDate(reader, quiet))]),
    ...when,
  ];

  const ways = APPROACH.flatMap((way) => {
    const words = details[way];
    return words === undefined ? [] : [texts.approach[way](shorten(words, LONGEST_WORDS))];
  });
  const together = line.coalition.length === 0 ? [] : [texts.approach.coalition(list(reader, line.coalition))];
  const ally = details.isAlly ? [texts.ally] : [];

  const fitting = (text: string, limit: number) => escapeMrkdwn(shortenEscaped(text, limit));
  return [
    `*${fitting(line.called, LONGEST_NAME)}* · ${[roleOf(reader, details), ...ally].join(" · ")}`,
    fitting(contact.join(" · "), LONGEST_CONTACT),
    fitting([...ways, ...together].join("\n"), LONGEST_APPROACH),
  ].join("\n");
}

function nextText(reader: Reader & { today: string }, next: LocalDate): string {
  const texts = textsFor(peopleTexts, reader);
  const day = shortDate(reader, next);
  return next < reader.today ? texts.wasDue(day) : texts.next(day);
}

export function peopleCommand(services: Services): NamedCommand<Person> {
  return {
    word: "people",
    otherWords: { en: ["stakeholders"], fr: ["personnes", "parties prenantes"] },
    secondWords: { words: { due: ["à recontacter"] }, allowsOthers: true },
    help: (reader) => textsFor(peopleTexts, reader).command.help,
    label: (reader) => textsFor(peopleTexts, reader).command.label,
    async handle({ actor, words: [wanted = null], client, triggerId }) {
      if (wanted === null && !(await findPeople(services, actor, null))) return programList(services, actor, 0);
      const view = wanted === "due" ? await viewOfDue(services, actor) : await viewFor(services, actor, wanted);
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
  };
}

/** Of the first program in which they are to speak to somebody this week. */
async function viewOfDue(services: Services, actor: Person): Promise<ModalView> {
  const [first] = await contactsDue(services, actor);
  return viewFor(services, actor, first?.program.id ?? null, { ...FIRST, filter: "due" });
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

  onPress(listening, peopleIds.add, async (press) => {
    const { program } = await peopleOf(services, press.actor, press.value);
    const { actor } = press;
    const reader = readerAt(actor, services.clock.now());
    await press.open(personView(reader, program.id, null, actor.slack_user_id));
  });

  onPress(listening, PICTURE, async (press) => {
    await sendMap({ ...services, actor: press.actor }, { programId: press.value });
    await press.open(doneView(press.actor, textsFor(peopleTexts, press.actor).map.sent));
  });

  lineMenu.listen(listening, async (press, choice, id) => {
    const { actor } = press;
    const reader = readerAt(actor, services.clock.now());
    switch (choice) {
      case "spoke":
        return update(press, await viewAfter(services, actor, await spoke(services, actor, id), stateIn(press)));
      case "end":
        return update(press, await viewAfter(services, actor, await endContact({ ...services, actor }, { id })));
      case "change": {
        const { line } = await personFor(services, actor, id);
        const [owner] = await peopleByIds(services.db, actor.workspace_id, [line.owner_id ?? ""]);
        return press.open(personView(reader, line.program_id, line, owner?.slack_user_id ?? null));
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
  const item = await noteContact({ ...services, actor }, { id });
  await inTransaction(services.db, (tx) => correctContactsDue({ ...services, db: tx, actor }));
  return item;
}

function listenToForms(listening: Listening<Person>, services: Services): void {
  personForm.listen(listening, async (submitted) => {
    const { actor, state, filled, client } = submitted;
    return saved(services, submitted, async () => {
      const owner = await listening.actorOf(filled.owner, client);
      const entered = { ...filled, owner, nextOn: filled.next };
      if (state.id !== null) return changePerson({ ...services, actor }, { id: state.id, ...entered });
      const person = filled.person === null ? null : await listening.actorOf(filled.person, client);
      return addPerson({ ...services, actor }, { programId: state.programId, ...entered, person });
    });
  });
  planForm.listen(listening, async (submitted) => {
    const { actor, state, filled } = submitted;
    const given = { ...filled, coalitionWith: filled.coalition, isAlly: filled.ally.length > 0 };
    return saved(services, submitted, () => planApproach({ ...services, actor }, { id: state.id, ...given }));
  });
}

/** The field at which a refusal is shown; other refusals stand above the form. */
const FIELDS: Readonly<Record<string, string>> = {
  STAKEHOLDER_WHO: "outside",
  STAKEHOLDER_ONESELF: "person",
  STAKEHOLDER_LISTED: "person",
  STAKEHOLDER_NO_PERSON: "person",
  STAKEHOLDER_LATER: "stanceOn",
  STAKEHOLDER_NO_KEEPER: "owner",
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
  if (await findPeople(services, actor, item.program_id)) return viewFor(services, actor, item.program_id, state);
  return doneView(actor, textsFor(peopleTexts, actor).week.none);
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
