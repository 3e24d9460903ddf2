import type { Button, Overflow, StaticSelect } from "@slack/types";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { button, confirmation, menu, option } from "../../slack/blocks.ts";
import { planTexts } from "../plan-texts.ts";
import { trackTexts } from "../texts.ts";
import { workTexts } from "./texts.ts";

/** What is pressed about work requests. */
export const workIds = {
  open: "work.open",
  /** Value: the id of a program, or empty. */
  list: "work.list",
  program: "work.program",
  /** Followed by what the list is narrowed down by. */
  filter: "work.filter",
  page: "work.page",
  ask: "work.ask",
  add: "work.add",
  type: "work.type",
  howAnswered: "work.how_answered",
  times: "times",
  picture: "work-picture",
  /** Followed by the act. */
  act: "work.act",
} as const;

export const ACTS = [
  ...(["start", "up", "top", "resume", "withdraw", "confirm", "leave", "join"] as const),
  ...(["decline", "split", "hold", "capacity", "object", "same", "not-same", "take", "template"] as const),
  ...(["validate", "comment", "plan", "times"] as const),
] as const;
export type WorkAct = (typeof ACTS)[number];

/** As manifest.yml declares them. */
export const workShortcuts = { ask: "ask_for_work", fromMessage: "ask_for_work_about" } as const;

/** What is done less often, behind three dots. `id`: of a request, of its track for its plan, or of a program. */
export function actMenu(
  reader: Reader,
  acts: readonly { act: WorkAct; id: string }[],
): Overflow | StaticSelect | undefined {
  const options = acts.map(({ act, id }) => option(JSON.stringify({ act, id, what: "" }), labelOf(reader, act)));
  return menu(`${workIds.act}:menu`, options, textsFor(workTexts, reader).title);
}

function labelOf(reader: Reader, act: WorkAct): string {
  const texts = textsFor(workTexts, reader);
  if (act === "plan") return textsFor(planTexts, reader).open;
  return act === "times" ? texts.times.title : texts.act[act];
}

/** `id`: of a request, or of a program that takes them; `what`: the step to which somebody objects. */
export function actButton(reader: Reader, act: WorkAct, id: string, { what = "", primary = false } = {}): Button {
  const { act: texts, withdrawText } = textsFor(workTexts, reader);
  const confirm = confirmation({
    title: texts.withdraw,
    text: withdrawText,
    confirm: texts.withdraw,
    deny: textsFor(trackTexts, reader).cancel,
  });
  const value = JSON.stringify({ act, id, what });
  return button(`${workIds.act}:${act}`, labelOf(reader, act), {
    value,
    primary,
    ...(act === "withdraw" && { danger: true, confirm }),
  });
}
