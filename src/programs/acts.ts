/** All that can be done with a program where it is shown: in the list of programs, and on the screen of one. */
import type { ActionsBlockElement } from "@slack/types";
import { z } from "zod";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { button } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { Menu } from "../slack/menus.ts";
import type { CardChoice } from "./cards.ts";
import { programIds } from "./ids.ts";
import type { ProgramButton, ProgramMenuEntry } from "./menu.ts";
import { programTexts } from "./texts.ts";

/** What may be done with a program; capabilities above add to it (`menu.ts`, `cards.ts`). */
export const programActsMenu = new Menu(programIds.menu, z.string());

/** What capabilities above add to what may be done with a program. */
export interface AddedActs {
  menu: readonly Pick<ProgramMenuEntry, "key" | "label">[];
  buttons: readonly ProgramButton[];
  /** Of its card on Home. */
  choices?: readonly CardChoice[];
}

/** `mayChange`: left out where only those who may see it. */
export function programActs(
  reader: Reader,
  program: { id: string; isClosed: boolean; checkIns: number; mayChange: boolean },
  { menu, buttons, choices = [] }: AddedActs,
): ActionsBlockElement[] {
  const all = textsFor(programTexts, reader);
  const texts = all.list;
  const { id: value, mayChange } = program;
  if (program.isClosed) return mayChange ? [button(programIds.reopen, texts.reopen, { value })] : [];
  const changes = [
    { choice: "edit", label: texts.edit },
    { choice: "seats", label: texts.seats },
    ...menu.map(({ key, label }) => ({ choice: key, label: label(reader) })),
    { choice: "close", label: texts.close },
  ].map((change) => ({ ...change, about: value }));
  const offered = programActsMenu.of([...choices, ...(mayChange ? changes : [])], all.home.choose);
  return [...(mayChange ? places(reader, program, buttons) : []), ...(offered ? [offered] : [])];
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
    ...buttons.map(({ command, label }) => commandButton(label(reader), `${command} ${id}`)),
  ];
}
