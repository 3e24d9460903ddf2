import type { ActionsBlockElement, Button } from "@slack/types";
import { z } from "zod";
import type { Person } from "../people/people.ts";
import { Slot } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { button } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Press } from "../slack/listening.ts";
import { Menu } from "../slack/overflow-menu.ts";
import { programTexts } from "./texts.ts";

/** What is pressed on programs. Buttons carry the program's id; the right is checked again at each press. */
export const programIds = {
  menu: "program.menu",
  edit: "program.edit",
  nameLead: "program.name_lead",
  leadForm: "program.lead_form",
  reopen: "program.reopen",
  changeSeat: "program.seat",
  seatForm: "program.seat_form",
  notMe: "program.not_me",
  feed: "program.feed",
  askFirst: "program.ask_first",
  newPortfolio: "program.new_portfolio",
  portfolioForm: "program.portfolio_form",
  /** What it covers is chosen. */
  portfolioCovers: "program.portfolio_covers",
  rank: "program.rank",
  rankForm: "program.rank_form",
  committee: "program.committee",
  limits: "program.limits",
  limitsForm: "program.limits_form",
} as const;

/** What a choice on a program does. */
export interface ProgramAct {
  /** In the value of the choice, before what it is about. */
  choice: string;
  /** In the menu of every program that somebody may change, about that program; left out where a card offers it. */
  label?(reader: Pick<Reader, "locale">): string;
  /** Throws where whoever pressed may not. */
  act(services: Services, press: Press<Person>, about: string): Promise<void>;
}

/** Added by capabilities above. */
export const programMenu = new Slot<ProgramAct>();

/** Beside the menu of a program, which is full: what a command does with it. */
export interface ProgramButton {
  /** Before the id of the program. */
  command: string;
  /** A portfolio has it too. */
  isOfPortfolios?: true;
  label(reader: Pick<Reader, "locale">): string;
}

export const programButtons = new Slot<ProgramButton>();

/** An option in the menu of a program. */
export interface CardChoice {
  choice: string;
  about: string;
  label: string;
}

export const programActsMenu = new Menu(programIds.menu, z.string());

/** What capabilities above add to what may be done with a program. */
export interface AddedActs {
  menu: readonly Pick<ProgramAct, "choice" | "label">[];
  buttons: readonly ProgramButton[];
  /** What the card of the program on Home offers besides. */
  choices?: readonly CardChoice[];
}

/** `mayChange`: left out where only those who may see it. */
export function programActs(
  reader: Reader,
  program: { id: string; isClosed: boolean; isPaused: boolean; checkIns: number; mayChange: boolean },
  { menu, buttons, choices = [] }: AddedActs,
): ActionsBlockElement[] {
  const all = textsFor(programTexts, reader);
  const texts = all.list;
  const { id: value, mayChange } = program;
  if (program.isClosed) return mayChange ? [button(programIds.reopen, texts.reopen, { value })] : [];
  const changes = [
    { choice: "edit", label: texts.edit },
    { choice: "seats", label: texts.seats },
    ...menu.flatMap(({ choice, label }) => (label ? { choice, label: label(reader) } : [])),
    ...(program.isPaused ? [{ choice: "go-on", label: texts.goOn }] : []),
    { choice: "close", label: texts.close },
  ].map((change) => ({ ...change, about: value }));
  const offered = programActsMenu.of([...choices, ...(mayChange ? changes : [])], all.home.choose);
  return [...(mayChange ? places(reader, program, buttons) : []), ...(offered ? [offered] : [])];
}

/** `isReader`: it has a digest for them. */
export function portfolioActs(
  reader: Pick<Reader, "locale">,
  {
    id: value,
    isClosed,
    isReader,
    mayChange,
    buttons,
  }: {
    id: string;
    isClosed: boolean;
    isReader: boolean;
    mayChange: boolean;
    /** What it has as programs have it. */
    buttons: readonly ProgramButton[];
  },
): ActionsBlockElement[] {
  const all = textsFor(programTexts, reader);
  const texts = all.list;
  if (isClosed) return mayChange ? [button(programIds.reopen, texts.reopen, { value })] : [];
  const changes = [
    { choice: "edit", label: texts.edit, about: value },
    { choice: "seats", label: texts.seats, about: value },
    { choice: "close", label: texts.closePortfolio, about: value },
  ];
  const offered = mayChange ? programActsMenu.of(changes, all.home.choose) : undefined;
  return [
    ...(isReader ? [commandButton(texts.digest, "digest")] : []),
    ...buttonsOf(reader, value, buttons),
    ...(offered ? [offered] : []),
  ];
}

/** Of a program in which nothing has been asked yet. */
export function askFirstButton(reader: Pick<Reader, "locale">, programId: string): Button {
  const { askFirst } = textsFor(programTexts, reader).list;
  return button(programIds.askFirst, askFirst, { value: programId, primary: true });
}

function places(
  reader: Reader,
  { id, checkIns }: { id: string; checkIns: number },
  buttons: readonly ProgramButton[],
): ActionsBlockElement[] {
  const texts = textsFor(programTexts, reader).list;
  return [
    checkIns === 0
      ? commandButton(texts.addCheckIn, `cadence new ${id}`, { primary: true })
      : commandButton(texts.openCheckIns, `cadence list ${id}`, { primary: true }),
    ...(checkIns === 0 ? [] : [commandButton(texts.plan, `plan program ${id}`)]),
    ...buttonsOf(reader, id, buttons),
  ];
}

function buttonsOf(reader: Pick<Reader, "locale">, id: string, buttons: readonly ProgramButton[]): Button[] {
  return buttons.map(({ command, label }) => commandButton(label(reader), `${command} ${id}`));
}
