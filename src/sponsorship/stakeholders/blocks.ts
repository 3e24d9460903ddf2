/** The people of a program as a list, and the contacts that are due. All of it in views: no message and no file has it. */
import type { KnownBlock, ModalView, StaticSelect } from "@slack/types";
import { z } from "zod";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  option,
  plain,
  section,
  shorten,
} from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import { ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import { Menu } from "../../platform/slack/menus.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { choosingTexts } from "../choosing/texts.ts";
import { coalitionBlocks, mapBlocks } from "./blocks-map.ts";
import { calledAt, roleSaid, saidBy } from "./said.ts";
import { stakeholderTexts } from "./texts.ts";
import type { Line, PeoplePage } from "./use-cases-reading.ts";

export const peopleIds = {
  show: "people.show",
  program: "people.program",
  add: "people.add",
  act: "people.act",
  tick: "people.tick",
} as const;

const TABS = ["list", "map", "coalition"] as const;
export const shownSchema = z.strictObject({ programId: z.string(), tab: z.enum(TABS), page: z.int().min(0) });
export type Shown = z.infer<typeof shownSchema>;

const ACTS = ["spoke", "change", "notice", "join", "remove"] as const;
export const lineMenu = new Menu(peopleIds.act, z.enum(ACTS));

const ON_PAGE = 30;
const LONGEST_TITLE = 100;
const MOST_DUE = 60;

export function peopleView(reader: Reader, people: PeoplePage, shown: Omit<Shown, "programId">): ModalView {
  const texts = textsFor(stakeholderTexts, reader);
  const state = { programId: people.program.id, ...shown };
  return {
    type: "modal",
    private_metadata: JSON.stringify(state),
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [
      section(texts.head(escapeMrkdwn(shorten(people.program.title, LONGEST_TITLE)), people.due)),
      actions(
        "people.acts",
        button(peopleIds.add, texts.add, {
          value: people.program.id,
          ...(people.lines.length === 0 && { primary: true }),
        }),
        ...(people.lines.length === 0
          ? []
          : TABS.filter((tab) => tab !== shown.tab).map((tab) => tabButton(reader, { ...state, tab }))),
        ...(people.isLed && people.lines.length > 0
          ? [commandButton(textsFor(choosingTexts, reader).open, `sponsor-choice ${people.program.id}`)]
          : []),
        ...(people.isOwnDue ? [commandButton(texts.line.open, "people due")] : []),
        ...(people.programs.length > 1 ? [programMenu(reader, people)] : []),
      ),
      ...tabBlocks(reader, people, shown),
      context(texts.readers),
    ],
  };
}

function tabBlocks(reader: Reader, people: PeoplePage, { tab, page }: Omit<Shown, "programId">): KnownBlock[] {
  if (people.lines.length === 0) return [section(textsFor(stakeholderTexts, reader).none)];
  switch (tab) {
    case "list":
      return listBlocks(reader, people, page);
    case "map":
      return mapBlocks(reader, people);
    case "coalition":
      return coalitionBlocks(reader, people);
  }
}

function tabButton(reader: Reader, { programId, tab }: Omit<Shown, "page">) {
  const value = JSON.stringify({ programId, tab, page: 0 } satisfies Shown);
  return button(`${peopleIds.show}:${tab}`, textsFor(stakeholderTexts, reader).tabs[tab], { value });
}

/** As many as a menu takes; the command opens each by its key. */
function programMenu(reader: Reader, { program, programs }: PeoplePage): StaticSelect {
  const others = programs.filter(({ id }) => id !== program.id);
  const all = [program, ...others].slice(0, ELEMENT_LIMITS.selectOptions);
  const options = all.map(({ id, title }) => option(id, title));
  return {
    type: "static_select",
    action_id: peopleIds.program,
    placeholder: plain(textsFor(stakeholderTexts, reader).program),
    options,
    ...(options[0] && { initial_option: options[0] }),
  };
}

function listBlocks(reader: Reader, { program, lines }: PeoplePage, page: number): KnownBlock[] {
  const texts = textsFor(stakeholderTexts, reader);
  const from = page * ON_PAGE;
  const shown = lines.slice(from, from + ON_PAGE);
  const turn = (to: number, label: string) =>
    button(`${peopleIds.show}:page:${to}`, label, {
      value: JSON.stringify({ programId: program.id, tab: "list", page: to } satisfies Shown),
    });
  const turns = [
    ...(page > 0 ? [turn(page - 1, texts.earlier)] : []),
    ...(from + ON_PAGE < lines.length ? [turn(page + 1, texts.later)] : []),
  ];
  return [
    ...(shown.length === 0 ? [section(texts.noneOfPage)] : []),
    ...shown.map((line) => section(lineSaid(reader, line), actsOf(reader, line))),
    ...(turns.length === 0
      ? []
      : [actions("people.turn", ...turns), context(texts.page(from + 1, from + shown.length, lines.length))]),
  ];
}

function actsOf(reader: Reader, line: Line) {
  const { acts } = textsFor(stakeholderTexts, reader);
  const isOutside = line.person_id === null;
  return lineMenu.overflow(line.id, {
    spoke: acts.spoke,
    change: acts.change,
    ...(isOutside && line.notified_at === null && { notice: acts.notice }),
    ...(isOutside && { join: acts.join }),
    remove: acts.remove,
  });
}

/** Two lines in mrkdwn: who, and in which role; what they said, who keeps the contact and when next. */
function lineSaid(reader: Reader, line: Line): string {
  const texts = textsFor(stakeholderTexts, reader);
  const isUnnamed = line.person_id === null && line.notified_at === null;
  const { spoke_on: last, next_on: next, quiet } = line;
  const facts = [
    saidBy(reader, line),
    line.isOwnerGone ? texts.keptByNobody(line.owner) : texts.keeps(line.owner),
    ...(quiet === null
      ? last === null
        ? []
        : [texts.last(shortDate(reader, last))]
      : [texts.quiet(shortDate(reader, quiet))]),
    ...(next === null ? [] : [(quiet === null ? texts.next : texts.wasDue)(shortDate(reader, next))]),
  ];
  const head = [whoIn(reader, line), ...(isUnnamed ? [texts.unnamed] : [])];
  return `${head.join(" · ")}\n${escapeMrkdwn(facts.join(" · "))}`;
}

/** Who, and in which role: in mrkdwn. */
function whoIn(reader: Reader, line: Line): string {
  return `*${escapeMrkdwn(calledAt(line))}* · ${roleSaid(reader, line)}`;
}

/** Those of one person over all programs, one tap each. */
export function dueView(reader: Reader, lines: readonly (Line & { program: string })[]): ModalView {
  const texts = textsFor(stakeholderTexts, reader);
  const today = reader.today ?? "";
  const shown = lines.slice(0, MOST_DUE);
  return {
    type: "modal",
    title: plain(texts.due.title),
    close: plain(texts.close),
    blocks: [
      context(lines.length === 0 ? texts.noneDue : texts.due.head),
      ...shown.map((line) => {
        const about = `${shorten(line.program, LONGEST_TITLE)} · ${saidBy(reader, line)}`;
        const said = `${whoIn(reader, line)}\n${escapeMrkdwn(about)}`;
        if (line.spoke_on !== today || isStillDue(line, today))
          return section(said, button(`${peopleIds.tick}:${line.id}`, texts.due.spoke, { value: line.id }));
        const next = line.next_on === null ? null : shortDate(reader, line.next_on);
        return section(`${said}\n${texts.due.spoken(next)}`);
      }),
      ...(lines.length > shown.length ? [context(texts.map.more(lines.length - shown.length))] : []),
      actions("people.all", commandButton(texts.due.open, "people")),
      context(texts.readers),
    ],
  };
}

/** Spoken to, as it was entered, and still to be spoken to this week. */
function isStillDue(line: Line, today: string): boolean {
  return line.next_on !== null && line.next_on <= today;
}
